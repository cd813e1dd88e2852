package dk.samsyn.broker.jdbc;

import dk.samsyn.broker.query.Catalogue;
import dk.samsyn.broker.query.ResultColumn;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The catalogue as the result sets of {@link DatabaseMetaData}: their columns, their order, their patterns. */
final class MetadataRows {
    private static final int RADIX = 10;

    /**
     * A result set of metadata.
     *
     * @param columns its columns
     * @param rows its rows
     */
    record Table(List<ResultColumn> columns, List<List<@Nullable Object>> rows) {}

    private final Catalogue catalogue;

    MetadataRows(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** {@link DatabaseMetaData#getCatalogs()}: none. */
    static Table catalogs() {
        return new Table(columns("TABLE_CAT"), List.of());
    }

    /** {@link DatabaseMetaData#getTableTypes()}. */
    static Table tableTypes() {
        return new Table(columns("TABLE_TYPE"), List.of(List.of("TABLE"), List.of("VIEW")));
    }

    /** {@link DatabaseMetaData#getSchemas(String, String)}. */
    Table schemas(@Nullable String pattern) {
        Set<String> names = new TreeSet<>();
        catalogue.tables().forEach(table -> names.add(table.schema()));
        Predicate<String> wanted = like(pattern);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        names.stream().filter(wanted).forEach(name -> rows.add(row(name, null)));
        return new Table(columns("TABLE_SCHEM", "TABLE_CATALOG"), rows);
    }

    /** {@link DatabaseMetaData#getTables}: ordered by type, schema and name. */
    Table tables(@Nullable String schema, @Nullable String name, @Nullable List<String> types) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Set<String> shown = catalogue.tables().stream().map(MetadataRows::place).collect(Collectors.toSet());
        Stream.concat(
                        like(catalogue.tables(), schema, name),
                        like(catalogue.withheld(), schema, name).filter(table -> !shown.contains(place(table))))
                .filter(table -> types == null || types.contains(table.kind()))
                .sorted(Comparator.comparing(Catalogue.Table::kind)
                        .thenComparing(Catalogue.Table::schema)
                        .thenComparing(Catalogue.Table::name))
                .forEach(table -> rows.add(row(
                        null,
                        table.schema(),
                        table.name(),
                        table.kind(),
                        table.remarks(),
                        null,
                        null,
                        null,
                        null,
                        null)));
        return new Table(
                columns(
                        "TABLE_CAT",
                        "TABLE_SCHEM",
                        "TABLE_NAME",
                        "TABLE_TYPE",
                        "REMARKS",
                        "TYPE_CAT",
                        "TYPE_SCHEM",
                        "TYPE_NAME",
                        "SELF_REFERENCING_COL_NAME",
                        "REF_GENERATION"),
                rows);
    }

    /** {@link DatabaseMetaData#getColumns}: ordered by schema, table and position. */
    Table columns(@Nullable String schema, @Nullable String table, @Nullable String column) {
        Predicate<String> wanted = like(column);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Map<String, Integer> positions = new HashMap<>();
        // Of a table, what may be seen comes first: the sort is stable.
        Stream.concat(
                        like(catalogue.tables(), schema, table).map(one -> new Listed(one, null)),
                        like(catalogue.withheld(), schema, table).map(one -> new Listed(one, one.remarks())))
                .sorted(Comparator.comparing((Listed one) -> one.table().schema())
                        .thenComparing(one -> one.table().name()))
                .forEach(one -> {
                    for (ResultColumn each : one.table().columns()) {
                        int position = positions.merge(place(one.table()), 1, Integer::sum);
                        if (wanted.test(each.name())) {
                            rows.add(columnRow(one, each, position));
                        }
                    }
                });
        return new Table(
                List.of(
                        text("TABLE_CAT"),
                        text("TABLE_SCHEM"),
                        text("TABLE_NAME"),
                        text("COLUMN_NAME"),
                        number("DATA_TYPE"),
                        text("TYPE_NAME"),
                        number("COLUMN_SIZE"),
                        number("BUFFER_LENGTH"),
                        number("DECIMAL_DIGITS"),
                        number("NUM_PREC_RADIX"),
                        number("NULLABLE"),
                        text("REMARKS"),
                        text("COLUMN_DEF"),
                        number("SQL_DATA_TYPE"),
                        number("SQL_DATETIME_SUB"),
                        number("CHAR_OCTET_LENGTH"),
                        number("ORDINAL_POSITION"),
                        text("IS_NULLABLE"),
                        text("SCOPE_CATALOG"),
                        text("SCOPE_SCHEMA"),
                        text("SCOPE_TABLE"),
                        number("SOURCE_DATA_TYPE"),
                        text("IS_AUTOINCREMENT"),
                        text("IS_GENERATEDCOLUMN")),
                rows);
    }

    /** {@link DatabaseMetaData#getTypeInfo()}: ordered by type number. */
    static Table typeInfo() {
        List<List<@Nullable Object>> rows = List.of(
                type("BIGINT", Types.BIGINT, 19, null),
                type("CHAR", Types.CHAR, 65536, "'"),
                type("DECIMAL", Types.DECIMAL, 38, null),
                type("INTEGER", Types.INTEGER, 10, null),
                type("DOUBLE", Types.DOUBLE, 15, null),
                type("VARCHAR", Types.VARCHAR, 65536, "'"),
                type("BOOLEAN", Types.BOOLEAN, 1, null),
                type("DATE", Types.DATE, 10, "DATE '"),
                type("TIME", Types.TIME, 8, "TIME '"),
                type("TIMESTAMP", Types.TIMESTAMP, 19, "TIMESTAMP '"));
        return new Table(
                List.of(
                        text("TYPE_NAME"),
                        number("DATA_TYPE"),
                        number("PRECISION"),
                        text("LITERAL_PREFIX"),
                        text("LITERAL_SUFFIX"),
                        text("CREATE_PARAMS"),
                        number("NULLABLE"),
                        flag("CASE_SENSITIVE"),
                        number("SEARCHABLE"),
                        flag("UNSIGNED_ATTRIBUTE"),
                        flag("FIXED_PREC_SCALE"),
                        flag("AUTO_INCREMENT"),
                        text("LOCAL_TYPE_NAME"),
                        number("MINIMUM_SCALE"),
                        number("MAXIMUM_SCALE"),
                        number("SQL_DATA_TYPE"),
                        number("SQL_DATETIME_SUB"),
                        number("NUM_PREC_RADIX")),
                rows);
    }

    private static Stream<Catalogue.Table> like(
            List<Catalogue.Table> tables, @Nullable String schema, @Nullable String name) {
        Predicate<String> wantedSchema = like(schema);
        Predicate<String> wantedName = like(name);
        return tables.stream().filter(table -> wantedSchema.test(table.schema()) && wantedName.test(table.name()));
    }

    private static String place(Catalogue.Table table) {
        return table.schema() + "." + table.name();
    }

    /** A table whose columns are listed, with why they are not shown if they are not. */
    private record Listed(Catalogue.Table table, @Nullable String withheld) {}

    private static List<@Nullable Object> columnRow(Listed listed, ResultColumn column, int position) {
        Catalogue.Table table = listed.table();
        boolean text = column.jdbcType() == Types.VARCHAR || column.jdbcType() == Types.CHAR;
        boolean number = column.jdbcType() == Types.DECIMAL
                || column.jdbcType() == Types.INTEGER
                || column.jdbcType() == Types.BIGINT
                || column.jdbcType() == Types.DOUBLE;
        return row(
                null,
                table.schema(),
                table.name(),
                column.name(),
                column.jdbcType(),
                column.typeName(),
                column.precision() > 0 ? column.precision() : null,
                null,
                number ? column.scale() : null,
                number ? RADIX : null,
                column.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
                listed.withheld(),
                null,
                null,
                null,
                text && column.precision() > 0 ? column.precision() * 4 : null,
                position,
                column.nullable() ? "YES" : "NO",
                null,
                null,
                null,
                null,
                "NO",
                "NO");
    }

    private static List<@Nullable Object> type(String name, int number, int precision, @Nullable String prefix) {
        boolean decimal = number == Types.DECIMAL;
        return row(
                name,
                number,
                precision,
                prefix,
                prefix == null ? null : "'",
                decimal ? "precision,scale" : null,
                DatabaseMetaData.typeNullable,
                "'".equals(prefix),
                DatabaseMetaData.typeSearchable,
                false,
                decimal,
                false,
                name,
                0,
                decimal ? 19 : 0,
                null,
                null,
                prefix == null && number != Types.BOOLEAN ? RADIX : null);
    }

    /** A JDBC pattern as a condition: {@code %} any text, {@code _} any character, backslash takes away their meaning. */
    static Predicate<String> like(@Nullable String pattern) {
        if (pattern == null || pattern.equals("%")) {
            return name -> true;
        }
        StringBuilder regex = new StringBuilder();
        boolean escaped = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (!escaped && c == '\\') {
                escaped = true;
                continue;
            }
            regex.append(escaped || (c != '%' && c != '_') ? Pattern.quote(String.valueOf(c)) : c == '%' ? ".*" : ".");
            escaped = false;
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static List<ResultColumn> columns(String... names) {
        return Arrays.stream(names).map(MetadataRows::text).toList();
    }

    private static ResultColumn text(String name) {
        return new ResultColumn(name, Types.VARCHAR, "VARCHAR", 0, 0, true);
    }

    private static ResultColumn number(String name) {
        return new ResultColumn(name, Types.INTEGER, "INTEGER", 0, 0, true);
    }

    private static ResultColumn flag(String name) {
        return new ResultColumn(name, Types.BOOLEAN, "BOOLEAN", 0, 0, true);
    }
}

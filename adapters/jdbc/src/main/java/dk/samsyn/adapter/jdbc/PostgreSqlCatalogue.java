package dk.samsyn.adapter.jdbc;

import static dk.samsyn.spi.ColumnType.DOUBLE;
import static dk.samsyn.spi.ColumnType.VARCHAR;

import dk.samsyn.spi.ColumnStatistics;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.TableStatistics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code pg_class} and {@code pg_stats}, and the server's own plan for what is no table: a query's rows as the server expects
 * them, and of each of its columns the table column that it passes on unchanged.
 */
final class PostgreSqlCatalogue implements Catalogue {
    private static final Pattern EXPECTED = Pattern.compile("rows=(\\d+)");
    private static final Pattern RELATION = Pattern.compile(" on (\\S+\\.\\S+)(?: (\\S+))?  \\(cost");
    private static final Pattern COLUMN = Pattern.compile("(?:([\\w\"]+)\\.)?([\\w\"]+)");

    /** Rows that a query makes of one row of its tables at most. */
    private static final double ROWS_OF_ONE = 5;

    private final Product product;

    PostgreSqlCatalogue(Product product) {
        this.product = product;
    }

    @Override
    public Optional<TableStatistics> of(DeclaredTable table, Asking asking) {
        List<SourceColumn> columns = table.table().columns();
        List<String> physical = columns.stream()
                .map(c -> product.quote(table.physicalColumn(c.name())))
                .toList();
        Explained explained = explain("SELECT " + String.join(", ", physical) + " FROM " + table.from() + " t", asking);
        Map<String, Map<String, ColumnStatistics>> tables = new HashMap<>();
        Map<String, ColumnStatistics> known = new HashMap<>();
        for (int i = 0; i < columns.size() && i < explained.output().size(); i++) {
            Matcher column = COLUMN.matcher(explained.output().get(i));
            if (!column.matches()) {
                continue;
            }
            String relation = explained.relation(column.group(1));
            if (relation == null) {
                continue;
            }
            ColumnStatistics found = tables.computeIfAbsent(relation, r -> columns(r, columns, asking))
                    .get(column.group(2) + " " + columns.get(i).type());
            if (found != null) {
                known.put(columns.get(i).name(), found);
            }
        }
        return Optional.of(new TableStatistics(Math.max(1, explained.rows()), known));
    }

    /**
     * What the server expects of a query.
     *
     * @param rows rows
     * @param output expressions of the first plan node
     * @param relations table behind each alias
     */
    private record Explained(double rows, List<String> output, Map<String, String> relations) {
        /** The table behind an alias; of a query over one table the server names none. */
        @Nullable
        String relation(@Nullable String alias) {
            return alias != null
                    ? relations.get(alias)
                    : relations.size() == 1 ? relations.values().iterator().next() : null;
        }
    }

    private static Explained explain(String query, Asking asking) {
        double rows = -1;
        double read = 0;
        List<String> output = List.of();
        Map<String, String> relations = new LinkedHashMap<>();
        for (@Nullable Object[] row : asking.rows(Fragment.of("EXPLAIN (VERBOSE) " + query), VARCHAR)) {
            String line = String.valueOf(row[0]);
            Matcher expected = EXPECTED.matcher(line);
            if (rows < 0 && expected.find()) {
                rows = Double.parseDouble(expected.group(1));
            }
            if (output.isEmpty() && line.strip().startsWith("Output: ")) {
                output = split(line.strip().substring("Output: ".length()));
            }
            Matcher relation = RELATION.matcher(line);
            if (relation.find()) {
                String name = relation.group(1);
                String alias = relation.group(2) == null ? name.substring(name.indexOf('.') + 1) : relation.group(2);
                relations.put(alias, name);
                read += expected.reset().find() ? Double.parseDouble(expected.group(1)) : 0;
            }
        }
        // Of a function that gives rows the server expects a thousand; lists in a column are shorter.
        double most = read > 0 ? read * ROWS_OF_ONE : rows;
        return new Explained(Math.min(rows, most), output, relations);
    }

    /** Parts at commas outside of parentheses and texts. */
    private static List<String> split(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean text = false;
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            text ^= c == '\'';
            depth += text ? 0 : c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (c == ',' && depth == 0 && !text) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return parts;
    }

    /** Statistics of a relation's columns by name and the type in which they are read. */
    private static Map<String, ColumnStatistics> columns(String relation, List<SourceColumn> types, Asking asking) {
        Map<String, Found> found = new HashMap<>();
        Fragment head = new Fragment(
                "SELECT s.attname, CAST(s.null_frac AS float8), CAST(s.n_distinct AS float8),"
                        + " CAST(c.reltuples AS float8) FROM pg_stats s"
                        + " JOIN pg_namespace n ON n.nspname = s.schemaname"
                        + " JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename"
                        + " WHERE c.oid = to_regclass(?)",
                List.of(Binding.value(VARCHAR, relation)),
                List.of());
        for (@Nullable Object[] row : asking.rows(head, VARCHAR, DOUBLE, DOUBLE, DOUBLE)) {
            found.put(String.valueOf(row[0]), new Found(number(row[1]), number(row[2]), Math.max(1, number(row[3]))));
        }
        values(relation, "s.most_common_vals", "s.most_common_freqs", asking)
                .forEach(v -> Optional.ofNullable(found.get(v.column())).ifPresent(f -> f.frequent.add(v)));
        values(relation, "s.histogram_bounds", "NULL::float4[]", asking)
                .forEach(v -> Optional.ofNullable(found.get(v.column())).ifPresent(f -> f.bounds.add(v)));
        Map<String, ColumnStatistics> known = new HashMap<>();
        found.forEach((name, f) -> types.stream()
                .filter(t -> known.get(name + " " + t.type()) == null)
                .forEach(t -> known.put(name + " " + t.type(), f.as(t))));
        return known;
    }

    private record Value(String column, String text, double share) {}

    private static List<Value> values(String relation, String array, String shares, Asking asking) {
        Fragment statement = new Fragment(
                "SELECT s.attname, v.value, CAST(v.share AS float8) FROM pg_stats s"
                        + " JOIN pg_namespace n ON n.nspname = s.schemaname"
                        + " JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename"
                        + " CROSS JOIN LATERAL unnest(CAST(CAST(" + array + " AS text) AS text[]), " + shares
                        + ") WITH ORDINALITY AS v (value, share, place)"
                        + " WHERE c.oid = to_regclass(?) ORDER BY s.attname, v.place",
                List.of(Binding.value(VARCHAR, relation)),
                List.of());
        List<Value> values = new ArrayList<>();
        for (@Nullable Object[] row : asking.rows(statement, VARCHAR, VARCHAR, DOUBLE)) {
            values.add(new Value(String.valueOf(row[0]), String.valueOf(row[1]), number(row[2])));
        }
        return values;
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }

    /** One column's statistics as the catalogue writes them. */
    private static final class Found {
        private final double missing;
        private final double distinct;
        private final List<Value> frequent = new ArrayList<>();
        private final List<Value> bounds = new ArrayList<>();

        private Found(double missing, double distinct, double rows) {
            this.missing = missing;
            // A negative number is a share of the rows.
            this.distinct = distinct < 0 ? -distinct * rows : distinct;
        }

        private ColumnStatistics as(SourceColumn column) {
            Map<Object, Double> shares = new HashMap<>();
            frequent.forEach(v -> Catalogue.value(v.text(), column).ifPresent(o -> shares.put(o, v.share())));
            List<Object> cuts = new ArrayList<>();
            bounds.forEach(v -> Catalogue.value(v.text(), column).ifPresent(cuts::add));
            return new ColumnStatistics(Math.max(1, distinct), missing, shares, cuts);
        }
    }
}

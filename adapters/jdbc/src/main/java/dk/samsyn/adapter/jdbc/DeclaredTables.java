package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.KeyPattern;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.spi.SqlSource.Dialect;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tables that a configuration declares, since a source is not asked for its schema when it is opened. */
final class DeclaredTables {
    /** Keys that fit in one statement; a bound for the planner, not of any product. */
    static final int KEYS_PER_CALL = 100_000;

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Pattern TYPE =
            Pattern.compile("([a-z]+)\\s*(?:\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?\\))?");
    private static final String PART = "(?:[A-Za-z_][A-Za-z0-9_$]*|\"[^\"\u0000]+\"|`[^`\u0000]+`)";
    private static final Pattern PATH = Pattern.compile(PART + "(?:\\." + PART + "){0,2}");
    private static final Pattern QUOTED =
            Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`|--[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    /** What a condition cannot be put behind. */
    private static final Pattern AFTER_FROM = Pattern.compile(
            "\\b(?:where|group|having|window|union|intersect|except|order|limit|offset|fetch|for)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> TABLE_KEYS =
            Set.of("name", "from", "query", "keyed_by", "estimated_rows", "columns");
    private static final Set<String> COLUMN_KEYS = Set.of("name", "type", "person", "column", "nullable", "exact");

    private final Map<String, DeclaredTable> byName;

    private DeclaredTables(Map<String, DeclaredTable> byName) {
        this.byName = byName;
    }

    List<SourceTable> tables() {
        return byName.values().stream().map(DeclaredTable::table).toList();
    }

    /** The named table; an unknown one is the broker's mistake. */
    DeclaredTable named(String name) {
        DeclaredTable table = byName.get(name);
        if (table == null) {
            throw new IllegalArgumentException("there is no table " + name);
        }
        return table;
    }

    static DeclaredTables read(SourceConfig config, JdbcSettings settings, Problems problems) {
        Map<String, DeclaredTable> tables = new LinkedHashMap<>();
        if (config.tables().isEmpty()) {
            problems.add("tables", "is a list of at least one table");
        }
        for (int i = 0; i < config.tables().size(); i++) {
            String path = "tables[" + i + "]";
            Optional<DeclaredTable> table = new Reader(config, settings, problems)
                    .table(path, config.tables().get(i));
            if (table.isPresent() && tables.putIfAbsent(table.get().table().name(), table.get()) != null) {
                problems.add(path + ".name", "is the name of another table too");
            }
        }
        return new DeclaredTables(tables);
    }

    /** Reads one table, noting every problem. */
    private record Reader(SourceConfig config, JdbcSettings settings, Problems problems) {
        Optional<DeclaredTable> table(String path, Map<String, Object> map) {
            unknown(path, map, TABLE_KEYS);
            String name = name(path, map);
            String from = from(path, map);
            long rows = rows(path, map.get("estimated_rows"));
            Map<String, String> physical = new LinkedHashMap<>();
            List<SourceColumn> columns = columns(path, map.get("columns"), physical);
            String partition = settings.partitions()
                    .map(JdbcSettings.PartitionList::column)
                    .orElse("");
            if (!partition.isEmpty()
                    && columns.stream()
                            .noneMatch(
                                    column -> column.name().equals(partition) && column.type() == ColumnType.VARCHAR)) {
                problems.add(path + ".columns", "declares the partition column " + partition + " as varchar");
            }
            if (name.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new DeclaredTable(
                    new SourceTable(name, columns, key(columns), capabilities(columns), rows, partition),
                    from,
                    keyedFrom(path, map, from),
                    physical));
        }

        private KeyPattern key(List<SourceColumn> columns) {
            return columns.stream()
                    .filter(column -> column.person() != PersonFormat.NONE)
                    .findFirst()
                    .map(column -> new KeyPattern(column.name(), false, KEYS_PER_CALL, config.callsAtOnce()))
                    .orElse(KeyPattern.NONE);
        }

        private static Set<Capability> capabilities(List<SourceColumn> columns) {
            Set<Capability> capabilities = EnumSet.of(
                    Capability.SQL, Capability.SCAN, Capability.FILTER_IN, Capability.FILTER_RANGE, Capability.LIMIT);
            if (columns.stream().anyMatch(column -> column.person() != PersonFormat.NONE)) {
                capabilities.add(Capability.KEYS);
            }
            return capabilities;
        }

        private String from(String path, Map<String, Object> map) {
            String from = text(map.get("from"));
            String query = text(map.get("query")).strip();
            if (from.isEmpty() == query.isEmpty()) {
                problems.add(path, "needs either from or query");
                return "";
            }
            if (!from.isEmpty()) {
                if (!PATH.matcher(from).matches()) {
                    problems.add(path + ".from", "is a table name, with schema if need be; quote unusual names");
                }
                return from;
            }
            // The line break ends a comment at the end of the query.
            return "(" + (query.endsWith(";") ? query.substring(0, query.length() - 1) : query) + "\n)";
        }

        /** A query whose rows are found by a column inside it: some products do not see it through the query. */
        private List<String> keyedFrom(String path, Map<String, Object> map, String from) {
            String column = text(map.get("keyed_by"));
            if (column.isEmpty()) {
                return List.of();
            }
            if (!PATH.matcher(column).matches()
                    || !from.startsWith("(")
                    || AFTER_FROM.matcher(outermost(from)).find()) {
                problems.add(path + ".keyed_by", "is the key's column inside a query that has no WHERE");
                return List.of();
            }
            return List.of(from.substring(0, from.length() - 1) + " WHERE " + column, ")");
        }

        /** A query in parentheses without what stands in quotes, comments and further parentheses. */
        private static String outermost(String query) {
            String bare = QUOTED.matcher(query.substring(1, query.length() - 1)).replaceAll(" ");
            StringBuilder text = new StringBuilder();
            int depth = 0;
            for (int i = 0; i < bare.length(); i++) {
                char c = bare.charAt(i);
                if (c == ')') {
                    depth--;
                }
                if (depth == 0) {
                    text.append(c);
                }
                if (c == '(') {
                    depth++;
                }
            }
            return text.toString();
        }

        private List<SourceColumn> columns(String path, @Nullable Object value, Map<String, String> physical) {
            List<SourceColumn> columns = new ArrayList<>();
            if (!(value instanceof List<?> list) || list.isEmpty()) {
                problems.add(path + ".columns", "is a list of at least one column");
                return columns;
            }
            Set<String> names = new HashSet<>();
            for (int i = 0; i < list.size(); i++) {
                String at = path + ".columns[" + i + "]";
                if (!(list.get(i) instanceof Map<?, ?> map)) {
                    problems.add(at, "is a map with name and type");
                    continue;
                }
                Optional<SourceColumn> column = column(at, map);
                if (column.isPresent() && !names.add(column.get().name())) {
                    problems.add(at + ".name", "is the name of another column too");
                } else if (column.isPresent()) {
                    columns.add(column.get());
                    String spelling = text(map.get("column"));
                    physical.put(
                            column.get().name(),
                            spelling.isEmpty() ? column.get().name() : spelling);
                }
            }
            return columns;
        }

        private Optional<SourceColumn> column(String path, Map<?, ?> map) {
            unknown(path, map, COLUMN_KEYS);
            String name = name(path, map);
            PersonFormat person = person(path, map);
            boolean partition = settings.partitions()
                    .map(list -> list.column().equals(name))
                    .orElse(false);
            boolean nullable = flag(path, map, "nullable", true) && !partition;
            // A collation that ignores case is the rule in MariaDB and the exception elsewhere.
            boolean exact = flag(path, map, "exact", settings.product().dialect() != Dialect.MARIADB) || partition;
            String spelling = text(map.get("type")).strip().toLowerCase(Locale.ROOT);
            Matcher matcher = TYPE.matcher(spelling);
            ColumnType type = matcher.matches() ? typeOf(matcher.group(1)) : null;
            if (type == null || !fits(type, matcher)) {
                problems.add(
                        path + ".type",
                        "is boolean, integer, bigint, decimal(p,s), double, varchar(n), date or timestamp");
                return Optional.empty();
            }
            if (person != PersonFormat.NONE && type != ColumnType.VARCHAR) {
                problems.add(path + ".type", "is varchar(n) in a column with a person's number");
            }
            if (name.isEmpty()) {
                return Optional.empty();
            }
            int precision = type == ColumnType.VARCHAR || type == ColumnType.DECIMAL ? number(matcher.group(2)) : 0;
            int scale = type == ColumnType.DECIMAL ? number(matcher.group(3)) : 0;
            return Optional.of(new SourceColumn(name, type, precision, scale, nullable, person, exact));
        }

        private static @Nullable ColumnType typeOf(String word) {
            return switch (word) {
                case "boolean" -> ColumnType.BOOLEAN;
                case "integer" -> ColumnType.INTEGER;
                case "bigint" -> ColumnType.BIGINT;
                case "decimal" -> ColumnType.DECIMAL;
                case "double" -> ColumnType.DOUBLE;
                case "varchar" -> ColumnType.VARCHAR;
                case "date" -> ColumnType.DATE;
                case "timestamp" -> ColumnType.TIMESTAMP;
                default -> null;
            };
        }

        private static boolean fits(ColumnType type, Matcher matcher) {
            boolean first = matcher.group(2) != null;
            boolean second = matcher.group(3) != null;
            return switch (type) {
                case VARCHAR -> first && !second && number(matcher.group(2)) > 0;
                case DECIMAL ->
                    first && number(matcher.group(2)) > 0 && number(matcher.group(3)) <= number(matcher.group(2));
                case BOOLEAN, INTEGER, BIGINT, DOUBLE, DATE, TIMESTAMP -> !first;
            };
        }

        private PersonFormat person(String path, Map<?, ?> map) {
            return switch (text(map.get("person"))) {
                case "" -> PersonFormat.NONE;
                case "plain" -> PersonFormat.PLAIN;
                case "hyphen" -> PersonFormat.HYPHEN;
                default -> {
                    problems.add(path + ".person", "is plain or hyphen");
                    yield PersonFormat.NONE;
                }
            };
        }

        private String name(String path, Map<?, ?> map) {
            String name = text(map.get("name"));
            if (!NAME.matcher(name).matches()) {
                problems.add(path + ".name", "is lower-case letters, digits and underscores");
                return "";
            }
            return name;
        }

        private long rows(String path, @Nullable Object value) {
            String rows = value == null ? "10000" : text(value).replace("_", "");
            if (!rows.matches("\\d{1,15}")) {
                problems.add(path + ".estimated_rows", "is a whole number");
                return 0;
            }
            return Long.parseLong(rows);
        }

        private boolean flag(String path, Map<?, ?> map, String key, boolean otherwise) {
            String value = text(map.get(key));
            if (!value.isEmpty() && !value.equals("true") && !value.equals("false")) {
                problems.add(path + "." + key, "is true or false");
            }
            return value.isEmpty() ? otherwise : value.equals("true");
        }

        private void unknown(String path, Map<?, ?> map, Set<String> known) {
            for (Object key : map.keySet()) {
                if (!known.contains(String.valueOf(key))) {
                    problems.add(path + "." + key, "is not known here");
                }
            }
        }

        private static int number(@Nullable String digits) {
            return digits == null ? 0 : Integer.parseInt(digits);
        }

        private static String text(@Nullable Object value) {
            return value == null ? "" : value.toString();
        }
    }
}

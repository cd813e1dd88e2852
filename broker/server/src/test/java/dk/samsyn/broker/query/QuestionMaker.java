package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes questions that every SQL database answers alike: joins of up to four tables, sub-queries of every kind, sets, windows,
 * groups, expressions that cannot fail. Values are such as stand in the tables. The same seed makes the same questions.
 */
final class QuestionMaker {
    private static final List<String> NUMBERS = List.of("INTEGER", "SMALLINT", "BIGINT", "DECIMAL", "DOUBLE");
    private static final List<String> TEXTS = List.of("CHAR", "VARCHAR");

    private final Random random;
    private final List<Table> tables;
    private int aliases;

    /** A table; {@code values} has literals that stand in it, by column. */
    record Table(String name, List<ResultColumn> columns, Map<String, List<String>> values) {
        boolean persons() {
            return columns.stream().anyMatch(column -> column.name().equals("pid"));
        }
    }

    /** A table or sub-query in FROM. */
    private record Source(String from, String alias, List<ResultColumn> columns, Map<String, List<String>> values) {
        String name(ResultColumn column) {
            return alias + ".\"" + column.name() + "\"";
        }

        List<ResultColumn> of(List<String> types) {
            return columns.stream().filter(c -> types.contains(c.typeName())).toList();
        }
    }

    QuestionMaker(long seed, List<Table> tables) {
        this.random = new Random(seed);
        this.tables = tables;
    }

    /** The next question. */
    String next() {
        aliases = 0;
        return switch (random.nextInt(10)) {
            case 0 -> set();
            case 1, 2 -> grouped();
            case 3 -> window();
            case 4 -> top();
            case 5, 6, 7 -> joined();
            case 8 -> scalar();
            default -> nested();
        };
    }

    private String set() {
        String operator =
                pick(List.of("UNION ALL", "UNION", "EXCEPT", "INTERSECT", "EXCEPT ALL", "INTERSECT ALL", "UNION"));
        String first = "SELECT " + pid() + " " + operator + " SELECT " + pid();
        String sets = chance(3) ? first + " UNION SELECT " + pid() : first;
        return chance(2) ? sets : "SELECT COUNT(*), COUNT(DISTINCT pid), MIN(pid) FROM (" + sets + ") s";
    }

    private String pid() {
        Source source = persons();
        return source.alias() + ".pid FROM " + source.from() + where(source, 2);
    }

    private String grouped() {
        Source source = source();
        List<String> keys = IntStream.range(0, 1 + random.nextInt(2))
                .mapToObj(i -> chance(3) ? any(source) : column(source))
                .distinct()
                .toList();
        String shown = IntStream.range(0, keys.size())
                .mapToObj(i -> keys.get(i) + " AS k" + i)
                .collect(Collectors.joining(", "));
        String by = keys.size() == 2 && chance(4)
                ? pick(List.of("ROLLUP (", "CUBE (")) + String.join(", ", keys) + ")"
                : String.join(", ", keys);
        return "SELECT " + shown + ", " + measures(source) + " FROM " + source.from() + where(source, 2) + " GROUP BY "
                + by + (chance(3) ? " HAVING COUNT(*) > " + random.nextInt(30) : "");
    }

    private String measures(Source source) {
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> measure(source) + " AS m" + i)
                .collect(Collectors.joining(", "));
    }

    private String measure(Source source) {
        String aggregate =
                switch (random.nextInt(7)) {
                    case 0 -> "COUNT(*)";
                    case 1 -> "COUNT(" + any(source) + ")";
                    case 2 -> "COUNT(DISTINCT " + any(source) + ")";
                    case 3 -> "SUM(" + number(source) + ")";
                    case 4 -> "MIN(" + ordered(source) + ")";
                    case 5 -> "MAX(" + ordered(source) + ")";
                    default -> "SUM(CASE WHEN " + condition(source, 1) + " THEN 1 ELSE 0 END)";
                };
        return chance(5) ? aggregate + " FILTER (WHERE " + condition(source, 1) + ")" : aggregate;
    }

    private String window() {
        Source source = source();
        String part = column(source);
        String key = source.columns().stream()
                .filter(c -> c.name().equals("kilde_id") || c.name().equals("pid"))
                .map(source::name)
                .findFirst()
                .orElseGet(() -> column(source));
        String total = source.columns().stream().map(source::name).collect(Collectors.joining(", "));
        String over =
                switch (random.nextInt(6)) {
                    case 0 -> "COUNT(*) OVER (PARTITION BY " + part + ")";
                    case 1 -> "MAX(" + ordered(source) + ") OVER (PARTITION BY " + part + ")";
                    case 2 -> "RANK() OVER (PARTITION BY " + part + " ORDER BY " + column(source) + ")";
                    case 3 -> "DENSE_RANK() OVER (ORDER BY " + column(source) + " DESC NULLS LAST)";
                    case 4 -> "SUM(" + number(source) + ") OVER (PARTITION BY " + part + ")";
                    default -> "LAG(" + column(source) + ") OVER (PARTITION BY " + part + " ORDER BY " + total + ")";
                };
        String inner = "SELECT " + key + " AS a, " + part + " AS p, " + over + " AS w FROM " + source.from()
                + where(source, 2);
        return chance(2) ? inner : "SELECT p, COUNT(w), MIN(w), MAX(w) FROM (" + inner + ") v GROUP BY p";
    }

    private String top() {
        Source source = source();
        String all = source.columns().stream().map(source::name).collect(Collectors.joining(", "));
        String first = column(source);
        return "SELECT " + all + " FROM " + source.from() + where(source, 2) + " ORDER BY " + first
                + pick(List.of(" DESC", "", " NULLS FIRST", " DESC NULLS LAST")) + ", " + all + " LIMIT "
                + (1 + random.nextInt(40)) + (chance(3) ? " OFFSET " + random.nextInt(10) : "");
    }

    private String joined() {
        int count = 2 + random.nextInt(3);
        List<Source> sources = new ArrayList<>();
        StringBuilder from = new StringBuilder();
        for (int i = 0; i < count; i++) {
            Source source = i == 0 ? few() : persons();
            if (i == 0) {
                from.append(source.from());
            } else {
                String kind = pick(List.of("JOIN", "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"));
                Source joined = chance(2) ? perPerson(source) : distinct(source);
                String on = joined.alias() + ".pid = "
                        + sources.get(random.nextInt(sources.size())).alias() + ".pid";
                String more = kind.startsWith("FULL") || !chance(4) ? "" : " AND " + condition(joined, 1);
                from.append(' ')
                        .append(kind)
                        .append(' ')
                        .append(joined.from())
                        .append(" ON ")
                        .append(on)
                        .append(more);
                source = joined;
            }
            sources.add(source);
        }
        Source one = sources.get(random.nextInt(count));
        Source other = sources.get(random.nextInt(count));
        String where = chance(2) ? "" : " WHERE " + condition(pick(sources), 2);
        return switch (random.nextInt(3)) {
            case 0 ->
                "SELECT " + any(one) + " AS a, " + any(other) + " AS b, "
                        + sources.get(0).alias() + ".pid AS c FROM " + from + where;
            case 1 ->
                "SELECT COUNT(*), COUNT(" + any(one) + "), COUNT(DISTINCT " + any(other) + "), MIN(" + ordered(one)
                        + ") FROM " + from + where;
            default -> {
                String key = column(one);
                yield "SELECT " + key + " AS k, " + measures(other) + " FROM " + from + where + " GROUP BY " + key;
            }
        };
    }

    /** One row for a person and a value, so that a join does not multiply without end. */
    private Source distinct(Source source) {
        ResultColumn column = pick(source.columns());
        String alias = "t" + aliases++;
        List<ResultColumn> columns = source.columns().stream()
                .filter(c -> c.name().equals("pid") || c.equals(column))
                .toList();
        String shown = columns.stream().map(source::name).collect(Collectors.joining(", "));
        return new Source(
                "(SELECT DISTINCT " + shown + " FROM " + source.from() + where(source, 2) + ") AS " + alias,
                alias,
                columns,
                source.values());
    }

    /** The last row of each person. */
    private Source perPerson(Source source) {
        String alias = "t" + aliases++;
        String total = source.columns().stream()
                .filter(c -> !c.name().equals("pid"))
                .map(c -> source.name(c) + " DESC NULLS LAST")
                .collect(Collectors.joining(", "));
        String shown = source.columns().stream().map(source::name).collect(Collectors.joining(", "));
        String first = source.name(pick(source.columns())) + " DESC NULLS LAST, ";
        return new Source(
                "(SELECT * FROM (SELECT " + shown + ", ROW_NUMBER() OVER (PARTITION BY " + source.alias()
                        + ".pid ORDER BY "
                        + first + (total.isEmpty() ? source.alias() + ".pid" : total) + ") AS nr FROM " + source.from()
                        + where(source, 1) + ") r WHERE nr = 1) AS " + alias,
                alias,
                source.columns(),
                source.values());
    }

    private String scalar() {
        Source outer = few();
        Source inner = persons();
        String correlated = inner.alias() + ".pid = " + outer.alias() + ".pid";
        String aggregate = pick(List.of("COUNT(*)", "MAX(" + ordered(inner) + ")", "SUM(" + number(inner) + ")"));
        String rest = chance(2) ? " AND " + condition(inner, 1) : "";
        return "SELECT " + outer.alias() + ".pid, (SELECT " + aggregate + " FROM " + inner.from() + " WHERE "
                + correlated + rest + ") AS s FROM " + outer.from() + where(outer, 1);
    }

    private String nested() {
        Source source = persons();
        String total = "SELECT " + source.alias() + ".pid AS pid, " + measure(source) + " AS n FROM " + source.from()
                + where(source, 1) + " GROUP BY " + source.alias() + ".pid";
        Source other = persons();
        return "WITH w AS (" + total + ") SELECT " + column(other)
                + " AS k, COUNT(*), COUNT(w.n), COUNT(DISTINCT w.pid) FROM "
                + other.from() + pick(List.of(" JOIN", " LEFT JOIN")) + " w ON w.pid = " + other.alias() + ".pid"
                + where(other, 1) + " GROUP BY 1";
    }

    private String where(Source source, int most) {
        int count = random.nextInt(most + 1);
        return count == 0 ? "" : " WHERE " + condition(source, count);
    }

    private String condition(Source source, int count) {
        String connective = chance(4) ? " OR " : " AND ";
        return IntStream.range(0, count)
                .mapToObj(i -> (chance(8) ? "NOT (" : "(") + one(source) + ")")
                .collect(Collectors.joining(connective));
    }

    private String one(Source source) {
        ResultColumn column = pick(source.columns());
        String name = source.name(column);
        boolean persons = source.columns().stream().anyMatch(c -> c.name().equals("pid"));
        if (persons && chance(6)) {
            return subQuery(source);
        }
        List<String> values = source.values().getOrDefault(column.name(), List.of());
        if (values.isEmpty() || chance(8)) {
            return name + (chance(2) ? " IS NULL" : " IS NOT NULL");
        }
        String value = pick(values);
        return switch (random.nextInt(8)) {
            case 0 -> name + " IN (" + value + ", " + pick(values) + ", " + pick(values) + ")";
            case 1 -> name + " BETWEEN " + value + " AND " + pick(values);
            case 2 -> name + pick(List.of(" < ", " <= ", " > ", " >= ", " <> ")) + value;
            case 3 -> "COALESCE(" + name + ", " + value + ") = " + value;
            case 4 ->
                "CASE WHEN " + name + " = " + value + " THEN 1 WHEN " + name + " IS NULL THEN 2 ELSE 3 END <> "
                        + (1 + random.nextInt(3));
            case 5 ->
                TEXTS.contains(column.typeName())
                        ? name + " LIKE '" + value.substring(1, Math.min(3, value.length() - 1)) + "%'"
                        : name + " NOT IN (" + value + ", " + pick(values) + ")";
            case 6 ->
                column.typeName().equals("DATE") || column.typeName().equals("TIMESTAMP")
                        ? "EXTRACT(" + pick(List.of("YEAR", "MONTH", "DAY")) + " FROM " + name + ") > "
                                + pick(List.of("6", "15", "2020"))
                        : name + " IS DISTINCT FROM " + value;
            default -> name + " = " + value;
        };
    }

    private String subQuery(Source outer) {
        Source inner = persons();
        String pid = outer.alias() + ".pid";
        String of = inner.alias() + ".pid FROM " + inner.from();
        String same = inner.alias() + ".pid = " + pid + (chance(2) ? "" : " AND " + one(inner));
        return switch (random.nextInt(5)) {
            case 0 -> pid + " IN (SELECT " + of + where(inner, 2) + ")";
            case 1 -> pid + " NOT IN (SELECT " + of + where(inner, 2) + ")";
            case 2 -> "EXISTS (SELECT 1 FROM " + inner.from() + " WHERE " + same + ")";
            case 3 -> "NOT EXISTS (SELECT 1 FROM " + inner.from() + " WHERE " + same + ")";
            default -> "(SELECT COUNT(*) FROM " + inner.from() + " WHERE " + same + ") > " + random.nextInt(4);
        };
    }

    private String any(Source source) {
        return switch (random.nextInt(6)) {
            case 0 -> number(source);
            case 1 -> text(source);
            default -> column(source);
        };
    }

    /** Something that has a least and a greatest value. */
    private String ordered(Source source) {
        List<ResultColumn> columns = source.columns().stream()
                .filter(c -> !c.typeName().equals("BOOLEAN"))
                .toList();
        return chance(3) ? number(source) : source.name(pick(columns));
    }

    private String number(Source source) {
        List<ResultColumn> numbers = source.of(NUMBERS);
        List<ResultColumn> dates = source.of(List.of("DATE", "TIMESTAMP"));
        if (!dates.isEmpty() && chance(3)) {
            return "EXTRACT(" + pick(List.of("YEAR", "MONTH", "DAY")) + " FROM " + source.name(pick(dates)) + ")";
        }
        if (numbers.isEmpty()) {
            return "CHAR_LENGTH(" + text(source) + ")";
        }
        String name = source.name(pick(numbers));
        return switch (random.nextInt(5)) {
            case 0 -> "COALESCE(" + name + ", 0)";
            case 1 -> name + " + 1";
            case 2 -> "CASE WHEN " + name + " > 40 THEN " + name + " ELSE 0 END";
            case 3 -> "ABS(" + name + " - 50)";
            default -> name;
        };
    }

    private String text(Source source) {
        List<ResultColumn> texts = source.of(TEXTS);
        if (texts.isEmpty()) {
            return "CASE WHEN " + column(source) + " IS NULL THEN 'nej' ELSE 'ja' END";
        }
        String name = source.name(pick(texts));
        return switch (random.nextInt(4)) {
            case 0 -> "COALESCE(" + name + ", '-')";
            case 1 -> "SUBSTRING(" + name + " FROM 1 FOR 2)";
            case 2 -> "'<' || " + name + " || '>'";
            default -> name;
        };
    }

    private String column(Source source) {
        return source.name(pick(source.columns()));
    }

    private Source source() {
        return of(pick(tables), "");
    }

    private Source persons() {
        return of(pick(tables.stream().filter(Table::persons).toList()), "");
    }

    /** Rows of the people of one small municipality. */
    private Source few() {
        Table table = pick(tables.stream().filter(Table::persons).toList());
        Source source = of(table, "");
        return new Source(
                "(SELECT * FROM " + source.from() + " WHERE " + source.alias()
                        + ".pid IN (SELECT b.pid FROM borger b WHERE b.kommunekode = 741)) AS " + source.alias() + "f",
                source.alias() + "f",
                source.columns(),
                source.values());
    }

    private Source of(Table table, String suffix) {
        String alias = "t" + aliases++ + suffix;
        return new Source(table.name() + " AS " + alias, alias, table.columns(), table.values());
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}

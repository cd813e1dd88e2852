package dk.samsyn.broker.query;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Makes statements from a small grammar over what a session may see: tables and views, joins on the person, sub-queries of every
 * kind, sets, windows and groups, with conditions that are harmless, that fail on some values, or that name people whom the
 * session may not see. The same seed makes the same statements.
 */
final class StatementMaker {
    private final Random random;
    private final List<Catalogue.Table> tables;
    private final List<String> hidden;
    private int aliases;

    /**
     * A maker.
     *
     * @param hidden literals that mean something about hidden rows only, such as a person number in quotes
     */
    StatementMaker(long seed, Catalogue catalogue, List<String> hidden) {
        this.random = new Random(seed);
        this.tables = catalogue.tables().stream()
                .filter(table -> table.schema().equals("sundhed"))
                // The medicine card is asked person by person: the seeds ask for it.
                .filter(table -> !table.name().matches("medicin_ordination|recept_udlevering|samtykke"))
                .toList();
        this.hidden = hidden;
    }

    /** A table in FROM and the columns that may be named. */
    private record Source(String from, String alias, List<ResultColumn> columns) {
        boolean persons() {
            return columns.stream().anyMatch(column -> column.name().equals("pid"));
        }
    }

    /** The next statement. */
    String next() {
        aliases = 0;
        return switch (random.nextInt(12)) {
            case 0 -> set();
            case 1 -> grouped(source());
            case 2 -> window(source());
            case 3 -> "WITH w AS (" + rows(source(), 3) + ") SELECT COUNT(*) FROM w";
            case 4 -> latest();
            case 5, 6 -> joined();
            case 7 -> scalar();
            default -> rows(source(), 1 + random.nextInt(3));
        };
    }

    private String rows(Source source, int width) {
        return "SELECT " + (random.nextInt(5) == 0 ? "DISTINCT " : "") + columns(source, width) + " FROM "
                + source.from() + where(source, 2);
    }

    private String set() {
        Source left = persons();
        Source right = persons();
        String operator = pick(List.of("UNION ALL", "UNION", "EXCEPT", "INTERSECT"));
        return "SELECT " + left.alias() + ".pid FROM " + left.from() + where(left, 1) + " " + operator + " SELECT "
                + right.alias() + ".pid FROM " + right.from() + where(right, 1);
    }

    private String grouped(Source source) {
        String key = column(source);
        String measure =
                pick(List.of("COUNT(*)", "COUNT(DISTINCT " + column(source) + ")", "MIN(" + column(source) + ")"));
        String having = random.nextInt(3) == 0 ? " HAVING COUNT(*) > " + random.nextInt(20) : "";
        return "SELECT " + key + ", " + measure + " FROM " + source.from() + where(source, 1) + " GROUP BY " + key
                + having;
    }

    private String window(Source source) {
        String over = pick(List.of("COUNT(*) OVER (PARTITION BY ", "MAX(" + column(source) + ") OVER (PARTITION BY "));
        return "SELECT " + column(source) + ", " + over + column(source) + ") FROM " + source.from() + where(source, 2);
    }

    /** Sorted by everything that is shown, so that the cut is the same whatever order rows arrive in. */
    private String latest() {
        Source source = source();
        String columns = columns(source, 2);
        return "SELECT DISTINCT " + columns + " FROM " + source.from() + where(source, 1) + " ORDER BY 1, 2 LIMIT "
                + (1 + random.nextInt(30));
    }

    private String joined() {
        Source left = persons();
        Source right = persons();
        String kind = pick(List.of("JOIN", "LEFT JOIN", "RIGHT JOIN"));
        String distinct = "(SELECT DISTINCT " + right.alias() + ".pid FROM " + right.from() + where(right, 1) + ")";
        return "SELECT COUNT(*), COUNT(x.pid), MIN(" + column(left) + ") FROM " + left.from() + " " + kind + " "
                + distinct + " x ON x.pid = " + left.alias() + ".pid" + where(left, 1);
    }

    private String scalar() {
        Source inner = source();
        return "SELECT navn, (SELECT COUNT(*) FROM " + inner.from() + where(inner, 2)
                + ") FROM (VALUES ('a'), ('b')) AS v (navn)";
    }

    private String where(Source source, int most) {
        int count = random.nextInt(most + 1);
        if (count == 0) {
            return "";
        }
        String connective = random.nextInt(4) == 0 ? " OR " : " AND ";
        return " WHERE "
                + String.join(
                        connective,
                        IntStream.range(0, count)
                                .mapToObj(i -> condition(source))
                                .toList());
    }

    private String condition(Source source) {
        ResultColumn column =
                source.columns().get(random.nextInt(source.columns().size()));
        String name = source.alias() + ".\"" + column.name() + "\"";
        if (source.persons() && random.nextInt(5) == 0) {
            return subQuery(source);
        }
        if (random.nextInt(6) == 0) {
            return name + (random.nextBoolean() ? " IS NULL" : " IS NOT NULL");
        }
        return switch (column.typeName()) {
            case "INTEGER", "BIGINT", "DECIMAL", "DOUBLE" -> number(name);
            case "DATE" -> date(name);
            case "TIMESTAMP" -> name + pick(List.of(" < ", " >= ")) + "TIMESTAMP '" + day() + " 00:00:00'";
            case "BOOLEAN" -> name + " IS TRUE";
            default -> text(name);
        };
    }

    private String number(String name) {
        String value = random.nextInt(3) == 0 ? number() : pick(List.of("30", "707", "8700", "41", "9", "120"));
        return switch (random.nextInt(6)) {
            case 0 -> "100 / (" + name + " - " + value + ") < 0";
            case 1 -> "MOD(100, " + name + " - " + value + ") = 1";
            case 2 -> "CASE WHEN " + name + " = " + value + " THEN 1 / (" + name + " - " + value + ") ELSE 1 END = 1";
            case 3 -> name + " IN (" + value + ", 50)";
            case 4 -> "CAST(" + name + " AS SMALLINT) > 3";
            default -> name + " > " + value;
        };
    }

    private String date(String name) {
        return switch (random.nextInt(4)) {
            case 0 -> "EXTRACT(YEAR FROM " + name + ") = 1970";
            case 1 -> "1 / (EXTRACT(YEAR FROM " + name + ") - 1948) >= 0";
            default -> name + pick(List.of(" < ", " >= ")) + "DATE '" + day() + "'";
        };
    }

    private String text(String name) {
        String value =
                random.nextInt(2) == 0 ? text() : pick(List.of("'DM2'", "'K'", "'099001'", "'ok'", "'%a%'", "'HBA1C'"));
        return switch (random.nextInt(7)) {
            case 0 -> "CAST(" + name + " AS INTEGER) = 1";
            case 1 -> name + " = " + value + " AND CAST(" + name + " AS INTEGER) = 1";
            case 2 -> "SUBSTRING(" + name + " FROM 1 FOR 2) = '01'";
            case 3 -> name + " LIKE " + value;
            case 4 -> "UPPER(" + name + ") < " + value;
            case 5 -> "CASE WHEN " + name + " = " + value + " THEN CAST(" + name + " AS DATE) END IS NULL";
            default -> name + " = " + value;
        };
    }

    private String subQuery(Source outer) {
        Source inner = persons();
        String pid = outer.alias() + ".pid";
        String of = inner.alias() + ".pid FROM " + inner.from();
        return switch (random.nextInt(4)) {
            case 0 -> pid + " IN (SELECT " + of + where(inner, 1) + ")";
            case 1 -> pid + " NOT IN (SELECT " + of + where(inner, 1) + ")";
            case 2 -> "EXISTS (SELECT 1 FROM " + inner.from() + " WHERE " + inner.alias() + ".pid = " + pid + ")";
            default -> "NOT EXISTS (SELECT 1 FROM " + inner.from() + " WHERE " + inner.alias() + ".pid = " + pid + ")";
        };
    }

    private String columns(Source source, int count) {
        return String.join(
                ", ", IntStream.range(0, count).mapToObj(i -> column(source)).toList());
    }

    private String column(Source source) {
        ResultColumn column =
                source.columns().get(random.nextInt(source.columns().size()));
        return source.alias() + ".\"" + column.name() + "\"";
    }

    private Source source() {
        return of(pick(tables));
    }

    private Source persons() {
        return of(pick(tables.stream()
                .filter(table -> table.columns().stream()
                        .anyMatch(column -> column.name().equals("pid")))
                .toList()));
    }

    private Source of(Catalogue.Table table) {
        String alias = "t" + aliases++;
        List<ResultColumn> columns = table.columns().stream()
                // When a row was fetched is another moment in each of two runs.
                .filter(column -> !column.name().equals("hentet_tid"))
                .toList();
        return new Source("sundhed." + table.name() + " AS " + alias, alias, columns);
    }

    private String number() {
        return pick(hidden.stream().filter(value -> !value.startsWith("'")).toList());
    }

    private String text() {
        return pick(hidden.stream().filter(value -> value.startsWith("'")).toList());
    }

    private String day() {
        return pick(List.of("1950-01-01", "1980-06-15", "2024-11-23", "2026-01-01", "2026-11-01"));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}

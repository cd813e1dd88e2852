package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes statements from a small grammar over what a session may see: tables and views, joins on the person, sub-queries of every
 * kind, sets, windows and groups, with conditions that are harmless, that fail on some values, or that name people whom the
 * session may not see. The same seed makes the same statements.
 */
final class StatementMaker {
    private static final Pattern LITERAL = Pattern.compile("(=|<|>|LIKE) ('(?:[^']|'')*'|[0-9]{1,8})(?![0-9])");

    /** Of the broker's own tables those that say the same in any two brokers that have been asked the same. */
    private static final Pattern OWN = Pattern.compile("sources|policies|notices");

    /** Columns that say when or how often something was done, which is another moment in each of two runs. */
    private static final Pattern MOMENT = Pattern.compile("hentet_tid|last_ok|answers|rows_given|mean_ms");

    private final Random random;
    private final List<Catalogue.Table> tables;
    private final List<Catalogue.Table> byPerson;
    private final List<String> hidden;
    private String few = "";
    private int aliases;

    /**
     * A maker.
     *
     * @param hidden literals that mean something about hidden rows only, such as a person number in quotes
     */
    StatementMaker(long seed, Catalogue catalogue, List<String> hidden) {
        this.random = new Random(seed);
        List<Catalogue.Table> all = catalogue.tables().stream()
                .filter(table -> table.schema().equals("sundhed")
                        || OWN.matcher(table.name()).matches())
                .toList();
        this.tables = all.stream().filter(table -> !isByPerson(table)).toList();
        this.byPerson = all.stream().filter(StatementMaker::isByPerson).toList();
        this.hidden = hidden;
    }

    private static boolean isByPerson(Catalogue.Table table) {
        return table.name().matches("medicin_ordination|recept_udlevering");
    }

    /**
     * Now and then asks for tables that are read person by person, too.
     *
     * @param numbers literals of a few person numbers with commas between them, of the session's own people and of others
     */
    StatementMaker withMedicineOf(String numbers) {
        few = numbers;
        return this;
    }

    /** A statement and the values of its parameters. */
    record Made(String sql, List<@Nullable Object> parameters) {}

    /** The next statement with some of its literals as parameters. */
    Made nextWithParameters() {
        List<@Nullable Object> parameters = new ArrayList<>();
        String sql = LITERAL.matcher(next()).replaceAll(literal -> {
            if (random.nextInt(4) != 0) {
                return Matcher.quoteReplacement(literal.group());
            }
            String value = literal.group(2);
            parameters.add(
                    value.startsWith("'")
                            ? (Object) value.substring(1, value.length() - 1).replace("''", "'")
                            : Integer.valueOf(value));
            return literal.group(1) + " ?";
        });
        return new Made(sql, parameters);
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
        if (!few.isEmpty() && !byPerson.isEmpty() && random.nextInt(30) == 0) {
            return medicine();
        }
        return switch (random.nextInt(17)) {
            case 0 -> set();
            case 12 -> counted();
            case 13 -> correlated();
            case 14 -> latestOfEach();
            case 15 -> casts(source());
            case 16 -> lateral();
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

    /** Persons by something, which those who see groups only may ask. */
    private String counted() {
        Source source = persons();
        String key = source.columns().stream()
                .filter(column -> column.name().matches("koen|begreb|kommunekode|status|sektor|type|sted"))
                .findFirst()
                .map(column -> source.alias() + ".\"" + column.name() + "\"")
                .orElseGet(() -> column(source));
        return "SELECT " + key + ", COUNT(DISTINCT " + source.alias() + ".pid) AS n FROM " + source.from()
                + where(source, 1) + " GROUP BY " + key + (random.nextInt(3) == 0 ? " ORDER BY n DESC" : "");
    }

    private String correlated() {
        Source outer = persons();
        Source inner = persons();
        String one = pick(List.of("COUNT(*)", "MAX(" + column(inner) + ")", "1 / COUNT(*)"));
        return "SELECT " + column(outer) + ", (SELECT " + one + " FROM " + inner.from() + " WHERE " + inner.alias()
                + ".pid = " + outer.alias() + ".pid AND " + condition(inner) + ") AS s FROM " + outer.from()
                + where(outer, 2);
    }

    private String lateral() {
        Source outer = persons();
        Source inner = persons();
        String kind = pick(List.of(", ", " CROSS JOIN "));
        return "SELECT " + column(outer) + ", l.n FROM " + outer.from() + kind + "LATERAL (SELECT COUNT(*) AS n FROM "
                + inner.from() + " WHERE " + inner.alias() + ".pid = " + outer.alias() + ".pid AND " + condition(inner)
                + ") AS l" + where(outer, 1);
    }

    private String latestOfEach() {
        Source source = persons();
        return "SELECT x.pid, x.v FROM (SELECT " + source.alias() + ".pid, " + column(source)
                + " AS v, RANK() OVER (PARTITION BY " + source.alias() + ".pid ORDER BY " + column(source)
                + " DESC NULLS LAST) AS r FROM " + source.from() + where(source, 1) + ") x WHERE x.r = 1";
    }

    private String casts(Source source) {
        String name = column(source);
        String shown = pick(List.of(
                "CAST(" + name + " AS INTEGER)",
                "CAST(" + name + " AS DATE)",
                "CASE WHEN " + condition(source) + " THEN CAST(" + name + " AS DECIMAL(9, 2)) ELSE 0 END",
                "CHAR_LENGTH(" + name + ")",
                "10 / CHAR_LENGTH(" + name + ")"));
        return "SELECT " + shown + " FROM " + source.from() + where(source, 2);
    }

    private String medicine() {
        Source card = of(pick(byPerson));
        String of = card.alias() + ".pid";
        String people = "(SELECT b.pid FROM borger b WHERE b.cpr IN (" + few + "))";
        return switch (random.nextInt(4)) {
            case 0 -> "SELECT " + columns(card, 2) + " FROM " + card.from() + where(card, 1);
            case 1 -> "SELECT " + columns(card, 2) + " FROM " + card.from() + " WHERE " + of + " IN " + people;
            case 2 ->
                "SELECT b.cpr, " + column(card) + " FROM borger b LEFT JOIN " + card.from() + " ON " + of
                        + " = b.pid AND " + condition(card) + " WHERE b.cpr IN (" + few + ")";
            default ->
                "SELECT b.cpr FROM borger b WHERE b.cpr IN (" + few + ") AND NOT EXISTS (SELECT 1 FROM " + card.from()
                        + " WHERE " + of + " = b.pid)";
        };
    }

    private String joined() {
        Source left = persons();
        Source right = persons();
        String kind = pick(List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"));
        String more = kind.startsWith("FULL") || random.nextInt(3) > 0 ? "" : " AND " + condition(left);
        String distinct = "(SELECT DISTINCT " + right.alias() + ".pid FROM " + right.from() + where(right, 1) + ")";
        return "SELECT COUNT(*), COUNT(x.pid), MIN(" + column(left) + ") FROM " + left.from() + " " + kind + " "
                + distinct + " x ON x.pid = " + left.alias() + ".pid" + more + where(left, 1);
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
        return of(light(tables));
    }

    /** A view is made of several tables and takes some ten times as long as one: a second draw makes views rarer. */
    private Catalogue.Table light(List<Catalogue.Table> from) {
        Catalogue.Table first = pick(from);
        return first.kind().equals("VIEW") ? pick(from) : first;
    }

    private Source persons() {
        return of(light(tables.stream()
                .filter(table -> table.columns().stream()
                        .anyMatch(column -> column.name().equals("pid")))
                .toList()));
    }

    private Source of(Catalogue.Table table) {
        String alias = "t" + aliases++;
        List<ResultColumn> columns = table.columns().stream()
                .filter(column -> !MOMENT.matcher(column.name()).matches())
                .toList();
        return new Source(table.schema() + "." + table.name() + " AS " + alias, alias, columns);
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

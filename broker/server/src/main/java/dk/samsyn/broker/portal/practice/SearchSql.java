package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.portal.Visit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a search as SQL over the canonical schema. Criteria about medicine come last: FMK is asked one citizen at a time, and so
 * only about those whom the others have left.
 */
final class SearchSql {
    static final int MOST_ROWS = 200;
    private static final String PERSON = "SELECT b.pid, b.cpr, b.navn, b.koen, b.alder\nFROM borger AS b\nWHERE ";
    private static final String BY_NAME = "\nORDER BY b.navn, b.pid";
    private static final String SET = "b.pid IN (";
    private static final Pattern ATC = Pattern.compile("[A-Z][0-9A-Z]{0,6}\\*?");

    private final Function<String, Search> cohorts;

    /**
     * A writer.
     *
     * @param cohorts saved searches by id; throws for one that the user may not use
     */
    SearchSql(Function<String, Search> cohorts) {
        this.cohorts = cohorts;
    }

    /** Groups in the order in which they are asked. */
    static List<Search.Group> ordered(Search search) {
        return search.groups().stream()
                .sorted(Comparator.comparing((Search.Group g) -> g.any().stream()
                        .anyMatch(c -> c.kind().equals("MEDICIN") || c.kind().equals("KOHORTE"))))
                .toList();
    }

    /** The first {@link #MOST_ROWS} patients, by name, and in {@code fundne} how many there are. */
    SqlText list(Search search) {
        return where(ordered(search))
                .within(
                        "SELECT b.pid, b.cpr, b.navn, b.koen, b.alder, COUNT(*) OVER () AS fundne\nFROM borger AS b\nWHERE ",
                        "\nORDER BY b.navn, b.pid FETCH FIRST " + MOST_ROWS + " ROWS ONLY");
    }

    /** Person numbers of all who meet it, in column {@code cpr}. */
    SqlText persons(Search search) {
        return where(ordered(search)).within("SELECT b.cpr\nFROM borger AS b\nWHERE ", "");
    }

    /** Those of the given persons who meet it, by name. */
    SqlText among(Search search, List<String> persons) {
        return named(persons).and(where(ordered(search))).within(PERSON, BY_NAME);
    }

    /** Those of the given persons whom the asker may see, by name. */
    static SqlText visible(List<String> persons) {
        return named(persons).within(PERSON, BY_NAME);
    }

    private static SqlText named(List<String> persons) {
        return SqlText.of(
                "b.cpr IN (" + String.join(", ", Collections.nCopies(persons.size(), "?")) + ")", persons.toArray());
    }

    /** How many patients meet the first {@code groups} of the ordered groups. */
    SqlText count(Search search, int groups) {
        return where(ordered(search).subList(0, groups))
                .within("SELECT COUNT(*) AS antal\nFROM borger AS b\nWHERE ", "");
    }

    private SqlText where(List<Search.Group> groups) {
        SqlText where = SqlText.of(Population.LIVING);
        for (Search.Group group : groups) {
            where = where.and(group(group));
        }
        return where;
    }

    private SqlText group(Search.Group group) {
        List<SqlText> any = group.any().stream().map(this::criterion).toList();
        SqlText one = any.size() == 1 ? any.get(0) : alternatives(group, any);
        return group.negated() ? one.within("NOT (", ")") : one;
    }

    /**
     * One of several is enough. Alternatives that all are sets of patients become one set: then those who are in none of them are
     * left out before FMK is asked, which an OR of sets comes too late for. Medicine itself is no set that can be read.
     */
    private static SqlText alternatives(Search.Group group, List<SqlText> any) {
        boolean sets = any.stream().allMatch(one -> one.text().startsWith(SET))
                && group.any().stream().noneMatch(c -> c.kind().equals("MEDICIN"));
        return sets
                ? SqlText.joined(any, "UNION ALL", text -> text.substring(SET.length(), text.length() - 1))
                        .within("b.pid IN ", "")
                : SqlText.joined(any, "OR");
    }

    private SqlText criterion(Search.Criterion c) {
        return switch (c.kind()) {
            case "KOEN" -> SqlText.of("b.koen = ?", chosen(c, "koen"));
            case "ALDER" -> range("b.alder", c, "fra", "til").orElse(SqlText.of("b.alder IS NOT NULL"));
            case "RYGNING" -> smoking(chosen(c, "status"));
            case "DIAGNOSE" -> diagnosis(c);
            case "BLODTRYK" -> bloodPressure(c);
            case "KOLESTEROL" -> cholesterol(c);
            case "SVAR" -> latest("seneste_vaerdi", "proevetagning_tid", c);
            case "MAALING" -> latest("seneste_maaling", "tidspunkt", c);
            case "MEDICIN" -> medicine(c);
            case "FOELGES" ->
                SqlText.of(
                        "b.pid IN (SELECT pid FROM foelges_hos WHERE sygdom = ? AND foelges_hos = ?)",
                        chosen(c, "sygdom"),
                        chosen(c, "sted"));
            case "KONTROL" -> control(c);
            case "VACCINATION" -> vaccination(c);
            case "KONTAKT" -> contact(c);
            case "KOHORTE" -> nested(cohorts.apply(c.text("id")));
            default -> throw Visit.invalid("kriterium");
        };
    }

    private SqlText nested(Search search) {
        List<SqlText> all = ordered(search).stream().map(this::group).toList();
        return all.isEmpty() ? SqlText.of("TRUE") : SqlText.joined(all, "AND");
    }

    private static SqlText smoking(String status) {
        String wanted = status.equals("ryger") ? "vaerdi IN ('dagligryger', 'lejlighedsryger')" : "vaerdi = ?";
        String sql = "b.pid IN (SELECT pid FROM seneste_livsstil WHERE emne = 'RYGNING' AND " + wanted + ")";
        return status.equals("ryger") ? SqlText.of(sql) : SqlText.of(sql, status);
    }

    private static SqlText diagnosis(Search.Criterion c) {
        String concept = chosen(c, "begreb");
        SqlText which = concept.equals("DM")
                ? SqlText.of("begreb IN ('DM1', 'DM2', 'DM_ANDEN')")
                : SqlText.of("begreb = ?", concept);
        List<SqlText> parts = new ArrayList<>(List.of(which, SqlText.of("NOT COALESCE(afkraeftet, FALSE)")));
        date(c, "fra").ifPresent(d -> parts.add(SqlText.of("stillet_dato >= ?", d)));
        date(c, "til").ifPresent(d -> parts.add(SqlText.of("stillet_dato <= ?", d)));
        return SqlText.joined(parts, "AND").within("b.pid IN (SELECT pid FROM diagnose_effektiv WHERE ", ")");
    }

    private static SqlText bloodPressure(Search.Criterion c) {
        List<SqlText> any = new ArrayList<>();
        number(c, "sys").ifPresent(n -> any.add(pressure("BT_SYS", n)));
        number(c, "dia").ifPresent(n -> any.add(pressure("BT_DIA", n)));
        return any.isEmpty()
                ? SqlText.of("b.pid IN (SELECT pid FROM seneste_maaling WHERE begreb = 'BT_SYS')")
                : SqlText.joined(any, "OR").within("b.pid IN (SELECT pid FROM seneste_maaling WHERE ", ")");
    }

    /** Limits are 5 mmHg lower at home. */
    private static SqlText pressure(String concept, BigDecimal limit) {
        return SqlText.of(
                "(begreb = '" + concept + "' AND (vaerdi_num >= ? OR (sted = 'hjemme' AND vaerdi_num >= ?)))",
                limit,
                limit.subtract(BigDecimal.valueOf(5)));
    }

    private static SqlText cholesterol(Search.Criterion c) {
        List<SqlText> any = new ArrayList<>();
        number(c, "total").ifPresent(n -> any.add(SqlText.of("(begreb = 'TOTKOL' AND vaerdi_num >= ?)", n)));
        number(c, "ldl").ifPresent(n -> any.add(SqlText.of("(begreb = 'LDL' AND vaerdi_num >= ?)", n)));
        return any.isEmpty()
                ? SqlText.of("b.pid IN (SELECT pid FROM seneste_vaerdi WHERE begreb IN ('TOTKOL', 'LDL'))")
                : SqlText.joined(any, "OR").within("b.pid IN (SELECT pid FROM seneste_vaerdi WHERE ", ")");
    }

    private static SqlText latest(String view, String time, Search.Criterion c) {
        List<SqlText> parts = new ArrayList<>(List.of(SqlText.of("begreb = ?", chosen(c, "begreb"))));
        range("vaerdi_num", c, "fra", "til").ifPresent(parts::add);
        number(c, "mdr")
                .map(BigDecimal::intValue)
                .ifPresent(m -> parts.add(
                        SqlText.of(time + " >= CAST(CURRENT_DATE - INTERVAL '" + months(m) + "' MONTH AS TIMESTAMP)")));
        return SqlText.joined(parts, "AND").within("b.pid IN (SELECT pid FROM " + view + " WHERE ", ")");
    }

    private static SqlText medicine(Search.Criterion c) {
        String written = c.text("atc").toUpperCase(java.util.Locale.ROOT);
        List<String> codes = written.isEmpty()
                ? Drugs.codes(chosen(c, "gruppe"))
                : Stream.of(written.split("[,;\\s]+", -1))
                        .filter(code -> !code.isEmpty())
                        .toList();
        List<SqlText> any = new ArrayList<>();
        for (String code : codes) {
            if (!ATC.matcher(code).matches()) {
                throw Visit.invalid("atc");
            }
            // Fewer than seven characters are a group of the ATC hierarchy.
            boolean group = code.endsWith("*") || code.length() < 7;
            String start = code.replace("*", "");
            any.add(group ? SqlText.of("atc LIKE ?", start + "%") : SqlText.of("atc = ?", start));
        }
        return SqlText.joined(any, "OR")
                .within(
                        "b.pid IN (SELECT pid FROM medicin_ordination WHERE ",
                        " AND (slut_dato IS NULL OR slut_dato >= CURRENT_DATE))");
    }

    private static SqlText control(Search.Criterion c) {
        int months = months(number(c, "mdr").map(BigDecimal::intValue).orElse(12));
        return SqlText.of(
                "b.pid NOT IN (SELECT pid FROM senest_kontrol WHERE sygdom = ? AND kontrol_dato >= CURRENT_DATE - INTERVAL '"
                        + months + "' MONTH)",
                chosen(c, "sygdom"));
    }

    /** A season of influenza begins on 1 September. */
    private static SqlText vaccination(Search.Criterion c) {
        List<SqlText> parts = new ArrayList<>(List.of(SqlText.of("vaccine_kode LIKE ?", chosen(c, "atc") + "%")));
        if (chosen(c, "periode").equals("saeson")) {
            parts.add(
                    SqlText.of("given_dato >= FLOOR(CURRENT_DATE - INTERVAL '8' MONTH TO YEAR) + INTERVAL '8' MONTH"));
        }
        date(c, "fra").ifPresent(d -> parts.add(SqlText.of("given_dato >= ?", d)));
        number(c, "mdr")
                .map(BigDecimal::intValue)
                .ifPresent(
                        m -> parts.add(SqlText.of("given_dato >= CURRENT_DATE - INTERVAL '" + months(m) + "' MONTH")));
        return SqlText.joined(parts, "AND").within("b.pid IN (SELECT pid FROM vaccination WHERE ", ")");
    }

    /** What began before the time and ended in it counts, as an admission does. */
    private static SqlText contact(Search.Criterion c) {
        List<SqlText> parts = new ArrayList<>();
        if (!chosen(c, "sted").equals("alle")) {
            parts.add(SqlText.of("sektor = ?", chosen(c, "sted")));
        }
        if (!chosen(c, "form").equals("alle")) {
            parts.add(SqlText.of("kontaktform = ?", chosen(c, "form")));
        }
        int months = months(number(c, "mdr").map(BigDecimal::intValue).orElse(12));
        String since = " >= CAST(CURRENT_DATE - INTERVAL '" + months + "' MONTH AS TIMESTAMP)";
        parts.add(SqlText.of("(start_tid" + since + " OR slut_tid" + since + ")"));
        return SqlText.joined(parts, "AND").within("b.pid IN (SELECT pid FROM kontakt WHERE ", ")");
    }

    private static int months(int wanted) {
        return Math.max(1, Math.min(240, wanted));
    }

    private static Optional<SqlText> range(String column, Search.Criterion c, String from, String to) {
        List<SqlText> parts = new ArrayList<>();
        number(c, from).ifPresent(n -> parts.add(SqlText.of(column + " >= ?", n)));
        number(c, to).ifPresent(n -> parts.add(SqlText.of(column + " <= ?", n)));
        return parts.isEmpty() ? Optional.empty() : Optional.of(SqlText.joined(parts, "AND"));
    }

    /** One of the field's own choices. */
    private static String chosen(Search.Criterion c, String field) {
        String value = c.text(field);
        return Kind.of(c.kind()).stream()
                .flatMap(kind -> kind.fields().stream())
                .filter(f -> f.name().equals(field))
                .flatMap(f -> f.choices().stream())
                .map(Kind.Choice::id)
                .filter(value::equals)
                .findFirst()
                .orElseThrow(() -> Visit.invalid(field));
    }

    /** A number with decimal comma or point. */
    private static Optional<BigDecimal> number(Search.Criterion c, String field) {
        String value = c.text(field).replace(',', '.');
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(value);
            if (number.precision() > 12 || number.abs().compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
                throw Visit.invalid(field);
            }
            return Optional.of(number);
        } catch (NumberFormatException e) {
            throw Visit.invalid(field);
        }
    }

    private static Optional<LocalDate> date(Search.Criterion c, String field) {
        try {
            return c.text(field).isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(c.text(field)));
        } catch (DateTimeException e) {
            throw Visit.invalid(field);
        }
    }
}

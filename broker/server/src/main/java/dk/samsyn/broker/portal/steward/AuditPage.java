package dk.samsyn.broker.portal.steward;

import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * <em>Søg i loggen</em>: who asked what kind of thing, why, and under which policies. It is a statement over a table of the log
 * in the own session, so policies decide whether it is answered, and it is itself in the log.
 */
public final class AuditPage {
    private static final int PAGE = 50;
    private static final int LONGEST = 120;

    /** Fields of the form and the columns that they must equal. */
    private static final Map<String, String> EQUAL =
            Map.of("hvem", "who", "organisation", "organisation", "formaal", "purpose");

    /** Fields whose text must be one of a list that the column holds. */
    private static final Map<String, String> AMONG =
            Map.of("tabel", "tables", "politik", "policies", "person", "persons");

    private final Ask ask;
    private final String table;
    private final List<String> searched;
    private final String template;

    private AuditPage(Ask ask, String table, List<String> searched, String template) {
        this.ask = ask;
        this.table = table;
        this.searched = searched;
        this.template = template;
    }

    /** The stewards' page over all queries. */
    static AuditPage ofStewards(Ask ask) {
        return new AuditPage(
                ask,
                "samsyn.forespoergsler",
                List.of("hvem", "organisation", "formaal", "tabel", "politik", "person"),
                "politik/log");
    }

    /** The page of whoever answers for an organisation's data, over the queries that asked for them. */
    public static AuditPage ofOwners(Ask ask) {
        return new AuditPage(
                ask, "samsyn.log_ejer", List.of("hvem", "organisation", "formaal", "tabel", "politik"), "ejer/log");
    }

    /** The newest queries that fit the fields of the form. */
    public Reply show(Visit visit) {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : searched) {
            String text = visit.value(name).orElse("");
            fields.put(name, text);
            if (text.length() > LONGEST) {
                throw Visit.invalid(name);
            }
            if (!text.isEmpty() && EQUAL.containsKey(name)) {
                conditions.add(EQUAL.get(name) + " = ?");
                values.add(text);
            } else if (!text.isEmpty()) {
                // Each stands between commas: a name is found whole and never as a part of another.
                conditions.add("POSITION(CAST(? AS VARCHAR) IN ', ' || " + AMONG.get(name) + " || ',') > 0");
                values.add(", " + text + ",");
            }
        }
        visit.date("fra").ifPresent(from -> {
            conditions.add("asked >= CAST(? AS TIMESTAMP)");
            values.add(from + " 00:00:00");
        });
        visit.date("til").ifPresent(to -> {
            conditions.add("asked < CAST(? AS TIMESTAMP)");
            values.add(to.plusDays(1) + " 00:00:00");
        });
        fields.put("fra", visit.date("fra").map(LocalDate::toString).orElse(""));
        fields.put("til", visit.date("til").map(LocalDate::toString).orElse(""));
        int page = visit.number("side", 0, 0, 1000);
        String where = conditions.isEmpty() ? "" : "\nWHERE " + String.join("\n  AND ", conditions);
        List<Answer.Row> rows = ask.rows(
                visit.session(),
                "SELECT asked, who, role, organisation, purpose, tables, columns_read, policies, mode, outcome, sources,"
                        + " \"query\"\nFROM " + table + where + "\nORDER BY asked DESC, \"query\" OFFSET " + page * PAGE
                        + " ROWS FETCH NEXT "
                        + (PAGE + 1)
                        + " ROWS ONLY",
                values.toArray());
        Map<String, Object> model = new HashMap<>();
        model.put("felter", fields);
        model.put("raekker", rows.stream().limit(PAGE).toList());
        model.put("flere", rows.size() > PAGE);
        model.put("side", page);
        return Reply.page(template, model);
    }
}

package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes the recall list from the sources, with the rights of the member who makes it. No right outlives a session, so a list that
 * is due by its plan is made when a member next opens the front page or the list.
 */
final class RecallMaker {
    private final Ask ask;
    private final Recall recall;
    private final Map<String, String> sourceNames;
    private final Supplier<LocalDate> today;
    private final Clock clock;

    RecallMaker(Ask ask, Recall recall, Map<String, String> sourceNames, Supplier<LocalDate> today, Clock clock) {
        this.ask = ask;
        this.recall = recall;
        this.sourceNames = sourceNames;
        this.today = today;
        this.clock = clock;
    }

    /** Makes the list if its plan says so; why it could not be made, or empty. The old list stays then. */
    String whenDue(Session member) {
        RecallPlan plan = recall.plan(member.principal());
        if (!plan.due(LocalDate.ofInstant(clock.instant(), DanishTime.ZONE))) {
            return "";
        }
        try {
            make(member, plan);
            return "";
        } catch (QueryException e) {
            return Answer.failed(e)
                    .silentSource()
                    .map(id -> sourceNames.getOrDefault(id, id) + " svarede ikke")
                    .orElse("spørgsmålet kan ikke besvares nu");
        }
    }

    /**
     * Makes it now. A list is whole or not made: one with a source left out would lose patients, or invite those who are to be held
     * out.
     *
     * @throws QueryException if a source is silent, or something may not be asked
     */
    void make(Session member, RecallPlan plan) {
        Session whole = member.whole();
        Instant now = clock.instant();
        List<Recall.Due> due = due(whole, plan);
        recall.take(whole.principal(), plan, due, now);
    }

    /** Person numbers of those who are not invited with the others: they get care or nursing at home. */
    Set<String> vulnerable(Session member) {
        return ask
                .rows(
                        member.whole(),
                        "SELECT DISTINCT b.cpr FROM borger AS b JOIN kommunal_indsats AS i ON i.pid = b.pid\n"
                                + "WHERE i.status = 'aktiv' AND i.paragraf IN ('SUL138', 'SEL83')")
                .stream()
                .map(row -> row.text("cpr"))
                .collect(Collectors.toSet());
    }

    private List<Recall.Due> due(Session whole, RecallPlan plan) {
        Map<String, List<Answer.Row>> byPerson = new LinkedHashMap<>();
        List<Supplier<Answer>> begun = new ArrayList<>();
        for (Condition condition : Condition.ALL) {
            if (plan.conditions().contains(condition.name())) {
                begun.add(ask.begin(whole, dueSql(condition), plan.before(condition.name(), today.get())));
            }
        }
        for (Supplier<Answer> answer : begun) {
            answer.get().orThrow().forEach(row -> byPerson.computeIfAbsent(row.text("cpr"), cpr -> new ArrayList<>())
                    .add(row));
        }
        Set<String> vulnerable = vulnerable(whole);
        return byPerson.entrySet().stream()
                .map(entry -> due(plan, entry.getKey(), entry.getValue(), vulnerable.contains(entry.getKey())))
                .toList();
    }

    /** One invitation for all of a citizen's conditions; who needs care at home, or is followed at a hospital, is not invited en masse. */
    private static Recall.Due due(RecallPlan plan, String person, List<Answer.Row> rows, boolean vulnerable) {
        List<String> conditions =
                rows.stream().map(row -> row.text("sygdom")).distinct().toList();
        boolean elsewhere =
                rows.stream().allMatch(row -> row.text("foelges_hos").equals("hospital"));
        boolean never = rows.stream().anyMatch(row -> row.date("kontrol_dato").isEmpty());
        Optional<LocalDate> oldest = never
                ? Optional.empty()
                : rows.stream()
                        .flatMap(row -> row.date("kontrol_dato").stream())
                        .min(LocalDate::compareTo);
        Optional<LocalDate> next = never
                ? Optional.empty()
                : rows.stream()
                        .flatMap(row ->
                                row
                                        .date("kontrol_dato")
                                        .map(control -> plan.next(row.text("sygdom"), control))
                                        .stream())
                        .min(LocalDate::compareTo);
        Recall.State state =
                elsewhere ? Recall.State.ELSEWHERE : vulnerable ? Recall.State.HELD : Recall.State.TO_INVITE;
        String note = elsewhere ? "følges på hospital" : vulnerable ? Recall.AT_HOME : "";
        return new Recall.Due(person, conditions, oldest, next, state, note);
    }

    private static String dueSql(Condition condition) {
        return "SELECT b.cpr, '" + condition.name() + "' AS sygdom, s.kontrol_dato, f.foelges_hos\n"
                + "FROM borger AS b\n"
                + "JOIN (SELECT DISTINCT pid FROM diagnose_effektiv WHERE begreb IN (" + condition.conceptList()
                + ") AND NOT COALESCE(afkraeftet, FALSE)) AS d ON d.pid = b.pid\n"
                + "LEFT JOIN senest_kontrol AS s ON s.pid = b.pid AND s.sygdom = '" + condition.name() + "'\n"
                + "LEFT JOIN foelges_hos AS f ON f.pid = b.pid AND f.sygdom = '" + condition.name() + "'\n"
                + "WHERE " + Population.LIVING + " AND (s.kontrol_dato IS NULL OR s.kontrol_dato < ?)";
    }
}

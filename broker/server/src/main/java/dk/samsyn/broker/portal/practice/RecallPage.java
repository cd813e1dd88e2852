package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Csv;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.Labels;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** <em>Indkaldelse</em>: the practice's recall list, its states, and a file for the practice's own letters. */
final class RecallPage {
    private static final int PAGE = 50;

    private final Ask ask;
    private final Recall recall;
    private final Supplier<LocalDate> today;
    private final Clock clock;

    RecallPage(Ask ask, Recall recall, Supplier<LocalDate> today, Clock clock) {
        this.ask = ask;
        this.recall = recall;
        this.today = today;
        this.clock = clock;
    }

    /** A line of the list: the entry with who it is, known only through the asker's own rights. */
    record Line(Recall.Entry entry, String pid, String name, String age, String conditions) {}

    Reply show(Visit visit) {
        Principal user = visit.session().principal();
        Recall.State state = visit.value("tilstand")
                .map(text -> FollowUp.of(Recall.State.class, text))
                .orElse(Recall.State.TO_INVITE);
        List<Recall.Entry> all = recall.entries(user, Optional.empty());
        Map<Recall.State, Long> counts = new EnumMap<>(Recall.State.class);
        for (Recall.State one : Recall.State.values()) {
            counts.put(one, all.stream().filter(e -> e.state() == one).count());
        }
        // Whom planners asked for, whatever has become of them since.
        boolean asked = visit.value("henvendelser").isPresent();
        List<Recall.Entry> shown =
                all.stream().filter(e -> asked ? e.asked() : e.state() == state).toList();
        int page = visit.number("side", 0, 0, 10_000);
        List<Recall.Entry> some =
                shown.stream().skip((long) page * PAGE).limit(PAGE).toList();
        Recall.Plan plan = recall.plan(user);
        Map<String, Object> model = new HashMap<>();
        model.put("plan", plan);
        model.put(
                "dannet",
                plan.lastMade()
                        .map(t -> Danish.time(LocalDateTime.ofInstant(t, DanishTime.ZONE)))
                        .orElse(""));
        model.put("sygdomme", Condition.ALL);
        model.put("tilstande", List.of(Recall.State.values()));
        model.put("tilstand", state);
        model.put("antal", counts);
        model.put("bedt", asked);
        model.put("bedte", all.stream().filter(Recall.Entry::asked).count());
        model.put("linjer", lines(visit, some));
        model.put("side", page);
        model.put("sider", (shown.size() + PAGE - 1) / PAGE);
        return Reply.page("praksis/indkaldelse", model);
    }

    /** Makes the list anew for the conditions and months that are chosen. */
    Reply make(Visit visit) {
        Principal user = visit.session().principal();
        Set<String> known = Condition.ALL.stream().map(Condition::name).collect(Collectors.toSet());
        List<String> conditions =
                visit.all("sygdom").stream().filter(known::contains).distinct().toList();
        if (conditions.isEmpty()) {
            throw Visit.invalid("sygdom");
        }
        int months = visit.number("mdr", 1, 0, 12);
        List<Recall.Due> due = due(visit, conditions, today.get().plusMonths(months));
        recall.plan(user, conditions, months, clock.instant());
        recall.merge(user, due, clock.instant());
        return Reply.to("/praksis/indkaldelse");
    }

    Reply move(Visit visit) {
        Recall.State state = FollowUp.of(Recall.State.class, visit.needed("til"));
        recall.move(visit.session().principal(), visit.all("id"), state, clock.instant());
        return Reply.to("/praksis/indkaldelse?tilstand="
                + visit.value("fra")
                        .map(text -> FollowUp.of(Recall.State.class, text))
                        .orElse(state)
                        .path());
    }

    /** One line per citizen for the practice's own letters; nothing is sent from here. */
    Reply export(Visit visit) {
        List<Recall.Entry> entries = recall.entries(visit.session().principal(), Optional.of(Recall.State.TO_INVITE));
        StringBuilder csv = new StringBuilder("\uFEFFPersonnummer;Navn;Kontrol for;Seneste kontrol\r\n");
        for (Line line : lines(visit, entries)) {
            csv.append(Csv.line(
                    Danish.cpr(line.entry().person()),
                    line.name(),
                    line.conditions(),
                    line.entry().due().map(Danish::date).orElse(line.entry().asked() ? "" : "aldrig")));
        }
        return new Reply.Download("indkaldelse.csv", "text/csv; charset=utf-8", Buffer.buffer(csv.toString()));
    }

    private List<Recall.Due> due(Visit visit, List<String> conditions, LocalDate until) {
        Map<String, List<Answer.Row>> byPerson = new LinkedHashMap<>();
        List<Supplier<Answer>> begun = new ArrayList<>();
        for (Condition condition : Condition.ALL) {
            if (conditions.contains(condition.name())) {
                begun.add(ask.begin(visit.session(), dueSql(condition), until.minusDays(Condition.INTERVAL_DAYS)));
            }
        }
        for (Supplier<Answer> answer : begun) {
            answer.get().orThrow().forEach(row -> byPerson.computeIfAbsent(row.text("cpr"), cpr -> new ArrayList<>())
                    .add(row));
        }
        Set<String> vulnerable = ask
                .rows(
                        visit.session(),
                        "SELECT DISTINCT b.cpr FROM borger AS b JOIN kommunal_indsats AS i ON i.pid = b.pid\n"
                                + "WHERE i.status = 'aktiv' AND i.paragraf IN ('SUL138', 'SEL83')")
                .stream()
                .map(row -> row.text("cpr"))
                .collect(Collectors.toSet());
        return byPerson.entrySet().stream()
                .map(entry -> due(entry.getKey(), entry.getValue(), vulnerable.contains(entry.getKey())))
                .toList();
    }

    /** One invitation for all of a citizen's conditions; who needs care at home, or is followed at a hospital, is not invited en masse. */
    private static Recall.Due due(String person, List<Answer.Row> rows, boolean vulnerable) {
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
        Recall.State state =
                elsewhere ? Recall.State.ELSEWHERE : vulnerable ? Recall.State.HELD : Recall.State.TO_INVITE;
        String note = elsewhere ? "følges på hospital" : vulnerable ? "får pleje i hjemmet" : "";
        return new Recall.Due(person, conditions, oldest, state, note);
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

    private List<Line> lines(Visit visit, List<Recall.Entry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        Object[] persons = entries.stream().map(Recall.Entry::person).toArray();
        Map<String, Answer.Row> known = ask
                .rows(
                        visit.session(),
                        "SELECT pid, cpr, navn, alder FROM borger WHERE cpr IN ("
                                + String.join(", ", Collections.nCopies(persons.length, "?")) + ")",
                        persons)
                .stream()
                .collect(Collectors.toMap(row -> row.text("cpr"), row -> row, (a, b) -> a));
        List<Line> lines = new ArrayList<>();
        for (Recall.Entry entry : entries) {
            Answer.Row row = known.get(entry.person());
            // Who is no longer the practice's patient is not shown, whatever the list remembers.
            if (row != null) {
                lines.add(new Line(
                        entry,
                        row.text("pid"),
                        row.text("navn").isEmpty() ? "Navnebeskyttet" : row.text("navn"),
                        row.text("alder"),
                        Arrays.stream(entry.conditions().split(",", -1))
                                .map(c -> Labels.of("sygdom " + c))
                                .collect(Collectors.joining(", "))));
            }
        }
        return lines;
    }
}

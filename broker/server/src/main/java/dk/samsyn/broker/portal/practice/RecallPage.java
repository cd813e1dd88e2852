package dk.samsyn.broker.portal.practice;

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
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** <em>Indkaldelse</em>: the practice's recall list, its states, and a file for the practice's own letters. */
final class RecallPage {
    private static final int PAGE = 50;
    private static final List<Integer> INTERVALS = List.of(3, 4, 6, 12, 24);
    private static final List<Integer> AHEAD = List.of(0, 1, 2, 3, 4, 5, 6, 12);
    private static final String NEVER = "aldrig";
    private static final String LATE = "tidligere";
    private static final String PLACED = "uden";

    private final Ask ask;
    private final Recall recall;
    private final RecallMaker maker;
    private final Supplier<LocalDate> today;
    private final Clock clock;

    RecallPage(Ask ask, Recall recall, RecallMaker maker, Supplier<LocalDate> today, Clock clock) {
        this.ask = ask;
        this.recall = recall;
        this.maker = maker;
        this.today = today;
        this.clock = clock;
    }

    /** A line of the list: the entry with who it is, known only through the asker's own rights. */
    record Line(Recall.Entry entry, String pid, String name, String age, String conditions, String due) {}

    /** Entries whose first control falls due in one month, or all that are late; {@code path} names them in addresses. */
    record Month(String path, String label, long count) {}

    /** A month ahead up to which the list may reach. */
    record Ahead(int months, String label) {}

    Reply show(Visit visit) {
        Principal user = visit.session().principal();
        String failure = maker.whenDue(visit.session());
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
        List<Recall.Entry> here =
                all.stream().filter(e -> asked ? e.asked() : e.state() == state).toList();
        String month = visit.value("forfald").orElse("");
        List<Recall.Entry> shown = here.stream()
                .filter(e -> month.isEmpty() || month.equals(month(e)))
                .toList();
        int page = visit.number("side", 0, 0, 10_000);
        List<Recall.Entry> some =
                shown.stream().skip((long) page * PAGE).limit(PAGE).toList();
        Map<String, Object> model = new HashMap<>();
        model.put("plan", recall.plan(user));
        model.put("fejl", failure);
        model.put("intervaller", INTERVALS);
        model.put("hyppigheder", Repeat.values());
        model.put("frem", ahead(visit));
        model.put("forfald", month);
        model.put("vis", "/praksis/indkaldelse?" + (asked ? "henvendelser=1" : "tilstand=" + state.path()));
        model.put("maaneder", months(visit, here));
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

    /** Makes the list anew for the conditions, intervals and months that are chosen, and keeps the choice for the times to come. */
    Reply make(Visit visit) {
        Principal user = visit.session().principal();
        Set<String> all = Condition.ALL.stream().map(Condition::name).collect(Collectors.toSet());
        List<String> conditions =
                visit.all("sygdom").stream().filter(all::contains).distinct().toList();
        if (conditions.isEmpty()) {
            throw Visit.invalid("sygdom");
        }
        Map<String, Integer> intervals = new HashMap<>();
        conditions.forEach(c -> intervals.put(c, visit.number("interval-" + c, RecallPlan.USUAL_MONTHS, 1, 60)));
        RecallPlan known = recall.plan(user);
        maker.make(
                visit.session(),
                new RecallPlan(
                        conditions,
                        intervals,
                        visit.number("mdr", 1, 0, 12),
                        visit.value("hver").flatMap(Repeat::of),
                        known.lastMade(),
                        known.madeBy()));
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

    /** One line per citizen for the practice's own letters, of one month if wanted; nothing is sent from here. */
    Reply export(Visit visit) {
        String month = visit.value("forfald").orElse("");
        List<Recall.Entry> entries =
                recall.entries(visit.session().principal(), Optional.of(Recall.State.TO_INVITE)).stream()
                        .filter(e -> month.isEmpty() || month.equals(month(e)))
                        .toList();
        StringBuilder csv = new StringBuilder("\uFEFFPersonnummer;Navn;Kontrol for;Seneste kontrol;Forfalder\r\n");
        for (Line line : lines(visit, entries)) {
            csv.append(Csv.line(
                    Danish.cpr(line.entry().person()),
                    line.name(),
                    line.conditions(),
                    line.entry().due().map(Danish::date).orElse(line.entry().never() ? "aldrig" : ""),
                    line.due()));
        }
        return new Reply.Download("indkaldelse.csv", "text/csv; charset=utf-8", Buffer.buffer(csv.toString()));
    }

    /** What an entry's month is called in addresses. */
    private String month(Recall.Entry entry) {
        YearMonth current = YearMonth.from(today.get());
        return entry.next()
                .map(day -> YearMonth.from(day).isBefore(current)
                        ? LATE
                        : YearMonth.from(day).toString())
                .orElse(entry.placed() ? PLACED : NEVER);
    }

    /** The months of the entries in order: never seen, late, then month by month. */
    private List<Month> months(Visit visit, List<Recall.Entry> entries) {
        Map<String, Long> counts = entries.stream().collect(Collectors.groupingBy(this::month, Collectors.counting()));
        List<Month> months = new ArrayList<>();
        for (Map.Entry<String, String> one : List.of(
                Map.entry(NEVER, "aldrig set"), Map.entry(LATE, "tidligere"), Map.entry(PLACED, "ingen frist"))) {
            Long count = counts.remove(one.getKey());
            if (count != null) {
                months.add(new Month(one.getKey(), one.getValue(), count));
            }
        }
        new TreeMap<>(counts)
                .forEach((month, count) ->
                        months.add(new Month(month, Danish.month(YearMonth.parse(month), visit.language()), count)));
        return months;
    }

    private List<Ahead> ahead(Visit visit) {
        YearMonth current = YearMonth.from(today.get());
        return AHEAD.stream()
                .map(months -> new Ahead(months, Danish.month(current.plusMonths(months), visit.language())))
                .toList();
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
                                .collect(Collectors.joining(", ")),
                        entry.next()
                                .map(day -> Danish.month(YearMonth.from(day), visit.language()))
                                .orElse("")));
            }
        }
        return lines;
    }
}

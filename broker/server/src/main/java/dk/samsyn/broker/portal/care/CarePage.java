package dk.samsyn.broker.portal.care;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.Labels;
import dk.samsyn.broker.portal.NoticeWords;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One page of a list of people; whoever is not on it is not fetched, and so not logged as seen. */
final class CarePage {
    private static final int PAGE = 25;
    private static final int MOST_NAME = 60;
    private static final int MOST_TYPED = 999;
    private static final Set<String> HOME = Set.of("hjemme", "kommune");

    private final Ask ask;
    private final Map<String, String> sourceNames;
    private final CareKind kind;
    private final SignalLimits limits;

    CarePage(Ask ask, Map<String, String> sourceNames, CareKind kind, SignalLimits limits) {
        this.limits = limits;
        this.ask = ask;
        this.sourceNames = sourceNames;
        this.kind = kind;
    }

    /** A value as it is shown: the latest, with its date and by whom; {@code unknown} if a source was silent. */
    record Value(String text, String date, String place, boolean marked, boolean unknown) {
        static final Value NONE = new Value("", "", "", false, false);
        static final Value UNKNOWN = new Value("", "", "", false, true);
    }

    /** A person of the list; {@code event} lines say what happened last, {@code marked} that it goes on. */
    record Line(
            String pid, String cpr, String name, String age, List<String> event, boolean marked, List<Value> values) {}

    /** What is wanted of the list. */
    private record Wish(CareKind.Tab tab, String name, String department, SignalLimits.Limit limit, int page) {}

    Reply show(Visit visit) {
        Session session = visit.session();
        List<Answer.Row> places = ask.begin(session, "SELECT org_id, navn FROM organisation")
                .get()
                .rows();
        String hospital = Optional.ofNullable(session.principal().attributes().get("shak"))
                .map(Object::toString)
                .orElse("");
        List<Answer.Row> departments = kind.departments()
                ? places.stream()
                        .filter(row -> row.text("org_id").startsWith(hospital))
                        .filter(row -> !row.text("org_id").equals(hospital))
                        .toList()
                : List.of();
        String department = visit.value("afdeling")
                .filter(id ->
                        departments.stream().anyMatch(row -> row.text("org_id").equals(id)))
                .orElse("");
        Wish wish = new Wish(
                kind.tab(visit.value("vis").orElse("")),
                visit.value("navn")
                        .map(n -> n.substring(0, Math.min(MOST_NAME, n.length())))
                        .orElse(""),
                department.isEmpty() ? hospital : department,
                limits.of(session.principal(), department),
                visit.number("side", 0, 0, 10_000));
        Answer people = people(session, wish, true);
        boolean eventsKnown = people.silentSource().isEmpty();
        List<Answer> answers = new ArrayList<>();
        if (!eventsKnown && !kind.withoutEvents().isEmpty()) {
            answers.add(people);
            people = people(session, wish, false);
        }
        boolean listKnown = people.silentSource().isEmpty();
        List<Answer.Row> rows = listKnown ? people.orThrow() : List.of();
        answers.add(people);
        Object[] pids = rows.stream().map(row -> (Object) row.text("pid")).toArray();
        Answer measured = measured(session, pids);
        Answer given = kind.equals(CareKind.CHILDREN) ? given(session, pids) : measured;
        answers.add(measured);
        answers.add(given);
        Map<String, String> names =
                places.stream().collect(Collectors.toMap(r -> r.text("org_id"), r -> r.text("navn"), (a, b) -> a));
        int total = rows.isEmpty() ? 0 : rows.get(0).count("i_alt");
        Map<String, Object> model = new HashMap<>();
        model.put("liste", kind);
        model.put("fane", wish.tab());
        model.put("graense", wish.limit());
        model.put("forkert", visit.value("forkert").isPresent());
        model.put("sys", typed(visit, "sys", wish.limit(), wish.limit().systolic()));
        model.put("dia", typed(visit, "dia", wish.limit(), wish.limit().diastolic()));
        model.put("navn", wish.name());
        model.put("afdelinger", departments);
        model.put("afdeling", department);
        model.put("kendt", eventsKnown);
        model.put("listen_kendt", listKnown && (!rows.isEmpty() || people.gaps().isEmpty()));
        model.put("huller", listKnown ? people.unknown(sourceNames) : "");
        model.put(
                "linjer",
                rows.stream()
                        .map(row -> line(row, measured, given, names, wish))
                        .toList());
        model.put("i_alt", total);
        model.put("side", wish.page());
        model.put("sider", (total + PAGE - 1) / PAGE);
        model.put("kilder", Completeness.of(answers, Set.of(), sourceNames));
        model.put("noter", NoticeWords.of(answers, sourceNames));
        return Reply.page("pleje/liste", model);
    }

    /** What stands in a field of the limit: what was typed last and is no limit, else the own one. */
    private static String typed(Visit visit, String name, SignalLimits.Limit limit, int own) {
        int typed = visit.number(name, 0, 0, MOST_TYPED);
        return typed > 0 ? String.valueOf(typed) : limit.own() ? String.valueOf(own) : "";
    }

    private Answer people(Session session, Wish wish, boolean events) {
        List<@Nullable Object> values = new ArrayList<>();
        if (kind.departments()) {
            values.add(wish.department() + "%");
        }
        if (events && wish.tab().limited()) {
            values.add(wish.limit().systolic());
            values.add(wish.limit().diastolic());
        }
        if (!wish.name().isEmpty()) {
            values.add("%" + wish.name().toUpperCase(Locale.forLanguageTag("da")) + "%");
        }
        return ask.begin(
                        session,
                        "SELECT x.pid, x.cpr, x.navn, x.alder, x.hvornaar, x.slut, x.sted, x.hvad, COUNT(*) OVER () AS i_alt\nFROM (\n"
                                + (events ? kind.people() : kind.withoutEvents()) + "\n) AS x\nWHERE x.nr = 1 AND "
                                + (events ? wish.tab().condition() : "TRUE")
                                + (wish.name().isEmpty() ? "" : " AND UPPER(x.navn) LIKE ?")
                                + "\nORDER BY " + kind.order() + "\nOFFSET " + wish.page() * PAGE + " ROWS FETCH NEXT "
                                + PAGE + " ROWS ONLY",
                        values.toArray())
                .get();
    }

    private Answer measured(Session session, Object[] pids) {
        if (pids.length == 0) {
            return none();
        }
        String concepts = kind.columns().stream()
                .map(c -> "'" + c.concept() + "'" + (c.with().isEmpty() ? "" : ", '" + c.with() + "'"))
                .collect(Collectors.joining(", "));
        Supplier<Answer> asked = ask.begin(
                session,
                "SELECT x.pid, x.begreb, x.vaerdi_num, x.tidspunkt, x.sted\nFROM (\n"
                        + "  SELECT pid, begreb, vaerdi_num, tidspunkt, sted,\n"
                        + "    ROW_NUMBER() OVER (PARTITION BY pid, begreb, sted ORDER BY tidspunkt DESC, kilde, kilde_id) AS nr\n"
                        + "  FROM maaling WHERE begreb IN (" + concepts + ") AND vaerdi_num IS NOT NULL\n"
                        + "    AND tidspunkt IS NOT NULL AND pid IN (" + marks(pids.length)
                        + ")\n) AS x WHERE x.nr = 1",
                pids);
        return known(asked.get());
    }

    /** An answer that came, or that a silent source kept back; any other failure is the page's own. */
    private static Answer known(Answer answer) {
        if (answer.silentSource().isEmpty()) {
            answer.orThrow();
        }
        return answer;
    }

    private Answer given(Session session, Object[] pids) {
        return pids.length == 0
                ? none()
                : known(ask.begin(
                                session,
                                "SELECT pid, vaccine_navn, given_dato FROM vaccination WHERE pid IN ("
                                        + marks(pids.length) + ")\nORDER BY given_dato DESC, vaccine_navn",
                                pids)
                        .get());
    }

    private Line line(Answer.Row row, Answer measured, Answer given, Map<String, String> places, Wish wish) {
        String pid = row.text("pid");
        List<String> event = new ArrayList<>();
        boolean marked = false;
        if (kind.equals(CareKind.CHILDREN)) {
            vaccinations(pid, given, event);
        } else if (row.get("hvornaar") instanceof LocalDateTime time) {
            marked = kind.departments() && row.text("hvad").equals("indlaeggelse") && row.get("slut") == null;
            event.add(Danish.date(time.toLocalDate()));
            if (kind.departments()) {
                event.add(marked ? "Indlagt nu" : Labels.of("kontaktform " + row.text("hvad")));
            }
            event.add(places.getOrDefault(row.text("sted"), row.text("sted")));
        }
        return new Line(
                pid,
                row.text("cpr"),
                row.text("navn").isEmpty() ? "Navnebeskyttet" : row.text("navn"),
                row.text("alder"),
                event,
                marked,
                kind.columns().stream()
                        .map(column -> value(column, pid, measured, wish))
                        .toList());
    }

    private void vaccinations(String pid, Answer given, List<String> event) {
        List<Answer.Row> own =
                given.rows().stream().filter(row -> row.text("pid").equals(pid)).toList();
        if (own.isEmpty() && !given.unknown(sourceNames).isEmpty()) {
            event.add("Ukendt");
        } else if (!own.isEmpty()) {
            Answer.Row last = own.get(0);
            event.add(String.valueOf(own.size()));
            event.add("senest " + last.text("vaccine_navn") + " "
                    + last.date("given_dato").map(Danish::date).orElse(""));
        }
    }

    /** The latest per concept, among those that the list is about. */
    private Value value(CareKind.Column column, String pid, Answer measured, Wish wish) {
        Map<String, Answer.Row> own = measured.rows().stream()
                .filter(row -> row.text("pid").equals(pid))
                .filter(row -> !kind.homeOnly() || HOME.contains(row.text("sted")))
                .collect(Collectors.toMap(row -> row.text("begreb"), row -> row, CarePage::later));
        return Optional.ofNullable(own.get(column.concept()))
                .map(row -> {
                    Optional<Answer.Row> other = Optional.ofNullable(own.get(column.with()))
                            .filter(two ->
                                    String.valueOf(two.get("tidspunkt")).equals(String.valueOf(row.get("tidspunkt"))));
                    String second = other.map(two -> "/" + Danish.number(two.get("vaerdi_num")))
                            .orElse("");
                    boolean signal = wish.tab().limited()
                            && !column.with().isEmpty()
                            && (from(row, wish.limit().systolic())
                                    || other.filter(two ->
                                                    from(two, wish.limit().diastolic()))
                                            .isPresent());
                    return new Value(
                            Danish.number(row.get("vaerdi_num")) + second,
                            row.date("tidspunkt").map(Danish::date).orElse(""),
                            Labels.of("sted " + row.text("sted")),
                            signal,
                            false);
                })
                .orElse(measured.ok() && measured.gaps().isEmpty() ? Value.NONE : Value.UNKNOWN);
    }

    private static boolean from(Answer.Row row, int limit) {
        return row.get("vaerdi_num") instanceof Number value && value.doubleValue() >= limit;
    }

    private static Answer.Row later(Answer.Row a, Answer.Row b) {
        return a.get("tidspunkt") instanceof LocalDateTime first
                        && b.get("tidspunkt") instanceof LocalDateTime second
                        && second.isAfter(first)
                ? b
                : a;
    }

    private static Answer none() {
        return new Answer(List.of(), List.of(), List.of(), List.of(), List.of(), Optional.empty());
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}

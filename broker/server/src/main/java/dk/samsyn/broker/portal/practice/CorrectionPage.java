package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Csv;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.portal.citizen.Registrations;
import dk.samsyn.broker.portal.patient.PatientPage;
import dk.samsyn.spi.ErrorCode;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * <em>Ret diagnose</em>: what the practice says of a diagnosis stands on its patient's page at once, marked as the practice's own,
 * and becomes a request to the owner of the source. Lists, searches and SQL follow the sources until these have changed.
 */
final class CorrectionPage {
    private static final int PAGE = 25;
    private static final int MOST_REASON = 500;
    private static final Pattern CODE = Pattern.compile("[A-ZÆØÅ0-9.]{2,10}");

    private final Ask ask;
    private final Corrections corrections;
    private final Appointments appointments;
    private final Registrations registrations;
    private final Map<String, String> sourceNames;
    private final Clock clock;

    CorrectionPage(
            Ask ask,
            Corrections corrections,
            Appointments appointments,
            Registrations registrations,
            Map<String, String> sourceNames,
            Clock clock) {
        this.ask = ask;
        this.corrections = corrections;
        this.appointments = appointments;
        this.registrations = registrations;
        this.sourceNames = sourceNames;
        this.clock = clock;
    }

    /**
     * A correction on a page.
     *
     * @param correction what the practice says
     * @param pid the patient's key for this reader
     * @param name the patient's name
     * @param stands what stands in the source; empty if the reader does not see that row (any more), and then nothing of it is shown
     * @param next what the reader may do
     */
    record Line(
            Correction correction, String pid, String name, Optional<Answer.Row> stands, Set<Correction.State> next) {
        /** Whether the content may be shown: one's own statement that something is missing, or a row that one sees. */
        public boolean visible() {
            return correction.kind() == Correction.Kind.MISSING || stands.isPresent();
        }
    }

    /** The form about one diagnosis, or about one that is missing. */
    Reply form(Visit visit) {
        return form(visit, 200);
    }

    /** The form; a status other than 200 says that the diagnosis has a correction already. */
    private Reply form(Visit visit, int status) {
        Answer.Row person = person(visit);
        Map<String, Object> model = new HashMap<>();
        model.put("pid", visit.part("pid"));
        model.put("navn", name(person));
        model.put("person", person);
        model.put("diagnose", meant(visit).map(List::of).orElse(List.of()));
        model.put("grupper", Diagnoses.ALL);
        model.put("kildenavne", sourceNames);
        model.put("afventer", Correction.State.first(visit.session().principal().role()) == Correction.State.PROPOSED);
        model.put("rettet", status != 200);
        return new Reply.Page(status, "praksis/ret", model);
    }

    /** Writes down what the form says. */
    Reply save(Visit visit) {
        String person = person(visit).text("cpr");
        Correction.Kind kind = Correction.Kind.of(visit.needed("slags"));
        boolean missing = kind == Correction.Kind.MISSING;
        Correction.Diagnosis diagnosis = missing
                ? Correction.Diagnosis.NONE
                : meant(visit).map(CorrectionPage::diagnosis).orElseThrow(() -> Visit.invalid("id"));
        String concept = kind == Correction.Kind.WRONG
                ? ""
                : visit.value("begreb").filter(Diagnoses::known).orElseThrow(() -> Visit.invalid("begreb"));
        String code = kind == Correction.Kind.WRONG
                ? ""
                : visit.value("kode_ny").map(text -> code(text)).orElse("");
        String reason = visit.needed("begrundelse");
        if (reason.length() > MOST_REASON) {
            throw Visit.invalid("begrundelse");
        }
        boolean written = corrections.propose(
                visit.session().principal(),
                new Corrections.Proposal(person, kind, diagnosis, concept, code, reason),
                clock.instant());
        return written ? Reply.to(patient(visit.part("pid"))) : form(visit, 400);
    }

    /** What the patient's page says of diagnoses, and what the patient lets the practice see. */
    PatientPage.Remarks remarks(Visit visit) {
        Principal user = visit.session().principal();
        String pid = visit.part("pid");
        return (person, diagnoses) -> {
            Map<String, Answer.Row> rows =
                    diagnoses.stream().collect(Collectors.toMap(CorrectionPage::key, row -> row, (a, b) -> a));
            List<Line> lines = corrections.of(user, person).stream()
                    .map(one -> line(one, pid, "", rows, user))
                    .filter(Line::visible)
                    .toList();
            Map<String, Line> byRow = lines.stream()
                    .filter(line ->
                            line.correction().state().live() && line.stands().isPresent())
                    .collect(Collectors.toMap(line -> key(line.correction().diagnosis()), line -> line, (a, b) -> a));
            return Map.of(
                    "rettelser",
                    byRow,
                    "rettelse_raekker",
                    lines,
                    "egne_oplysninger",
                    registrations.shared(person),
                    "tid",
                    appointments.of(user, person));
        };
    }

    /** The practice's corrections in one state. */
    Reply list(Visit visit) {
        Principal user = visit.session().principal();
        Correction.State first = Correction.State.first(user.role());
        Correction.State state = visit.value("tilstand")
                .map(text -> FollowUp.of(Correction.State.class, text))
                .orElse(first);
        List<Correction> all = corrections.all(user);
        Map<Correction.State, Long> counts = new EnumMap<>(Correction.State.class);
        for (Correction.State one : Correction.State.values()) {
            counts.put(one, all.stream().filter(c -> c.state() == one).count());
        }
        List<Correction> shown = all.stream().filter(c -> c.state() == state).toList();
        int page = visit.number("side", 0, 0, 10_000);
        Map<String, Object> model = new HashMap<>();
        model.put("tilstande", List.of(Correction.State.values()));
        model.put("tilstand", state);
        model.put("antal", counts);
        model.put(
                "linjer",
                lines(visit, shown.stream().skip((long) page * PAGE).limit(PAGE).toList()));
        model.put("kildenavne", sourceNames);
        model.put("filer", files(all));
        model.put("side", page);
        model.put("sider", (shown.size() + PAGE - 1) / PAGE);
        return Reply.page("praksis/rettelser", model);
    }

    /** Takes one a step further; back to where the button was. */
    Reply move(Visit visit) {
        Correction.State state = FollowUp.of(Correction.State.class, visit.needed("til"));
        Correction old = corrections.move(visit.session().principal(), visit.needed("id"), state, clock.instant());
        return Reply.to(visit.value("pid")
                .filter(pid -> pid.matches("[A-Za-z0-9_=-]+"))
                .map(CorrectionPage::patient)
                .orElse("/praksis/rettelser?tilstand=" + old.state().path()));
    }

    /** The requests to one source's owner that have not been sent; the file changes nothing. */
    Reply export(Visit visit) {
        String source = visit.value("kilde").orElse("");
        List<Correction> ready = corrections.all(visit.session().principal()).stream()
                .filter(c -> c.state() == Correction.State.READY)
                .filter(c -> c.diagnosis().source().equals(source))
                .toList();
        StringBuilder csv = new StringBuilder(
                "\uFEFFPraksis;Personnummer;Kilde;Kildens nøgle;Kode i kilden;Rettelse;Foreslået kode;Begrundelse;Af;Tid\r\n");
        for (Line line : lines(visit, ready)) {
            if (line.visible()) {
                Correction c = line.correction();
                Correction.Step last = c.steps().get(c.steps().size() - 1);
                csv.append(Csv.line(
                        visit.session().principal().organisation(),
                        Danish.cpr(c.person()),
                        sourceNames.getOrDefault(source, source),
                        c.diagnosis().row(),
                        c.diagnosis().code(),
                        c.says(),
                        c.newCode(),
                        c.reason(),
                        last.who(),
                        last.time()));
            }
        }
        String name = source.isEmpty() ? "praksis" : source.replaceAll("[^a-z0-9_]", "");
        return new Reply.Download(
                "rettelser-" + name + ".csv", "text/csv; charset=utf-8", Buffer.buffer(csv.toString()));
    }

    /** How many requests wait for each source. */
    private static Map<String, Long> files(List<Correction> all) {
        return all.stream()
                .filter(c -> c.state() == Correction.State.READY)
                .collect(Collectors.groupingBy(c -> c.diagnosis().source(), TreeMap::new, Collectors.counting()));
    }

    /** Corrections with who it is and what stands in the source, both known only through the asker's own rights. */
    private List<Line> lines(Visit visit, List<Correction> some) {
        if (some.isEmpty()) {
            return List.of();
        }
        Object[] persons = some.stream().map(Correction::person).distinct().toArray();
        Map<String, Answer.Row> known = ask
                .rows(
                        visit.session(),
                        "SELECT pid, cpr, navn FROM borger WHERE cpr IN (" + marks(persons.length) + ")",
                        persons)
                .stream()
                .collect(Collectors.toMap(row -> row.text("cpr"), row -> row, (a, b) -> a));
        Map<String, Answer.Row> rows = standing(visit, some, known);
        // Who is no longer the practice's patient is not shown, whatever the practice once said.
        return some.stream()
                .flatMap(one -> Stream.ofNullable(known.get(one.person()))
                        .map(row -> line(
                                one,
                                row.text("pid"),
                                name(row),
                                rows,
                                visit.session().principal())))
                .toList();
    }

    private Map<String, Answer.Row> standing(Visit visit, List<Correction> some, Map<String, Answer.Row> known) {
        Object[] pids =
                known.values().stream().map(row -> (Object) row.text("pid")).toArray();
        Object[] keys = some.stream()
                .map(one -> one.diagnosis().row())
                .filter(key -> !key.isEmpty())
                .distinct()
                .toArray();
        if (pids.length == 0 || keys.length == 0) {
            return Map.of();
        }
        // Only the rows that corrections name: the others are nobody's business on this page.
        return ask
                .rows(
                        visit.session(),
                        "SELECT kode_oprindelig, kodesystem, stillet_dato, kilde, kilde_id FROM diagnose_effektiv\n"
                                + "WHERE pid IN (" + marks(pids.length) + ") AND kilde_id IN (" + marks(keys.length)
                                + ")",
                        Stream.of(pids, keys).flatMap(Stream::of).toArray())
                .stream()
                .collect(Collectors.toMap(CorrectionPage::key, row -> row, (a, b) -> a));
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private static Line line(Correction one, String pid, String name, Map<String, Answer.Row> rows, Principal user) {
        Optional<Answer.Row> stands = one.kind() == Correction.Kind.MISSING
                ? Optional.empty()
                : Optional.ofNullable(rows.get(key(one.diagnosis())));
        return new Line(one, pid, name, stands, one.state().next(user.role()));
    }

    private static String key(Answer.Row row) {
        return key(diagnosis(row));
    }

    private static String key(Correction.Diagnosis diagnosis) {
        return PatientPage.key(diagnosis.source(), diagnosis.row(), diagnosis.code());
    }

    private static Correction.Diagnosis diagnosis(Answer.Row row) {
        return new Correction.Diagnosis(row.text("kilde"), row.text("kilde_id"), row.text("kode_oprindelig"));
    }

    private Answer.Row person(Visit visit) {
        return ask
                .rows(visit.session(), "SELECT cpr, navn, alder FROM borger WHERE pid = ?", visit.part("pid"))
                .stream()
                .findFirst()
                .orElseThrow(
                        () -> new QueryException(ErrorCode.NOT_ALLOWED, "the citizen is not among those one may see"));
    }

    /** The row that the address names, if the asker sees it; empty if the address names none. */
    private Optional<Answer.Row> meant(Visit visit) {
        if (visit.value("kilde").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ask
                .rows(
                        visit.session(),
                        "SELECT kode_oprindelig, kodesystem, begreb, stillet_dato, kilde, kilde_id FROM diagnose_effektiv\n"
                                + "WHERE pid = ? AND kilde = ? AND kilde_id = ? AND kode_oprindelig = ?",
                        visit.part("pid"),
                        visit.needed("kilde"),
                        visit.needed("id"),
                        visit.needed("kode"))
                .stream()
                .findFirst()
                .orElseThrow(() -> Visit.invalid("id")));
    }

    private static String code(String text) {
        String code = text.toUpperCase(java.util.Locale.forLanguageTag("da"));
        if (!CODE.matcher(code).matches()) {
            throw Visit.invalid("kode_ny");
        }
        return code;
    }

    private static String name(Answer.Row row) {
        return row.text("navn").isEmpty() ? "Navnebeskyttet" : row.text("navn");
    }

    private static String patient(String pid) {
        return "/praksis/borger/" + pid;
    }
}

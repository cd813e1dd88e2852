package dk.samsyn.broker.portal.practice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.spi.ErrorCode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One patient across sectors: what each source says, with its date and place, in tables, charts and one time line. */
final class PatientPage {
    private static final int EVENTS = 60;

    private final Ask ask;
    private final Map<String, String> sourceNames;

    PatientPage(Ask ask, Map<String, String> sourceNames) {
        this.ask = ask;
        this.sourceNames = sourceNames;
    }

    /** Something that happened, for the time line. */
    record Event(LocalDate date, String precision, String sector, String what, String place) {}

    /** A chart: its title, the data as JSON for the script, and the same points for a table. */
    record Chart(String title, String unit, String json, List<Point> points) {}

    /** One measured value. */
    record Point(LocalDateTime time, String value, String place) {}

    /** A part of the page: its rows, or why there are none. */
    record Part(List<Answer.Row> rows, String unknown) {}

    Reply show(Visit visit) {
        return show(visit, visit.part("pid"), false);
    }

    /** The page about one person; {@code own} if that is the one who reads it. */
    Reply show(Visit visit, String pid, boolean own) {
        Session session = visit.session();
        Map<String, Supplier<Answer>> begun = new HashMap<>();
        Map<String, Answer> answers = new HashMap<>();
        String drug = ask.sees(session, "medicin_ordination", "laegemiddel_navn")
                ? "laegemiddel_navn, styrke_tekst, dosistekst"
                : "atc AS laegemiddel_navn, '' AS styrke_tekst, '' AS dosistekst";
        begin(begun, session, pid, "borger", "SELECT cpr, navn, koen, alder, foedselsdato FROM borger");
        begin(
                begun,
                session,
                pid,
                "diagnose",
                "SELECT begreb, kode_oprindelig, kodesystem, diagnosetype, stillet_dato, afkraeftet, org_id, kilde, kilde_id, kvalitet\n"
                        + "FROM diagnose_effektiv");
        begin(
                begun,
                session,
                pid,
                "lab",
                "SELECT begreb, vaerdi_num, operator, enhed, proevetagning_tid AS tid, rekvirent_org AS sted, kilde\n"
                        + "FROM laboratoriesvar",
                "status IN ('endelig', 'rettet') AND vaerdi_num IS NOT NULL AND proevetagning_tid IS NOT NULL");
        begin(
                begun,
                session,
                pid,
                "maaling",
                "SELECT begreb, vaerdi_num, '=' AS operator, enhed, tidspunkt AS tid, sted, kilde FROM maaling",
                "vaerdi_num IS NOT NULL AND tidspunkt IS NOT NULL");
        begin(
                begun,
                session,
                pid,
                "medicin",
                "SELECT atc, " + drug
                        + ", start_dato, slut_dato, pauseret, ordineret_af_org, hidden_flag FROM medicin_ordination");
        begin(
                begun,
                session,
                pid,
                "kontakt",
                "SELECT sektor, org_id, kontaktform, prioritet, start_tid, slut_tid, tid_praecision, aarsag_kode FROM kontakt",
                "start_tid >= CAST(CURRENT_DATE - INTERVAL '3' YEAR AS TIMESTAMP)");
        collect(begun, answers);
        begin(begun, session, pid, "vaccination", "SELECT vaccine_navn, given_dato, givet_sted_type FROM vaccination");
        begin(
                begun,
                session,
                pid,
                "indsats",
                "SELECT kommunekode, fsiii_begreb, paragraf, status, start_dato, slut_dato FROM kommunal_indsats");
        begin(
                begun,
                session,
                pid,
                "livsstil",
                "SELECT emne, vaerdi, registreret_tid AS tid, maalt_af FROM seneste_livsstil");
        begin(
                begun,
                session,
                pid,
                "kontrol",
                "SELECT sygdom, kontrol_dato, kontrol_sted_type, org_id, tid_praecision FROM senest_kontrol");
        begin(begun, session, pid, "foelges", "SELECT sygdom, foelges_hos FROM foelges_hos");
        begun.put("steder", ask.begin(session, "SELECT org_id, navn FROM organisation"));
        collect(begun, answers);
        Answer.Row person = one(answers, "borger");
        Map<String, String> places = answer(answers, "steder").rows().stream()
                .collect(Collectors.toMap(r -> r.text("org_id"), r -> r.text("navn"), (a, b) -> a));
        Map<String, Object> model = new HashMap<>();
        model.put("pid", pid);
        model.put("egen", own);
        model.put("person", person);
        model.put("navn", person.text("navn").isEmpty() ? "Navnebeskyttet" : person.text("navn"));
        answers.forEach((name, answer) -> model.put("d_" + name, part(name, answer)));
        model.put("steder", places);
        model.put("kurver", charts(answers, places));
        model.put("haendelser", events(answers));
        model.put("kilder", Completeness.of(answers.values(), Set.of(), sourceNames));
        model.put("kildenavne", sourceNames);
        model.put(
                "noter",
                answers.values().stream()
                        .flatMap(a -> a.notices().stream())
                        .map(n -> n.text())
                        .distinct()
                        .toList());
        return Reply.page("praksis/borger", model);
    }

    private void begin(Map<String, Supplier<Answer>> begun, Session session, String pid, String name, String sql) {
        begin(begun, session, pid, name, sql, "TRUE");
    }

    private void begin(
            Map<String, Supplier<Answer>> begun, Session session, String pid, String name, String sql, String also) {
        begun.put(name, ask.begin(session, sql + "\nWHERE pid = ?" + (also.equals("TRUE") ? "" : " AND " + also), pid));
    }

    private static void collect(Map<String, Supplier<Answer>> begun, Map<String, Answer> answers) {
        begun.forEach((name, answer) -> answers.put(name, answer.get()));
        begun.clear();
    }

    private static Answer answer(Map<String, Answer> answers, String name) {
        return Optional.ofNullable(answers.get(name)).orElseThrow();
    }

    private static Answer.Row one(Map<String, Answer> answers, String name) {
        return answer(answers, name).orThrow().stream()
                .findFirst()
                .orElseThrow(
                        () -> new QueryException(ErrorCode.NOT_ALLOWED, "the citizen is not among those one may see"));
    }

    private Part part(String name, Answer answer) {
        String unknown = answer.ok()
                ? ""
                : answer.silentSource()
                        .map(id -> sourceNames.getOrDefault(id, id) + " svarede ikke")
                        .orElse("kunne ikke hentes");
        String newest =
                switch (name) {
                    case "diagnose" -> "stillet_dato";
                    case "medicin", "indsats" -> "start_dato";
                    case "vaccination" -> "given_dato";
                    default -> "";
                };
        List<Answer.Row> rows = new ArrayList<>(answer.rows());
        if (!newest.isEmpty()) {
            rows.sort(Comparator.comparing(
                    (Answer.Row r) -> r.date(newest).orElse(LocalDate.MIN), Comparator.reverseOrder()));
        }
        return new Part(List.copyOf(rows), unknown);
    }

    /** What a chart shows: one or two concepts of one unit, and the programme's limit. */
    private record Wanted(String title, String from, List<String> concepts, String unit, double limit) {}

    private static final List<Wanted> WANTED = List.of(
            new Wanted("HbA1c", "lab", List.of("HBA1C"), "mmol/mol", 53),
            new Wanted("Blodtryk", "maaling", List.of("BT_SYS", "BT_DIA"), "mmHg", 140),
            new Wanted("LDL-kolesterol", "lab", List.of("LDL"), "mmol/L", 2.5),
            new Wanted("Nyrefunktion (eGFR)", "lab", List.of("EGFR"), "mL/min", 60),
            new Wanted("FEV1 i procent af forventet", "maaling", List.of("FEV1_PCT"), "%", 50),
            new Wanted("Vægt", "maaling", List.of("VAEGT"), "kg", Double.NaN));

    private static List<Chart> charts(Map<String, Answer> answers, Map<String, String> places) {
        List<Chart> charts = new ArrayList<>();
        for (Wanted wanted : WANTED) {
            List<Answer.Row> rows = answer(answers, wanted.from()).rows().stream()
                    .filter(r -> wanted.concepts().contains(r.text("begreb")))
                    .sorted(Comparator.comparing((Answer.Row r) -> time(r)))
                    .toList();
            if (rows.size() >= 2) {
                charts.add(chart(wanted, rows, places));
            }
        }
        return charts;
    }

    private static Chart chart(Wanted wanted, List<Answer.Row> rows, Map<String, String> places) {
        List<Object> series = new ArrayList<>();
        for (String concept : wanted.concepts()) {
            List<Object> points = rows.stream()
                    .filter(r -> r.text("begreb").equals(concept))
                    .map(r -> (Object) List.of(
                            time(r).toString(),
                            Double.parseDouble(r.text("vaerdi_num")),
                            place(r, places),
                            r.text("sted")))
                    .toList();
            series.add(Map.of("name", label(concept, wanted.title()), "points", points));
        }
        boolean limited = !Double.isNaN(wanted.limit());
        Map<String, Object> data = new HashMap<>();
        data.put("unit", wanted.unit());
        data.put(
                "description",
                wanted.title() + ", " + rows.size() + " målinger; tabellen under kurven viser de samme tal");
        data.put("target", limited ? wanted.limit() : null);
        data.put("targetText", limited ? "grænse " + Danish.number(wanted.limit()) : "");
        data.put("series", series);
        List<Point> table = rows.stream()
                .sorted(Comparator.comparing((Answer.Row r) -> time(r)).reversed())
                .map(r -> new Point(
                        time(r),
                        (wanted.concepts().size() > 1 ? label(r.text("begreb"), "") + " " : "")
                                + (r.text("operator").equals("=") ? "" : r.text("operator"))
                                + Danish.number(r.get("vaerdi_num")),
                        place(r, places)))
                .toList();
        try {
            return new Chart(wanted.title(), wanted.unit(), new ObjectMapper().writeValueAsString(data), table);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String label(String concept, String otherwise) {
        return switch (concept) {
            case "BT_SYS" -> "Systolisk";
            case "BT_DIA" -> "Diastolisk";
            default -> otherwise;
        };
    }

    private static LocalDateTime time(Answer.Row row) {
        return row.get("tid") instanceof LocalDateTime time ? time : LocalDateTime.MIN;
    }

    private static String place(Answer.Row row, Map<String, String> places) {
        return places.getOrDefault(row.text("sted"), row.text("sted"));
    }

    private List<Event> events(Map<String, Answer> answers) {
        Map<String, String> places = answer(answers, "steder").rows().stream()
                .collect(Collectors.toMap(r -> r.text("org_id"), r -> r.text("navn"), (a, b) -> a));
        List<Event> events = new ArrayList<>();
        for (Answer.Row r : answer(answers, "kontakt").rows()) {
            r.date("start_tid")
                    .ifPresent(date -> events.add(new Event(
                            date,
                            r.text("tid_praecision"),
                            r.text("sektor"),
                            FORMS.getOrDefault(r.text("kontaktform"), r.text("kontaktform"))
                                    + (r.text("aarsag_kode").isEmpty() ? "" : " (" + r.text("aarsag_kode") + ")"),
                            places.getOrDefault(r.text("org_id"), r.text("org_id")))));
        }
        for (Answer.Row r : answer(answers, "vaccination").rows()) {
            r.date("given_dato")
                    .ifPresent(date -> events.add(new Event(
                            date,
                            "dag",
                            "vaccination",
                            "Vaccination: " + r.text("vaccine_navn"),
                            r.text("givet_sted_type"))));
        }
        for (Answer.Row r : answer(answers, "indsats").rows()) {
            r.date("start_dato")
                    .ifPresent(date -> events.add(new Event(
                            date,
                            "dag",
                            "kommune",
                            "Indsats begyndt: " + words(r.text("fsiii_begreb")),
                            "Kommune " + r.text("kommunekode"))));
        }
        return events.stream()
                .sorted(Comparator.comparing(Event::date).reversed().thenComparing(Event::what))
                .limit(EVENTS)
                .toList();
    }

    private static String words(String concept) {
        return concept.replace('_', ' ').toLowerCase(java.util.Locale.ROOT);
    }

    private static final Map<String, String> FORMS = Map.of(
            "indlaeggelse", "Indlæggelse",
            "ambulant", "Ambulant besøg",
            "akut_ambulant", "Akut ambulant besøg",
            "konsultation", "Konsultation",
            "telefon", "Telefonkonsultation",
            "e_konsultation", "E-konsultation",
            "video", "Videokonsultation",
            "hjemmebesoeg", "Hjemmebesøg");
}

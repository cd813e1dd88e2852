package dk.samsyn.broker.portal.patient;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.NoticeWords;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.spi.ErrorCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One patient across sectors: what each source says, with its date and place, in tables, curves and one time line. What the
 * reader's role does not have is not asked for and has no place on the page.
 */
public final class PatientPage {
    /** Questions that run side by side; a user has only so many at once. */
    private static final int AT_ONCE = 6;

    private final Ask ask;
    private final Map<String, String> sourceNames;

    /**
     * The page.
     *
     * @param ask how it asks
     * @param sourceNames names of sources by id
     */
    public PatientPage(Ask ask, Map<String, String> sourceNames) {
        this.ask = ask;
        this.sourceNames = sourceNames;
    }

    /**
     * Whose page it is.
     *
     * @param back address of the list that it came from; empty on a citizen's own record
     * @param backName that list's name
     * @param patients address of patients' pages, if diagnoses can be corrected there; else empty
     * @param own whether the reader is the patient
     */
    public record Area(String back, String backName, String patients, boolean own) {
        /** A citizen's own record. */
        public static final Area OWN = new Area("", "", "", true);
    }

    /** What an area of the site itself knows of the patient: its own remarks, and what the patient has let it see. */
    @FunctionalInterface
    public interface Remarks {
        /** Nothing. */
        Remarks NONE = (person, diagnoses) ->
                Map.of("rettelser", Map.of(), "rettelse_raekker", List.of(), "egne_oplysninger", List.of(), "tid", "");

        /**
         * Values for the template: {@code rettelser}, remarks by key of a row, {@code rettelse_raekker}, all remarks, and {@code
         * egne_oplysninger}, what the patient has written down, and {@code tid}, the day of the next appointment: empty for readers
         * without appointments, {@code ingen} for none.
         *
         * @param person the patient's number
         * @param diagnoses the rows that the reader may see
         */
        Map<String, Object> of(String person, List<Answer.Row> diagnoses);
    }

    /**
     * A part of the page.
     *
     * @param shown whether the reader's role has it at all
     * @param rows its rows
     * @param unknown why there are none, if a source was silent
     * @param gap why there may be more than these, if a source was silent
     */
    record Part(boolean shown, List<Answer.Row> rows, String unknown, String gap) {}

    /** A question about one person; {@code table} is what the reader must have for it to be asked. */
    private record Question(String name, String table, String sql, String also) {
        Question(String name, String table, String sql) {
            this(name, table, sql, "");
        }

        String statement() {
            return sql + "\nFROM " + table + "\nWHERE pid = ?" + (also.isEmpty() ? "" : " AND " + also);
        }
    }

    /** The key of a diagnosis: where it stands and what stands there. */
    public static String key(String source, String row, String code) {
        return source + "|" + row + "|" + code;
    }

    /** The page about the person with that key. */
    public Reply show(Visit visit, String pid, Area area, Remarks remarks) {
        Session session = visit.session();
        Map<String, Answer> answers = answers(session, pid);
        Answer.Row person = one(answers);
        Map<String, String> places = answer(answers, "steder").rows().stream()
                .collect(Collectors.toMap(r -> r.text("org_id"), r -> r.text("navn"), (a, b) -> a));
        Map<String, Object> model = new HashMap<>();
        model.put("pid", pid);
        model.put("egen", area.own());
        model.put("omraade", area);
        model.put("person", person);
        model.put("navn", person.text("navn").isEmpty() ? "Navnebeskyttet" : person.text("navn"));
        for (Question question : questions(Set.of())) {
            model.put("d_" + question.name(), part(question.name(), Optional.ofNullable(answers.get(question.name()))));
        }
        model.put("steder", places);
        model.put("kurver", Curves.of(rows(answers, "lab"), rows(answers, "maaling"), places));
        model.put(
                "haendelser",
                Timeline.of(rows(answers, "kontakt"), rows(answers, "vaccination"), rows(answers, "indsats"), places));
        model.putAll(remarks.of(person.text("cpr"), rows(answers, "diagnose")));
        model.put("kilder", Completeness.of(answers.values(), Set.of(), sourceNames));
        model.put("kildenavne", sourceNames);
        model.put("noter", NoticeWords.of(answers.values(), sourceNames));
        return Reply.page("praksis/borger", model);
    }

    private Map<String, Answer> answers(Session session, String pid) {
        Map<String, Set<String>> seen = ask.seen(session);
        List<Question> asked = questions(seen.getOrDefault("medicin_ordination", Set.of())).stream()
                .filter(question -> seen.containsKey(question.table()))
                .toList();
        Map<String, Answer> answers = new HashMap<>();
        for (int i = 0; i < asked.size(); i += AT_ONCE) {
            Map<String, Supplier<Answer>> begun = new HashMap<>();
            for (Question question : asked.subList(i, Math.min(i + AT_ONCE, asked.size()))) {
                begun.put(question.name(), ask.begin(session, question.statement(), pid));
            }
            begun.forEach((name, answer) -> answers.put(name, answer.get()));
        }
        answers.put(
                "steder",
                ask.begin(session, "SELECT org_id, navn FROM organisation").get());
        return answers;
    }

    private static List<Question> questions(Set<String> medicine) {
        return List.of(
                new Question("borger", "borger", "SELECT cpr, navn, koen, alder, foedselsdato"),
                new Question(
                        "diagnose",
                        "diagnose_effektiv",
                        "SELECT begreb, kode_oprindelig, kodesystem, diagnosetype, stillet_dato, afkraeftet, org_id, kilde, kilde_id, kvalitet"),
                new Question(
                        "lab",
                        "laboratoriesvar",
                        "SELECT begreb, vaerdi_num, operator, enhed, proevetagning_tid AS tid, rekvirent_org AS sted, kilde",
                        "status IN ('endelig', 'rettet') AND vaerdi_num IS NOT NULL AND proevetagning_tid IS NOT NULL"),
                new Question(
                        "maaling",
                        "maaling",
                        "SELECT begreb, vaerdi_num, '=' AS operator, enhed, tidspunkt AS tid, sted, kilde",
                        "vaerdi_num IS NOT NULL AND tidspunkt IS NOT NULL"),
                new Question(
                        "medicin",
                        "medicin_ordination",
                        "SELECT atc, "
                                + (medicine.contains("laegemiddel_navn")
                                        ? "laegemiddel_navn, styrke_tekst, dosistekst"
                                        : "atc AS laegemiddel_navn, '' AS styrke_tekst, '' AS dosistekst")
                                + ", start_dato, slut_dato, pauseret, ordineret_af_org, hidden_flag"),
                new Question(
                        "kontakt",
                        "kontakt",
                        "SELECT sektor, org_id, kontaktform, prioritet, start_tid, slut_tid, tid_praecision, aarsag_kode",
                        "start_tid >= CAST(CURRENT_DATE - INTERVAL '3' YEAR AS TIMESTAMP)"),
                new Question("vaccination", "vaccination", "SELECT vaccine_navn, given_dato, givet_sted_type"),
                new Question(
                        "indsats",
                        "kommunal_indsats",
                        "SELECT kommunekode, fsiii_begreb, paragraf, status, start_dato, slut_dato"),
                new Question("livsstil", "seneste_livsstil", "SELECT emne, vaerdi, registreret_tid AS tid, maalt_af"),
                new Question(
                        "kontrol",
                        "senest_kontrol",
                        "SELECT sygdom, kontrol_dato, kontrol_sted_type, org_id, tid_praecision"),
                new Question("foelges", "foelges_hos", "SELECT sygdom, foelges_hos"));
    }

    private static Answer answer(Map<String, Answer> answers, String name) {
        return Optional.ofNullable(answers.get(name)).orElseThrow();
    }

    private static List<Answer.Row> rows(Map<String, Answer> answers, String name) {
        return Optional.ofNullable(answers.get(name)).map(Answer::rows).orElse(List.of());
    }

    private static Answer.Row one(Map<String, Answer> answers) {
        return answer(answers, "borger").orThrow().stream()
                .findFirst()
                .orElseThrow(
                        () -> new QueryException(ErrorCode.NOT_ALLOWED, "the citizen is not among those one may see"));
    }

    private Part part(String name, Optional<Answer> asked) {
        if (asked.isEmpty()) {
            return new Part(false, List.of(), "", "");
        }
        Answer answer = asked.get();
        String unknown = answer.unknown(sourceNames);
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
        return rows.isEmpty() ? new Part(true, List.of(), unknown, "") : new Part(true, List.copyOf(rows), "", unknown);
    }
}

package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a list shows of the patients on one page: latest values, where they are followed, medicine. Each is a question of its own,
 * asked side by side and bound to these patients, so that a silent source leaves the others' columns standing.
 *
 * @param lab latest laboratory values
 * @param clinical latest clinical measurements
 * @param followed where each is followed
 * @param drugs medicine of the condition
 */
record PatientValues(Answer lab, Answer clinical, Answer followed, Answer drugs) {
    /** Asks about patients; at most one page of them. */
    static PatientValues of(Ask ask, Session session, Condition condition, List<String> pids, boolean drugNames) {
        if (pids.isEmpty()) {
            Answer none = new Answer(List.of(), List.of(), List.of(), List.of(), List.of(), java.util.Optional.empty());
            return new PatientValues(none, none, none, none);
        }
        Object[] keys = pids.toArray();
        String in = "pid IN (" + String.join(", ", Collections.nCopies(keys.length, "?")) + ")";
        Supplier<Answer> lab = begin(ask, session, condition, Measure.Kind.LAB, in, keys);
        Supplier<Answer> clinical = begin(ask, session, condition, Measure.Kind.CLINICAL, in, keys);
        Supplier<Answer> followed = ask.begin(
                session,
                "SELECT pid, foelges_hos FROM foelges_hos WHERE sygdom = '" + condition.name() + "' AND " + in,
                keys);
        String drug = condition.drugs().stream()
                .map(start -> "atc LIKE '" + start + "%'")
                .collect(Collectors.joining(" OR ", "(", ")"));
        Supplier<Answer> drugs = ask.begin(
                session,
                "SELECT pid, atc, " + (drugNames ? "laegemiddel_navn" : "atc")
                        + " AS middel, ordineret_af_org, hidden_flag\n"
                        + "FROM medicin_ordination WHERE (" + drug + " OR hidden_flag)\n"
                        + "AND (slut_dato IS NULL OR slut_dato >= CURRENT_DATE) AND " + in,
                keys);
        return new PatientValues(lab.get(), clinical.get(), followed.get(), drugs.get());
    }

    /** All answers, for what is said of sources. */
    List<Answer> all() {
        return List.of(lab, clinical, followed, drugs);
    }

    private static Supplier<Answer> begin(
            Ask ask, Session session, Condition condition, Measure.Kind kind, String in, Object[] keys) {
        String concepts = condition.measures().stream()
                .filter(m -> m.kind() == kind)
                .flatMap(m -> m.concept().equals("BT_SYS")
                        ? java.util.stream.Stream.of("BT_SYS", "BT_DIA")
                        : java.util.stream.Stream.of(m.concept()))
                .map(c -> "'" + c + "'")
                .collect(Collectors.joining(", "));
        if (concepts.isEmpty()) {
            Answer none = new Answer(List.of(), List.of(), List.of(), List.of(), List.of(), java.util.Optional.empty());
            return () -> none;
        }
        return ask.begin(
                session,
                kind == Measure.Kind.LAB
                        ? "SELECT pid, begreb, vaerdi_num, operator, enhed, proevetagning_tid AS tid, rekvirent_org AS org, kilde\n"
                                + "FROM seneste_vaerdi WHERE begreb IN (" + concepts + ") AND " + in
                        : "SELECT pid, begreb, vaerdi_num, '=' AS operator, enhed, tidspunkt AS tid, sted AS org, kilde\n"
                                + "FROM seneste_maaling WHERE begreb IN (" + concepts + ") AND " + in,
                keys);
    }
}

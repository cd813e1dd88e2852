package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A policy's condition is decided at sources of its own, which are asked about whomever there is, also about people whom the
 * asker may not see. When such a source is down, an answer must not tell whether it was asked, for that would tell what another
 * source has about them.
 */
class ConditionsSourceDownTest {
    private static final String HIDDEN = """
            SELECT MIN(b.cpr) FROM borger b WHERE b.status = '01' AND b.kommunekode NOT IN (730, 741)
            AND b.pid NOT IN (SELECT t.pid FROM gp_tilknytning t WHERE t.ydernr = '099001')
            AND b.pid NOT IN (SELECT k.pid FROM kontakt k WHERE k.org_id LIKE '6620%')
            AND b.pid NOT IN (SELECT s.pid FROM samtykke s)
            AND b.pid {0} (SELECT {1}.pid FROM {1})""";

    @ParameterizedTest(name = "{0} down, {1}")
    @CsvSource({
        "SAMSYN_CPR_URL, http://127.0.0.1:1, diagnose",
        "SAMSYN_CPR_URL, http://127.0.0.1:1, laboratoriesvar",
        "SAMSYN_OWN_URL, jdbc:h2:tcp://127.0.0.1:1/none, diagnose",
        "SAMSYN_OWN_URL, jdbc:h2:tcp://127.0.0.1:1/none, laboratoriesvar",
        "SAMSYN_EPJ_URL, jdbc:postgresql://127.0.0.1:1/none, laboratoriesvar",
        "SAMSYN_EPJ_URL, jdbc:postgresql://127.0.0.1:1/none, kommunal_tilstand"
    })
    void whatIsAnsweredDoesNotTellWhetherAHiddenPersonHasAnything(String setting, String nowhere, String table) {
        Lille lille = Lille.get();
        List<String> persons = List.of("IN", "NOT IN").stream()
                .map(in -> String.valueOf(
                        lille.rows(Lille.alt(), HIDDEN.replace("{0}", in).replace("{1}", table))
                                .get(0)[0]))
                .toList();
        QueryService broken = lille.with(Map.of(setting, nowhere));
        for (Session session : List.of(Lille.doctor("099001"), Users.hospitalDoctor())) {
            assertThat(persons)
                    .extracting(cpr ->
                            outcome(broken, session, "SELECT begreb FROM TABELLEN WHERE cpr_er('CPR')", table, cpr))
                    .as(session.principal().name())
                    .containsOnly(outcome(
                            broken, session, "SELECT begreb FROM TABELLEN WHERE cpr_er('CPR')", table, persons.get(0)));
        }
    }

    private static String outcome(QueryService queries, Session session, String sql, String table, String cpr) {
        try {
            return Lille.rows(queries, session, sql.replace("TABELLEN", table).replace("CPR", cpr))
                            .size() + " rows";
        } catch (QueryException e) {
            return e.display();
        }
    }
}

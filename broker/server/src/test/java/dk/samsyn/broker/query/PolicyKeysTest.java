package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Session;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A policy that permits a practice's patients does not make a query about a few of them read about all of them. Four practices
 * are too few to show every fault of the estimates: of forty each is a smaller share.
 */
class PolicyKeysTest {
    private static final String DIABETICS = " FROM gp_tilknytning t JOIN (SELECT DISTINCT pid FROM diagnose_effektiv"
            + " WHERE begreb IN ('DM1', 'DM2')) d ON d.pid = t.pid";
    private static final String PRACTICE = " WHERE t.ydernr = '099001'"
            + " AND CURRENT_DATE BETWEEN t.gyldig_fra AND COALESCE(t.gyldig_til, DATE '9999-12-31')";

    private final Lille lille = Lille.get();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    labka | LEFT JOIN seneste_vaerdi v ON v.pid = t.pid AND v.begreb = 'HBA1C' | v.vaerdi_num
                    ssr | LEFT JOIN senest_kontrol s ON s.pid = t.pid AND s.sygdom = 'DM' | s.kontrol_dato
                    """)
    void theDoctorsQueryReadsWhatItsOwnKeysNeed(String source, String join, String column) {
        String sql = "SELECT t.pid, " + column + DIABETICS + " " + join + PRACTICE;

        long unrestricted = rows(Lille.alt(), sql, source);

        assertThat(unrestricted).isPositive();
        assertThat(rows(Lille.doctor("099001"), sql, source)).isLessThanOrEqualTo(unrestricted);
    }

    private long rows(Session session, String sql, String source) {
        try (QueryAnswer answer = lille.queries.run(session, QueryRequest.of(sql))) {
            while (answer.next()) {
                answer.row();
            }
            return answer.sources().stream()
                    .filter(use -> use.id().equals(source))
                    .mapToLong(use -> use.rows().orElseThrow())
                    .sum();
        }
    }
}

package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.AccessRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When citizens withhold something, an answer says so for one person always, else only of at least five; never what. */
class LeftOutTest {
    private static final String BLOCKS =
            "s.retning = 'spaer' AND (s.gyldig_til IS NULL OR s.gyldig_til >= CURRENT_DATE) "
                    + "AND (s.gyldig_fra IS NULL OR s.gyldig_fra <= CURRENT_DATE)";

    private final Lille lille = Lille.get();

    private List<Notice> notices(Session session, String sql) {
        try (QueryAnswer answer = lille.queries.run(session, QueryRequest.of(sql))) {
            while (answer.next()) {
                assertThat(answer.row()).isNotNull();
            }
            return answer.notices();
        }
    }

    private List<@Nullable Object[]> truth(String sql) {
        return lille.rows(Lille.alt(), sql);
    }

    @ParameterizedTest
    @CsvSource({"diagnose", "laboratoriesvar", "medicin_ordination", "kontakt"})
    void aListSaysSoOfAtLeastFivePersonsOnly(String table) {
        String category = table.equals("laboratoriesvar")
                ? "laboratorie"
                : table.equals("medicin_ordination") ? "medicin" : table;
        long concerned =
                (Long) truth("SELECT COUNT(DISTINCT s.pid) FROM samtykke s JOIN gp_tilknytning t ON t.pid = s.pid "
                                + "WHERE t.ydernr = '099001' AND t.gyldig_til IS NULL AND " + BLOCKS
                                + " AND s.datakategori IN ('alle', '" + category + "') "
                                + "AND s.modtager_vaerdi IN ('almen_praksis', '099001')")
                        .get(0)[0];
        String where = table.equals("medicin_ordination")
                ? " WHERE pid IN (SELECT pid FROM borger WHERE alder > 100)"
                : " WHERE kilde_id = 'x'";

        assertThat(notices(Lille.doctor("099001"), "SELECT pid FROM " + table + where))
                .extracting(Notice::code)
                .isEqualTo(concerned >= 5 ? List.of("SAM-N01") : List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT begreb FROM diagnose WHERE cpr_er('%s')",
                "SELECT COUNT(*) FROM diagnose WHERE cpr_er('%s')"
            })
    void aViewOfOnePersonAlwaysSaysSo(String sql) {
        Object[] blocked = truth("SELECT b.cpr, t.ydernr FROM samtykke s JOIN gp_tilknytning t ON t.pid = s.pid "
                        + "JOIN borger b ON b.pid = s.pid WHERE t.gyldig_til IS NULL AND t.ydernr IS NOT NULL AND "
                        + BLOCKS
                        + " AND s.datakategori IN ('alle', 'diagnose') AND s.modtager_vaerdi IN ('almen_praksis', t.ydernr) "
                        + "ORDER BY b.cpr LIMIT 1")
                .get(0);
        Session own = Lille.doctor(String.valueOf(blocked[1]));

        assertThat(notices(own, sql.formatted(blocked[0]))).singleElement().satisfies(notice -> {
            assertThat(notice.code()).isEqualTo("SAM-N01");
            assertThat(notice.text()).doesNotContainIgnoringCase("diagnose");
        });
        assertThat(notices(own, "SELECT navn FROM kommune_reference")).isEmpty();
        String stranger = String.valueOf(blocked[1]).equals("099001") ? "099002" : "099001";
        assertThat(notices(Lille.doctor(stranger), sql.formatted(blocked[0])))
                .as("of another's patient nothing is told")
                .isEmpty();
    }

    /** What is asked for the remark does not grow with the statements: each table is counted once for all of them. */
    @Test
    void statementsOnOneTableShareItsCount() {
        AccessDecision decision = lille.policies.decide(
                AccessRequest.of(Lille.doctor("099001"), Lille.TODAY, lille.federation.catalogue()));
        TableName diagnose = TableName.parse("sundhed.diagnose");
        TableName kontakt = TableName.parse("sundhed.kontakt");
        TableName kommune = TableName.parse("sundhed.kommune_reference");
        LeftOut leftOut = new LeftOut(lille.federation);
        List<TableName> counted = new ArrayList<>();
        LeftOut.Own own = new LeftOut.Own() {
            @Override
            public PlannedQuery plan(Callable<ProtectedQuery> query) {
                try {
                    counted.addAll(query.call().decision().tables().keySet());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                // The remark is then missing, as after any failure.
                throw new UnsupportedOperationException("plans nothing");
            }

            @Override
            public long count(PlannedQuery plan) {
                throw new UnsupportedOperationException("counts nothing");
            }
        };

        for (List<TableName> touched :
                List.of(List.of(diagnose), List.of(diagnose, kontakt), List.of(kontakt, kommune))) {
            assertThat(leftOut.of(decision.about(touched), Lille.TODAY, Optional.empty(), own))
                    .isEmpty();
        }

        assertThat(counted).containsExactly(diagnose, kontakt);
    }

    @Test
    void whoSeesEverythingIsToldNothing() {
        assertThat(notices(Lille.alt(), "SELECT begreb FROM diagnose WHERE begreb = 'CF'"))
                .isEmpty();
    }
}

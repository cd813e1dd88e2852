package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.Notified;
import dk.samsyn.spi.ErrorCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A policy that wants somebody told is used only with the log saying so, and only where it opens what nothing else does. */
class FollowUpTest {
    private static final String UNDECIDED =
            "SELECT MIN(b.cpr) FROM borger b WHERE b.pid IN (SELECT r.pid FROM behandlingsrelation r"
                    + " WHERE r.relation = 'D' AND r.org_id = '6620') AND b.pid NOT IN (SELECT s.pid FROM samtykke s)"
                    + " AND b.pid IN (SELECT d.pid FROM diagnose d)";
    private static final String OWN = "SELECT MIN(b.cpr) FROM borger b WHERE b.status = '01'"
            + " AND b.pid IN (SELECT k.pid FROM kontakt k WHERE k.org_id LIKE '6620%' AND k.sektor = 'hospital'"
            + " AND k.start_tid >= CAST(CURRENT_DATE - INTERVAL '11' MONTH AS TIMESTAMP))"
            + " AND b.pid NOT IN (SELECT s.pid FROM samtykke s) AND b.pid IN (SELECT d.pid FROM diagnose d)";

    private final Lille lille = Lille.get();

    private int told() {
        return lille.audit.notifiedOf("datasteward").size();
    }

    private Notified last() {
        List<Notified> all = lille.audit.notifiedOf("datasteward");
        return all.get(all.size() - 1);
    }

    private String cpr(String sql) {
        return String.valueOf(lille.rows(Lille.alt(), sql).get(0)[0]);
    }

    @Test
    void anUndecidedRelationOpensOneCitizenAndTheStewardIsTold() {
        Session doctor = Users.hospitalDoctor();
        String citizen = cpr(UNDECIDED);
        int before = told();

        List<?> rows = lille.rows(doctor, "SELECT kode_oprindelig FROM diagnose WHERE cpr_er('" + citizen + "')");

        assertThat(rows).isNotEmpty();
        assertThat(told()).isEqualTo(before + 1);
        assertThat(last().user()).isEqualTo(doctor.principal().name());
        assertThat(last().person()).isEqualTo(Optional.of(citizen));
        assertThat(last().policies()).contains("hospitalslaege-uafklaret");
        assertThat(lille.rows(
                        Users.steward(),
                        "SELECT who, person FROM samsyn.opfoelgning WHERE \"query\" = '" + last().queryId() + "'"))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row[1]).isNotEqualTo(citizen));
    }

    @Test
    void theLogHasItBeforeTheRowsLeave() {
        int before = told();
        try (QueryAnswer answer = lille.queries.run(
                Users.hospitalDoctor(),
                QueryRequest.of("SELECT kode_oprindelig FROM diagnose WHERE cpr_er('" + cpr(UNDECIDED) + "')"))) {
            assertThat(told()).as("nothing has been read").isEqualTo(before);
            assertThat(answer.next()).isTrue();
            assertThat(told()).isEqualTo(before + 1);
        }
    }

    @Test
    void aLookAtAnOwnPatientIsNothingToFollowUp() {
        int before = told();

        assertThat(lille.rows(
                        Users.hospitalDoctor(),
                        "SELECT kode_oprindelig FROM diagnose WHERE cpr_er('" + cpr(OWN) + "')"))
                .isNotEmpty();

        assertThat(told()).isEqualTo(before);
    }

    @Test
    void whereNothingElseOpensATableEveryUseIsTold() {
        int before = told();

        lille.rows(Users.researcher(), "SELECT pid FROM diagnose WHERE begreb = 'nothing has this'");

        assertThat(told()).isEqualTo(before + 1);
        assertThat(last().person()).isEmpty();
        assertThat(last().policies()).contains("forsker-diabetes");
    }

    @Test
    void theListIsForThoseWhoAreTold() {
        assertThatThrownBy(() -> lille.rows(Users.hospitalDoctor(), "SELECT * FROM samsyn.opfoelgning"))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.UNKNOWN_TABLE));
    }
}

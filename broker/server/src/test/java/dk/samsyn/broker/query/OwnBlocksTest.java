package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.doors.DoorsFixture;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.broker.portal.citizen.Choices;
import dk.samsyn.spi.ErrorCode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A block that the citizen sets on the broker's own page acts at the next query of everybody whom it names, and no longer. */
class OwnBlocksTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Session DOCTOR = Lille.doctor("099001");

    private final Lille lille = Lille.get();
    private final Choices choices = new Choices(new OwnTables(lille.own.dataSource(), lille.audit::act));
    private final String cpr = String.valueOf(lille.rows(
                    DOCTOR,
                    "SELECT MIN(b.cpr) FROM borger b WHERE b.status = '01' AND b.pid IN (SELECT d.pid FROM diagnose d)")
            .get(0)[0]);
    private final String diagnoses =
            "SELECT d.begreb FROM diagnose d JOIN borger b ON b.pid = d.pid WHERE b.cpr = '" + cpr + "'";
    private String block = "";

    /** A lifted block is kept with its last day; the region is other tests', too. */
    @AfterEach
    void forget() throws SQLException {
        try (Connection own = lille.own.dataSource().getConnection();
                PreparedStatement all = own.prepareStatement("DELETE FROM portal_choice")) {
            all.executeUpdate();
        }
    }

    private void lift() {
        choices.lift("borger-" + cpr, cpr, block, Lille.TODAY, NOW);
    }

    @Test
    void aBlockActsAtTheNextQueryAndLiftedNoLonger() {
        assertThat(lille.rows(DOCTOR, diagnoses)).isNotEmpty();

        block("sektor", "almen_praksis", "diagnose");
        assertThat(lille.rows(DOCTOR, diagnoses)).isEmpty();
        assertThat(lille.rows(DOCTOR, "SELECT cpr FROM borger WHERE cpr = '" + cpr + "'"))
                .as("a block never hides who is on the list")
                .hasSize(1);

        choices.lift("borger-" + cpr, cpr, block, Lille.TODAY, NOW);
        assertThat(lille.rows(DOCTOR, diagnoses)).isNotEmpty();
    }

    @Test
    void aBlockOfAnotherKindOrForOthersHidesNothingHere() {
        int before = lille.rows(DOCTOR, diagnoses).size();
        block("sektor", "almen_praksis", "medicin");
        assertThat(lille.rows(DOCTOR, diagnoses)).hasSize(before);
        lift();
        block("sektor", "hospital", "alle");
        assertThat(lille.rows(DOCTOR, diagnoses)).hasSize(before);
        lift();
        block("organisation", "099001", "alle");
        assertThat(lille.rows(DOCTOR, diagnoses)).isEmpty();
    }

    @Test
    void aStatementPreparedOverJdbcBeforeTheBlockObeysIt() throws SQLException {
        try (DoorsFixture doors = DoorsFixture.over(lille.queries);
                Connection connection = connect(doors);
                PreparedStatement prepared = connection.prepareStatement(
                        "SELECT d.begreb FROM diagnose d JOIN borger b ON b.pid = d.pid WHERE b.cpr = ?")) {
            prepared.setString(1, cpr);
            assertThat(rows(prepared)).isPositive();
            block("sektor", "almen_praksis", "alle");
            assertThat(rows(prepared)).isZero();
            choices.lift("borger-" + cpr, cpr, block, Lille.TODAY, NOW);
            assertThat(rows(prepared)).isPositive();
        }
    }

    @Test
    void theCitizenSeesTheOwnBlockAmongThoseOfMinSpaerring() {
        block("sektor", "hospital", "medicin");
        assertThat(lille.rows(
                        Users.citizen(cpr),
                        "SELECT datakategori FROM samtykke WHERE kilde = 'borgervalg' AND gyldig_til IS NULL"))
                .singleElement()
                .satisfies(row -> assertThat(row[0]).isEqualTo("medicin"));
    }

    @Test
    void whenTheBlocksCannotBeReadNothingIsShownThatTheyMightCover() {
        QueryService blind = lille.with(Map.of("SAMSYN_OWN_URL", "jdbc:h2:mem:nowhere"));
        for (boolean partial : new boolean[] {false, true}) {
            Session asker = new Session(DOCTOR.principal(), DOCTOR.purpose(), Optional.empty(), partial, "test");
            assertThatThrownBy(() -> drain(blind, asker))
                    .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.errorCode())
                            .isEqualTo(ErrorCode.SOURCE_UNAVAILABLE))
                    .hasMessageContaining("borgervalg");
        }
    }

    @Test
    void settingAndLiftingStandInTheLogAndStewardsSeeThatButNotWhat() {
        block("sektor", "almen_praksis", "diagnose");
        choices.lift("borger-" + cpr, cpr, block, Lille.TODAY, NOW);

        assertThat(lille.rows(Users.steward(), "SELECT act FROM samsyn.haendelser WHERE who = 'borger-" + cpr + "'"))
                .extracting(row -> String.valueOf(row[0]))
                .endsWith("block.set", "block.lift");
        assertThat(lille.auditText()).contains("\"receiver\":\"almen_praksis\"");
        assertThat(lille.rows(Users.steward(), "SELECT * FROM samsyn.haendelser"))
                .allSatisfy(row -> assertThat(Arrays.toString(row)).doesNotContain("almen_praksis"));
    }

    private void drain(QueryService queries, Session asker) {
        assertThat(Lille.rows(queries, asker, diagnoses)).isEmpty();
    }

    private void block(String type, String receiver, String category) {
        block = choices.add(
                "borger-" + cpr,
                cpr,
                new Choices.Choice("spaer", type, receiver, category, Lille.TODAY, Optional.empty()),
                NOW);
    }

    private static Connection connect(DoorsFixture doors) throws SQLException {
        Properties user = new Properties();
        user.setProperty("user", "laege-099001");
        user.setProperty("password", "samsyn");
        return DriverManager.getConnection("jdbc:samsyn:" + doors.url() + "/jdbc", user);
    }

    private static int rows(PreparedStatement prepared) throws SQLException {
        try (ResultSet rows = prepared.executeQuery()) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }
}

package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Planning for nobody reaches every role and leaves no trace. */
class RehearsalTest {
    private final Lille lille = Lille.get();

    @Test
    void everyRoleOfThePoliciesIsRehearsedButTheTestUsers() {
        List<Session> sessions = Rehearsal.sessions(lille.policies.policies());

        assertThat(sessions)
                .extracting(session -> session.principal().role() + " " + session.purpose())
                .contains("praktiserende_laege BEHANDLING", "regional_analytiker PLANLAEGNING")
                .doesNotHaveDuplicates();
        assertThat(sessions).noneMatch(session -> session.purpose() == Purpose.TEST);
    }

    @Test
    void statementsArePlannedUntilTimeIsOverAndNothingIsLogged() throws IOException {
        assertThat(lille.queries.rehearse(Duration.ZERO)).isZero();
        assertThat(lille.queries.rehearse(Duration.ofSeconds(1))).isPositive();
        assertThat(Files.readString(lille.auditFile)).doesNotContain("\"client\":\"start\"");
    }
}

package dk.samsyn.broker.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.doors.FakeQueries;
import dk.samsyn.broker.doors.OpenQueries;
import dk.samsyn.broker.doors.Workers;
import dk.samsyn.broker.query.QueryRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSessionsTest {
    private static final BrokerConfig.Limits LIMITS = new BrokerConfig.Limits(
            Duration.ofSeconds(30), 1 << 20, 2000, 200, 200, 100, 2, 1, 2, 60, 3, Duration.ofMinutes(10));

    private Instant now = Instant.parse("2026-11-23T11:00:00Z");
    private final Workers workers = new Workers(LIMITS);
    private final OpenQueries queries = new OpenQueries(new FakeQueries(), workers, LIMITS, new SimpleMeterRegistry());
    private final JdbcSessions sessions = new JdbcSessions(queries, workers, LIMITS, new Ticking());

    @AfterEach
    void stop() {
        sessions.close();
        workers.close();
    }

    @Test
    void anIdleConnectionIsClosedAndAUsedOneIsNot() {
        String idle = open("a");
        String used = open("a");
        pass(Duration.ofMinutes(6));
        sessions.get(used, Optional.empty());
        pass(Duration.ofMinutes(6));
        sessions.closeIdle();
        assertThatThrownBy(() -> sessions.get(idle, Optional.empty())).isInstanceOf(Refusal.class);
        assertThatCode(() -> sessions.get(used, Optional.empty())).doesNotThrowAnyException();
    }

    @Test
    void aConnectionWhoseQueryRunsIsNotIdle() {
        String id = open("a");
        JdbcSession session = sessions.get(id, Optional.empty());
        JdbcStatement statement = session.newStatement();
        statement.replace(queries.open(statement.queryName(), session.session(), QueryRequest.of("slow"), 100));
        pass(Duration.ofMinutes(20));
        sessions.closeIdle();
        assertThat(sessions.get(id, Optional.empty())).isSameAs(session);
    }

    @Test
    void closingAConnectionCancelsItsQueries() {
        JdbcSession session = sessions.get(open("a"), Optional.empty());
        JdbcStatement statement = session.newStatement();
        statement.replace(queries.open(statement.queryName(), session.session(), QueryRequest.of("slow"), 100));
        sessions.close(session);
        assertThat(queries.runningOf(session.session())).isEmpty();
    }

    @Test
    void aConnectionBelongsToItsUser() {
        String id = open("a");
        assertThat(sessions.get(id, Optional.of("a"))).isNotNull();
        assertThatThrownBy(() -> sessions.get(id, Optional.of("b"))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> sessions.open(id, session("b"))).isInstanceOf(QueryException.class);
        assertThatCode(() -> sessions.open(id, session("a"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "short", "../../../../../../etc", "11111111 2222 3333 4444"})
    void anIdThatOneCouldGuessIsRefused(String id) {
        assertThatThrownBy(() -> sessions.open(id, session("a"))).isInstanceOf(QueryException.class);
    }

    @Test
    void thereIsAnEndToConnectionsAndToStatements() {
        open("a");
        open("a");
        JdbcSession last = sessions.get(open("a"), Optional.empty());
        assertThatThrownBy(() -> open("a")).hasMessageContaining("no more connections");
        for (int i = 0; i < 500; i++) {
            last.newStatement();
        }
        assertThatThrownBy(last::newStatement).hasMessageContaining("500 statements");
    }

    private String open(String user) {
        String id = UUID.randomUUID().toString();
        sessions.open(id, session(user));
        return id;
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static Session session(String user) {
        Principal principal =
                new Principal(user, "forsker", "", Purpose.FORSKNING, Set.of(Purpose.FORSKNING), Map.of());
        return new Session(principal, Purpose.FORSKNING, Optional.empty(), false, "test");
    }

    private final class Ticking extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}

package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.release.Pace;
import dk.samsyn.spi.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens below the gate is seen neither in words nor in time (rules 18 and 21). */
class BelowGateTest {
    /** Port 9 discards: nothing that speaks a protocol listens there. */
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:9/none?connectTimeout=2";

    private final Lille lille = Lille.get();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SAMSYN_LABKA_URL | SELECT COUNT(DISTINCT pid) FROM seneste_vaerdi WHERE begreb = 'HBA1C'
                    SAMSYN_EPJ_URL | SELECT COUNT(DISTINCT pid) FROM kontakt WHERE sektor = 'hospital'
                    """)
    void whichSourceFailedIsNotTold(String setting, String sql) {
        QueryService broken = lille.with(Map.of(setting, NOWHERE));
        try (QueryAnswer answer = broken.run(Users.planner(), QueryRequest.of(sql))) {
            QueryException e = catchThrowableOfType(QueryException.class, answer::next);

            assertThat(e).isNotNull();
            assertThat(e.errorCode()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
            assertThat(e.getMessage()).startsWith("R18").doesNotContainIgnoringCase("labka", "epj");
            assertThat(answer.sources())
                    .extracting(QueryAnswer.SourceUse::status)
                    .containsOnly("failed");
        }
    }

    @Test
    void groupsWaitForTheNextTimeAndARecordDoesNot() {
        assertThat(slept(Users.planner(), "SELECT koen, COUNT(DISTINCT pid) FROM borger GROUP BY koen"))
                .isEqualTo(Duration.ofMillis(150));
        assertThat(slept(Lille.doctor("099001"), "SELECT COUNT(*) FROM borger")).isZero();
    }

    /** How long an answer is held that takes 1.1 seconds: by a clock that makes it so, and stands while nobody sleeps. */
    private Duration slept(Session session, String sql) {
        AtomicLong sleeping = new AtomicLong();
        AtomicLong looks = new AtomicLong();
        Pace pace = new Pace(
                () -> sleeping.get() + (looks.getAndIncrement() == 0 ? 0 : 1_100_000_000L),
                time -> sleeping.addAndGet(time.toNanos()));
        try (QueryAnswer answer = lille.at(pace).run(session, QueryRequest.of(sql))) {
            assertThat(answer.next()).isTrue();
        }
        return Duration.ofNanos(sleeping.get());
    }
}

package dk.samsyn.broker.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.query.QueryRequest;
import dk.samsyn.spi.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenQueriesTest {
    private static final BrokerConfig.Limits LIMITS = new BrokerConfig.Limits(
            Duration.ofSeconds(30), 1 << 20, 2000, 200, 200, 100, 2, 1, 2, 60, 10, Duration.ofMinutes(1));

    private final FakeQueries pipeline = new FakeQueries();
    private final Workers workers = new Workers(LIMITS);
    private final OpenQueries queries = new OpenQueries(pipeline, workers, LIMITS, new SimpleMeterRegistry());
    private final AtomicInteger names = new AtomicInteger();

    @AfterEach
    void stop() {
        queries.cancelAll();
        workers.close();
    }

    @Test
    void rowsComeOnceAndInOrderWhateverIsTakenAtOnce() {
        for (int max : new int[] {1, 7, 100, 1000}) {
            OpenQuery query = open("a", "rows 1003");
            List<Object> numbers = new ArrayList<>();
            OpenQuery.Chunk chunk;
            do {
                chunk = query.take(max, Duration.ofSeconds(5));
                chunk.rows().forEach(row -> numbers.add(row[0]));
            } while (!chunk.done());
            assertThat(numbers).hasSize(1003).first().isEqualTo(1);
            assertThat(numbers).last().isEqualTo(1003);
            queries.forget(query);
        }
    }

    @Test
    void aClientThatTakesNothingHoldsNoThreadAndOneBuffer() throws InterruptedException {
        OpenQuery first = open("a", "rows 1000000");
        OpenQuery second = open("b", "rows 1000000");
        await(() -> pipeline.pulled.get() >= 400);
        Thread.sleep(100);
        assertThat(pipeline.pulled.get()).isEqualTo(400);
        // Both query threads are free again, so a third query is answered.
        OpenQuery third = open("c", "rows 3");
        assertThat(third.take(10, Duration.ofSeconds(5)).rows()).hasSize(3);
        assertThat(first.take(100, Duration.ofSeconds(5)).rows()).hasSize(100);
        assertThat(second.take(100, Duration.ofSeconds(5)).rows()).hasSize(100);
    }

    @Test
    void oneUserCannotTakeEverything() {
        open("a", "slow");
        open("a", "slow");
        assertThatThrownBy(() -> open("a", "rows 1"))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.SOURCE_BUSY));
        open("b", "rows 1");
    }

    @Test
    void moreThanTheBrokerCanHoldIsRefusedAtOnce() {
        open("a", "slow");
        open("b", "slow");
        open("c", "slow");
        assertThatThrownBy(() -> open("d", "slow")).hasMessageContaining("busy");
    }

    @Test
    void aQueryThatEndsMakesRoomForAnother() throws InterruptedException {
        OpenQuery query = open("a", "slow");
        open("a", "slow");
        query.cancel();
        await(() -> queries.runningOf(session("a")).size() == 1);
        open("a", "rows 1");
    }

    @Test
    void aWaitIsBoundedAndMayBringNoRows() {
        OpenQuery query = open("a", "stuck");
        long start = System.nanoTime();
        OpenQuery.Chunk chunk = query.take(10, Duration.ofMillis(200));
        assertThat(chunk.rows()).isEmpty();
        assertThat(chunk.done()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(190), Duration.ofSeconds(2));
    }

    @Test
    void theCallersTimeOutEndsAQueryThatGivesNothing() {
        OpenQuery query = queries.open(
                "t",
                session("a"),
                new QueryRequest("stuck", List.of(), OptionalLong.empty(), Optional.of(Duration.ofMillis(300))),
                100);
        QueryException e = catchThrowableOfType(QueryException.class, () -> query.take(10, Duration.ofSeconds(5)));
        assertThat(e.errorCode()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
    }

    @Test
    void aStatementTooLongIsNeverParsed() {
        assertThatThrownBy(() -> open("a", "rows 1 " + "å".repeat(1000)))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.STATEMENT_TOO_LARGE));
        assertThat(pipeline.requests).isEmpty();
    }

    @Test
    void anAnswerGivenUpIsClosedInThePipeline() throws InterruptedException {
        OpenQuery query = open("a", "rows 1000000");
        assertThat(query.take(10, Duration.ofSeconds(5)).rows()).hasSize(10);
        queries.forget(query);
        await(() -> pipeline.closed.size() == 1);
        assertThatThrownBy(() -> query.take(10, Duration.ofSeconds(1))).isInstanceOf(QueryException.class);
    }

    @Test
    void anotherUsersQueryIsNotFound() {
        OpenQuery query = open("a", "slow");
        assertThat(queries.find(session("a"), query.id())).contains(query);
        assertThat(queries.find(session("b"), query.id())).isEmpty();
        assertThat(queries.runningOf(session("b"))).isEmpty();
    }

    private OpenQuery open(String user, String sql) {
        return queries.open("n" + names.incrementAndGet(), session(user), QueryRequest.of(sql), 100);
    }

    private static Session session(String user) {
        Principal principal =
                new Principal(user, "forsker", "", Purpose.FORSKNING, Set.of(Purpose.FORSKNING), Map.of());
        return new Session(principal, Purpose.FORSKNING, Optional.empty(), false, "test");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}

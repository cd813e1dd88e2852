package dk.samsyn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Who comes next where only one may be. */
class TurnsTest {
    private static final SourceId SOURCE = new SourceId("epj");

    private final Turns turns = new Turns(1);

    /** A query, which may be cancelled. */
    private static final class Query implements SourceScope {
        private final boolean urgent;
        private final long end;
        private volatile boolean cancelled;

        Query(boolean urgent, Duration time) {
            this.urgent = urgent;
            this.end = System.nanoTime() + time.toNanos();
        }

        static Query of(boolean urgent) {
            return new Query(urgent, Duration.ofSeconds(30));
        }

        @Override
        public Duration remaining() {
            return Duration.ofNanos(end - System.nanoTime());
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }

        @Override
        public boolean urgent() {
            return urgent;
        }

        @Override
        public Registration onCancel(Runnable stop) {
            return () -> {};
        }

        @Override
        public void countCall() {}

        @Override
        public RequestHeader header() {
            return new RequestHeader("", "", "", "", "");
        }
    }

    @Test
    void careGoesFirstAndAmongEqualsWhoCameFirst() throws Exception {
        Turns.Turn first = turns.take(SOURCE, Query.of(false));
        BlockingQueue<String> served = new LinkedBlockingQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (String who : List.of("a1", "c1", "a2", "c2")) {
            threads.add(start(who, Query.of(who.startsWith("c")), served));
        }

        first.close();

        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(served).containsExactly("c1", "c2", "a1", "a2");
    }

    @Test
    void whoIsCancelledOrOutOfTimeLeavesTheLine() throws Exception {
        Turns.Turn first = turns.take(SOURCE, Query.of(false));
        BlockingQueue<String> served = new LinkedBlockingQueue<>();
        Query cancelled = Query.of(true);
        Thread leaving = start("cancelled", cancelled, served);
        cancelled.cancelled = true;
        leaving.join();
        assertThatThrownBy(() -> turns.take(SOURCE, new Query(true, Duration.ofMillis(80))))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_TIMEOUT));
        assertThat(served).containsExactly("cancelled QUERY_CANCELLED");
        assertThat(turns.waiting()).isZero();

        first.close();
        turns.take(SOURCE, Query.of(false)).close();
    }

    @Test
    void aTurnGivenBackTwiceIsOneTurn() throws Exception {
        Turns.Turn first = turns.take(SOURCE, Query.of(false));
        first.close();
        first.close();

        turns.take(SOURCE, Query.of(false));

        assertThatThrownBy(() -> turns.take(SOURCE, new Query(false, Duration.ofMillis(80))))
                .isInstanceOf(SourceException.class);
    }

    private Thread start(String who, Query query, BlockingQueue<String> served) {
        int before = turns.waiting();
        Thread thread = new Thread(() -> {
            try {
                Turns.Turn turn = turns.take(SOURCE, query);
                served.add(who);
                turn.close();
            } catch (SourceException e) {
                served.add(who + " " + e.code());
            }
        });
        thread.start();
        while (turns.waiting() == before) {
            Thread.onSpinWait();
        }
        return thread;
    }
}

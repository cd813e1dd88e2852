package dk.samsyn.broker.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers about groups leave at few times (rule 21). */
class PaceTest {
    @ParameterizedTest
    @CsvSource({
        "1, 55",
        "54, 55",
        "56, 69",
        "200, 210",
        "211, 263",
        "1000, 1000",
        "1001, 1250",
        "1251, 1563",
        "60000, 69389"
    })
    void anAnswerWaitsForTheNextPowerOfFiveFourths(long took, long leaves) {
        assertThat(Pace.next(Duration.ofMillis(took)).toMillis()).isBetween(leaves - 1, leaves + 1);
    }

    @Test
    void aStepIsNeverBeforeWhatItRounds() {
        for (long nanos = 1; nanos < 100_000_000_000L; nanos = nanos * 7 / 5 + 1) {
            assertThat(Pace.next(Duration.ofNanos(nanos)).toNanos()).isGreaterThanOrEqualTo(nanos);
        }
    }

    @Test
    void aTenthMoreOrLessIsMostlyTheSameTime() {
        List<Duration> times = new ArrayList<>();
        for (long millis = 820; millis <= 990; millis += 10) {
            times.add(Pace.next(Duration.ofMillis(millis)));
        }
        assertThat(times).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void itSleepsUntilThenAndNoLongerThanSomebodyWaits() {
        AtomicLong now = new AtomicLong();
        Pace pace = new Pace(now::get, time -> now.addAndGet(time.toNanos()));
        long begun = pace.begun();
        now.addAndGet(Duration.ofMillis(900).toNanos());
        pace.hold(begun, () -> false);
        assertThat(Duration.ofNanos(now.get())).isEqualTo(Duration.ofSeconds(1));
        pace.hold(begun, () -> true);
        assertThat(Duration.ofNanos(now.get())).isEqualTo(Duration.ofSeconds(1));
    }
}

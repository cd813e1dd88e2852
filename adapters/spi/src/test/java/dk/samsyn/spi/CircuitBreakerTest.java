package dk.samsyn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    @Test
    void aPlaceThatFailsInARowIsLeftAlone() {
        CircuitBreaker breaker = breaker(LONG);
        fail(breaker, 2);
        assertThatCode(breaker::enter).doesNotThrowAnyException();
        breaker.failed();

        SourceException refusal = catchThrowableOfType(SourceException.class, breaker::enter);
        assertThat(refusal.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
        assertThat(refusal).hasMessageStartingWith("source nexus: Samsø has not answered");
    }

    @Test
    void anAnswerInBetweenBeginsTheCountAgain() {
        CircuitBreaker breaker = breaker(LONG);
        fail(breaker, 2);
        breaker.enter();
        breaker.answered();
        fail(breaker, 2);

        assertThatCode(breaker::enter).doesNotThrowAnyException();
    }

    @Test
    void aQueryThatGaveUpDoesNotCount() {
        CircuitBreaker breaker = breaker(LONG);
        for (int i = 0; i < 10; i++) {
            breaker.enter();
            breaker.undecided();
        }
        assertThatCode(breaker::enter).doesNotThrowAnyException();
    }

    @Test
    void afterThePauseOneCallDecides() throws Exception {
        CircuitBreaker breaker = breaker(SHORT);
        fail(breaker, 3);
        Thread.sleep(20);

        breaker.enter();
        assertThat(catchThrowableOfType(SourceException.class, breaker::enter))
                .as("while the trial runs")
                .isNotNull();
        breaker.undecided();
        assertThatCode(breaker::enter).as("the trial was given up").doesNotThrowAnyException();
        breaker.failed();
        Thread.sleep(20);
        breaker.enter();
        breaker.answered();

        fail(breaker, 2);
        assertThatCode(breaker::enter).as("well again").doesNotThrowAnyException();
    }

    private static CircuitBreaker breaker(Duration pause) {
        return new CircuitBreaker(new SourceId("nexus"), "Samsø ", 3, pause);
    }

    private static void fail(CircuitBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.enter();
            breaker.failed();
        }
    }
}

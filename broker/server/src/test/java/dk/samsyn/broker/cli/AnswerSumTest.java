package dk.samsyn.broker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two sides of the benchmark agree on an answer whatever Java types and order they give it in, and on nothing else. */
class AnswerSumTest {
    private static AnswerSum of(@Nullable Object[]... rows) {
        AnswerSum sum = new AnswerSum();
        Arrays.stream(rows).forEach(sum::add);
        return sum;
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    @Test
    void orderTypesAndTheFifthDecimalDoNotMatter() {
        AnswerSum ours = of(
                row("a", 1, LocalDate.of(2026, 11, 23), null),
                row("b", 2.00001, LocalDateTime.of(2026, 1, 2, 3, 4), 0));
        AnswerSum theirs = of(
                row("b", new BigDecimal("2.000"), Timestamp.valueOf("2026-01-02 03:04:00"), 0.0),
                row("a", 1L, Date.valueOf("2026-11-23"), null));

        assertThat(ours.sameAs(theirs)).isTrue();
    }

    @Test
    void anotherValueRowOrPlaceDoes() {
        AnswerSum sum = of(row("a", 1), row("b", 2));

        assertThat(sum.sameAs(of(row("a", 1), row("b", 2.1)))).isFalse();
        assertThat(sum.sameAs(of(row("a", 1)))).isFalse();
        assertThat(sum.sameAs(of(row("a", 2), row("b", 1)))).isFalse();
        assertThat(sum.sameAs(of(row(1, "a"), row(2, "b")))).isFalse();
    }
}

package dk.samsyn.broker.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change is told with what chance and noise leave of it. */
class ChangeTest {
    private static final double CLOSE = 0.00005;

    private static Indicator indicator(Indicator.Statistic statistic) {
        return new Indicator(
                "x",
                1,
                "X",
                "high_is_good",
                statistic,
                "t",
                Optional.empty(),
                "n",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1_000,
                12,
                Optional.empty(),
                "a",
                "b",
                new Indicator.About(
                        Optional.empty(), Optional.empty(), Optional.empty(), LocalDate.EPOCH, Optional.empty()));
    }

    private static final Indicator SHARE = indicator(Indicator.Statistic.PROPORTION);
    private static final Indicator RATE = indicator(Indicator.Statistic.RATE);

    private static Change change(Indicator indicator, double a, double m, double b, double n, double noise) {
        return Change.of(
                        indicator,
                        IndicatorValue.of(indicator, "v", a, m),
                        IndicatorValue.of(indicator, "v", b, n),
                        noise)
                .orElseThrow();
    }

    /** Newcombe's own examples (1998, table II, method 10). */
    @ParameterizedTest
    @CsvSource({
        "48, 80, 56, 70, 0.2, 0.0524, 0.3339",
        "3, 10, 9, 10, 0.6, 0.1705, 0.8090",
        "2, 7, 6, 7, 0.5714, 0.0582, 0.8062",
        "0, 29, 5, 56, 0.0893, -0.0381, 0.1926",
        "0, 20, 10, 10, 1, 0.6791, 1"
    })
    void proportionsAsInTheLiterature(
            double a, double m, double b, double n, double difference, double lower, double upper) {
        Change change = change(SHARE, a, m, b, n, 0);
        assertThat(change.difference()).isCloseTo(difference, within(CLOSE));
        assertThat(change.interval().lower()).isCloseTo(lower, within(0.0002));
        assertThat(change.interval().upper()).isCloseTo(upper, within(0.0002));
    }

    @Test
    void ratesArePerSoManyAndTheirLimitsContainTheChange() {
        Change change = change(RATE, 100, 10_000, 150, 10_000, 0);
        assertThat(change.difference()).isCloseTo(5, within(CLOSE));
        assertThat(change.certain()).isTrue();
        // From Byar's limits of 100 (81.36 to 121.63) and of 150 (126.96 to 176.02).
        assertThat(change.interval().lower()).isCloseTo(5 - Math.hypot(2.304, 2.163), within(0.01));
        assertThat(change.interval().upper()).isCloseTo(5 + Math.hypot(2.602, 1.864), within(0.01));
    }

    @Test
    void whatNoiseAloneMayDoIsNoChange() {
        assertThat(change(SHARE, 100, 200, 122, 200, 0).certain()).isTrue();
        assertThat(change(SHARE, 100, 200, 122, 200, 4).certain()).isTrue();
        assertThat(change(SHARE, 5, 40, 14, 40, 0).certain()).isTrue();
        assertThat(change(SHARE, 5, 40, 14, 40, 4).certain()).isFalse();
    }

    @Test
    void aWithheldValueHasNoChange() {
        IndicatorValue known = IndicatorValue.of(SHARE, "v", 5.0, 40);
        IndicatorValue withheld = IndicatorValue.of(SHARE, "v", null, 40);
        assertThat(Change.of(SHARE, known, withheld, 0)).isEmpty();
        assertThat(Change.of(SHARE, withheld, known, 0)).isEmpty();
    }
}

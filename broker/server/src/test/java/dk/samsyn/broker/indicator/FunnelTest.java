package dk.samsyn.broker.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of a funnel against numbers worked out elsewhere, and on which side of them a unit lies. */
class FunnelTest {
    private static final Indicator SHARE = indicator(Indicator.Statistic.PROPORTION);
    private static final Indicator RATE = indicator(Indicator.Statistic.RATE);

    private static Indicator indicator(Indicator.Statistic statistic) {
        return new Indicator(
                "x",
                1,
                "X",
                "high_is_good",
                statistic,
                "t",
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1_000,
                12,
                Optional.empty(),
                "a@b",
                "b@b",
                new Indicator.About(
                        Optional.empty(), Optional.empty(), Optional.empty(), LocalDate.EPOCH, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"0.95, 0.2286, 0.4114", "0.998, 0.1758, 0.4642"})
    void limitsOfAShare(double level, double lower, double upper) {
        Interval limits = Funnel.limits(SHARE, 0.32, 100, level);
        assertThat(limits.lower()).isCloseTo(lower, within(1e-4));
        assertThat(limits.upper()).isCloseTo(upper, within(1e-4));
    }

    @Test
    void limitsOfARateAreThoseOfTheExpectedCount() {
        // 50 per 1,000 among 2,000 are 100 expected: Byar's limits of 100, per 2,000.
        Interval limits = Funnel.limits(RATE, 50, 2_000, 0.998);
        assertThat(limits.lower()).isCloseTo(71.903692 / 2, within(1e-5));
        assertThat(limits.upper()).isCloseTo(134.943622 / 2, within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({
        "46, 0, INSIDE",
        "47, 0, ABOVE",
        "47, 4, INSIDE",
        "51, 4, ABOVE",
        "17, 0, BELOW",
        "17, 4, INSIDE",
        "13, 4, BELOW"
    })
    void aUnitIsOutsideOnlyBeyondWhatNoiseExplains(double count, double noise, Funnel.Side side) {
        IndicatorValue value = IndicatorValue.of(SHARE, "1", count, 100);
        assertThat(Funnel.side(SHARE, 0.32, value, 0.998, noise)).isEqualTo(side);
    }

    @Test
    void whatIsWithheldIsNowhere() {
        IndicatorValue value = IndicatorValue.of(SHARE, "1", null, 100);
        assertThat(Funnel.side(SHARE, 0.32, value, 0.998, 0)).isEqualTo(Funnel.Side.INSIDE);
    }
}

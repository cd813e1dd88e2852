package dk.samsyn.broker.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From released numbers to a value with its interval, or to why there is none. */
class IndicatorValueTest {
    @Test
    void aShareOfPerturbedNumbersIsAtMostAll() {
        IndicatorValue value = IndicatorValue.of(indicator(Indicator.Statistic.PROPORTION), "alle", 52.0, 50);
        assertThat(value.value()).isEqualTo(1);
        assertThat(value.numerator()).isEqualTo(52);
        assertThat(value.method()).isEqualTo("wilson");
    }

    @Test
    void aSmallRateHasExactLimitsAndALargerOneByars() {
        IndicatorValue small = IndicatorValue.of(indicator(Indicator.Statistic.RATE), "alle", 9.0, 3_000);
        IndicatorValue large = IndicatorValue.of(indicator(Indicator.Statistic.RATE), "alle", 10.0, 3_000);
        assertThat(small.value()).isCloseTo(3, within(1e-12));
        assertThat(small.method()).isEqualTo("exact");
        assertThat(large.method()).isEqualTo("byar");
    }

    @Test
    void aNumeratorThatIsNotShownIsNotZero() {
        IndicatorValue value = IndicatorValue.of(indicator(Indicator.Statistic.RATE), "alle", null, 3_000);
        assertThat(value.value()).isNull();
        assertThat(value.why()).hasValueSatisfying(why -> assertThat(why).contains("for få"));
    }

    /** Per 1,000: (21.5 · 10 + 25.5 · 20 + 27.5 · 30 + 20.5 · 40 + 5 · 50) / 100. */
    @Test
    void aStandardisedRateIsWeightedByTheEuropeanPopulation() {
        IndicatorValue value = IndicatorValue.standardised(
                indicator(Indicator.Statistic.DSR), "730", bands(10.0, 20.0, 30.0, 40.0, 50.0));
        assertThat(value.value()).isCloseTo(26.2, within(1e-9));
        assertThat(value.numerator()).isEqualTo(150);
        assertThat(value.method()).isEqualTo("dobson");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4})
    void withABandWithheldThereIsNoStandardisedRate(int missing) {
        Double[] events = {10.0, 20.0, 30.0, 40.0, 50.0};
        events[missing] = null;
        List<IndicatorValue.Band> withoutEvents = bands(events);
        List<IndicatorValue.Band> withoutBand = new ArrayList<>(bands(10.0, 20.0, 30.0, 40.0, 50.0));
        withoutBand.remove(missing);

        for (List<IndicatorValue.Band> bands : List.of(withoutEvents, withoutBand)) {
            IndicatorValue value = IndicatorValue.standardised(indicator(Indicator.Statistic.DSR), "730", bands);
            assertThat(value.value()).isNull();
            assertThat(value.interval()).isNull();
            assertThat(value.why()).hasValueSatisfying(why -> assertThat(why)
                    .startsWith("ikke beregnet")
                    .endsWith(List.of("0-19", "20-39", "40-59", "60-79", "80+").get(missing)));
        }
    }

    private static List<IndicatorValue.Band> bands(@Nullable Double... events) {
        List<IndicatorValue.Band> bands = new ArrayList<>();
        for (int i = 0; i < events.length; i++) {
            bands.add(new IndicatorValue.Band(20 * i, events[i], 1_000));
        }
        return bands;
    }

    private static Indicator indicator(Indicator.Statistic statistic) {
        return new Indicator(
                "x",
                1,
                "X",
                "neutral",
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
                "a@x",
                "b@x",
                new Indicator.About(
                        Optional.empty(), Optional.empty(), Optional.empty(), LocalDate.EPOCH, Optional.empty()));
    }
}

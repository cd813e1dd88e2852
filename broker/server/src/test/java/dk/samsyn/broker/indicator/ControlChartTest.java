package dk.samsyn.broker.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dk.samsyn.broker.indicator.ControlChart.Signal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Control charts and deciles against numbers that were worked out by hand. */
class ControlChartTest {
    private static Indicator indicator(Indicator.Statistic statistic) {
        return new Indicator(
                "i",
                1,
                "t",
                "neutral",
                statistic,
                "kontakt",
                Optional.of("dato >= :start AND dato < :end"),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1000,
                3,
                Optional.empty(),
                "a",
                "b",
                new Indicator.About(
                        Optional.empty(), Optional.empty(), Optional.empty(), LocalDate.EPOCH, Optional.empty()));
    }

    private static final Indicator RATE = indicator(Indicator.Statistic.RATE);
    private static final Indicator SHARE = indicator(Indicator.Statistic.PROPORTION_OF_ROWS);

    /** Rates per 1,000 of 1,000 persons; {@code -} is withheld. */
    private static ControlChart rates(String values) {
        return Objects.requireNonNull(ControlChart.of(
                RATE,
                Arrays.stream(values.split(" ", -1))
                        .map(v -> IndicatorValue.of(RATE, "alle", v.equals("-") ? null : Double.valueOf(v), 1000))
                        .toList(),
                0));
    }

    private static List<Integer> marked(ControlChart chart, Signal signal) {
        return IntStream.range(0, chart.points().size())
                .filter(i -> chart.points().get(i).signals().contains(signal))
                .boxed()
                .toList();
    }

    @Test
    void ratesHaveTheLimitsOfTheMeanMovingRange() {
        // Mean 92 / 8 = 11.5; ranges 2 1 2 4 5 3 1, mean 18 / 7; 2.66 × 18 / 7 = 6.84.
        ControlChart chart = rates("10 12 11 13 9 14 11 12");
        assertThat(chart.centre()).isEqualTo(11.5);
        Interval limits = Objects.requireNonNull(chart.points().get(0).limits());
        assertThat(limits.lower()).isCloseTo(4.66, within(1e-9));
        assertThat(limits.upper()).isCloseTo(18.34, within(1e-9));
    }

    @Test
    void whatIsWithheldIsAGapAndNoRangeReachesAcrossIt() {
        // Without the gap's neighbours: ranges 0 0 0, 0 0 0, so no variation at all.
        ControlChart chart = rates("10 10 10 10 - 20 20 20 20");
        Interval limits = Objects.requireNonNull(chart.points().get(0).limits());
        assertThat(limits.upper()).isEqualTo(15);
        assertThat(chart.points().get(4).value()).isNull();
        assertThat(chart.points().get(4).signals()).isEmpty();
    }

    @Test
    void sharesHaveLimitsOfTheirOwnSize() {
        // p = 0.2; 3 √(0.16 / 100) = 0.12, 3 √(0.16 / 400) = 0.06.
        List<IndicatorValue> values = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            values.add(IndicatorValue.of(SHARE, "alle", 20.0, 100));
            values.add(IndicatorValue.of(SHARE, "alle", 80.0, 400));
        }
        ControlChart chart = Objects.requireNonNull(ControlChart.of(SHARE, values, 0));
        assertThat(chart.centre()).isCloseTo(0.2, within(1e-12));
        List<Double> uppers = chart.points().stream()
                .map(p -> Objects.requireNonNull(p.limits()).upper())
                .toList();
        assertThat(uppers.get(0)).isCloseTo(0.32, within(1e-9));
        assertThat(uppers.get(1)).isCloseTo(0.26, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "4, false"})
    void noiseAloneGivesNoSignal(double noise, boolean outside) {
        List<IndicatorValue> values = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            values.add(IndicatorValue.of(SHARE, "alle", 20.0, 100));
        }
        values.add(IndicatorValue.of(SHARE, "alle", 35.0, 100));
        ControlChart chart = Objects.requireNonNull(ControlChart.of(SHARE, values, noise));
        assertThat(marked(chart, Signal.OUTSIDE).equals(List.of(11))).isEqualTo(outside);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            OUTSIDE | 10 11 10 11 10 11 10 11 10 11 10 20   | 11
            SHIFT   | 10 12 10 12 10 15 16 15 16 15 16 15   | 5 6 7 8 9 10 11
            SHIFT   | 10 12 10 12 10 12 15 16 15 16 15 16   |
            SHIFT   | 10 12 10 12 10 15 16 15 - 15 16 15 16 |
            TREND   | 30 10 11 12 13 14 15 16 9 30 9 30     | 1 2 3 4 5 6 7
            TREND   | 30 10 11 12 13 14 15 9 30 9 30 9      |
            NEAR    | 10 11 10 11 10 11 10 11 10 14 11 14   | 9 11
            """)
    void theFourSignals(Signal signal, String values, String expected) {
        List<Integer> wanted = expected == null
                ? List.of()
                : Arrays.stream(expected.split(" ", -1)).map(Integer::valueOf).toList();
        assertThat(marked(rates(values), signal)).isEqualTo(wanted);
    }

    @Test
    void fewPeriodsHaveNoLimits() {
        List<IndicatorValue> seven = IntStream.range(0, 7)
                .mapToObj(i -> IndicatorValue.of(RATE, "alle", 10.0, 1000))
                .toList();
        assertThat(ControlChart.of(RATE, seven, 0)).isNull();
    }

    @Test
    void decilesLieBetweenTheOrderedValues() {
        // Position 9 × d / 10 of 1 … 10.
        List<Double> deciles = Deciles.of(List.of(10.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 1.0));
        assertThat(deciles).hasSize(9);
        assertThat(deciles.get(0)).isCloseTo(1.9, within(1e-12));
        assertThat(deciles.get(4)).isCloseTo(5.5, within(1e-12));
        assertThat(deciles.get(8)).isCloseTo(9.1, within(1e-12));
        assertThat(Deciles.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0)))
                .isEmpty();
    }
}

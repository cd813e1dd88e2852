package dk.samsyn.broker.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals against numbers worked out from their formulae with other tools. */
class IntervalsTest {
    @ParameterizedTest
    @CsvSource({
        "15, 40, 0.95, 0.242230, 0.529676",
        "0, 20, 0.95, 0, 0.161125",
        "20, 20, 0.95, 0.838875, 1",
        "412, 1287, 0.998, 0.281389, 0.361509"
    })
    void wilson(double count, double all, double level, double lower, double upper) {
        isAbout(Intervals.wilson(count, all, level), lower, upper, 1e-6);
    }

    /** Newcombe 1998 (Statistics in Medicine 17), table I, method 3; four digits are printed there. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0, 0.1611", "1, 29, 0.0061, 0.1718"})
    void wilsonAsPublished(double count, double all, double lower, double upper) {
        isAbout(Intervals.wilson(count, all, 0.95), lower, upper, 5e-5);
    }

    /** The exact limits of a Poisson count as printed in tables of them (Ulm 1990); Byar's come within one per cent from 10 on. */
    @ParameterizedTest
    @CsvSource({"1, 0.025, 5.572", "10, 4.795, 18.390", "20, 12.217, 30.888", "100, 81.364, 121.627"})
    void exactPoissonAsPublishedAndByarNearIt(double count, double lower, double upper) {
        isAbout(Intervals.exact(count, 0.95), lower, upper, 6e-4);
        if (count >= 10) {
            isAbout(Intervals.byar(count, 0.95), lower, upper, 0.01 * count);
        }
    }

    /** Where all strata have one rate, Dobson's limits are Byar's of the whole count over the whole population. */
    @Test
    void dobsonOfStrataAsTheStandardIsTheCrudeRate() {
        List<Intervals.Stratum> strata =
                List.of(new Intervals.Stratum(20, 1_000, 1_000), new Intervals.Stratum(60, 3_000, 3_000));

        Interval crude = Intervals.byar(80, 0.95).times(1 / 4_000.0);
        assertThat(Intervals.standardised(strata)).isCloseTo(0.02, within(1e-12));
        isAbout(Intervals.dobson(strata, 0.95), crude.lower(), crude.upper(), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"25, 0.95, 16.174266, 36.906451", "100, 0.998, 71.903692, 134.943622"})
    void byar(double count, double level, double lower, double upper) {
        isAbout(Intervals.byar(count, level), lower, upper, 1e-6);
        isAbout(Intervals.count(count, level), lower, upper, 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"5, 1.623486, 11.668332", "0, 0, 3.688879"})
    void exactPoissonForSmallCounts(double count, double lower, double upper) {
        isAbout(Intervals.exact(count, 0.95), lower, upper, 1e-6);
        isAbout(Intervals.count(count, 0.95), lower, upper, 1e-6);
    }

    @Test
    void dobson() {
        List<Intervals.Stratum> strata = List.of(
                new Intervals.Stratum(4, 1_200, 55_000),
                new Intervals.Stratum(18, 900, 30_000),
                new Intervals.Stratum(33, 450, 15_000));

        // Per 100,000, where the example's weights add up to 100,000.
        assertThat(100_000 * Intervals.standardised(strata)).isCloseTo(1_883.3333, within(1e-3));
        isAbout(Intervals.dobson(strata, 0.95).times(100_000), 1_416.6088, 2_454.0108, 1e-3);
    }

    private static void isAbout(Interval interval, double lower, double upper, double tolerance) {
        assertThat(interval.lower()).isCloseTo(lower, within(tolerance));
        assertThat(interval.upper()).isCloseTo(upper, within(tolerance));
    }
}

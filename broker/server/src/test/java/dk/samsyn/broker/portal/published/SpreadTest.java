package dk.samsyn.broker.portal.published;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.IndicatorFiles;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {
    private static Indicator indicator(String id) {
        try {
            return IndicatorFiles.read(Path.of("..", "..", "conf", "indicators"), new ConfigProblems()).stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<IndicatorValue> values(Indicator indicator, Double... numerators) {
        List<IndicatorValue> values = new ArrayList<>();
        for (Double numerator : numerators) {
            values.add(IndicatorValue.of(indicator, "practice " + values.size(), numerator, 100));
        }
        return values;
    }

    /** What is kept are three values and a number of practices; read again they are the same, for a share and for a rate. */
    @ParameterizedTest
    @ValueSource(strings = {"dm-aarskontrol", "ambulante-besoeg"})
    void quartilesAreKeptAndNoPractice(String id) {
        Indicator indicator = indicator(id);
        Spread spread = Spread.of(values(indicator, 90.0, 50.0, 60.0, 80.0, 71.0, 64.0, 40.0, 75.0, 55.0), 9)
                .orElseThrow();
        double one = indicator.share() ? 100 : 100 / (double) indicator.per();
        // 40 50 55 60 64 71 75 80 90: the three around the third, the fifth and the seventh.
        assertThat(List.of(spread.lower() * one, spread.middle() * one, spread.upper() * one))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b))
                .containsExactly(55.0, 65.0, 226 / 3.0);
        assertThat(spread.practices()).isEqualTo(9);
        List<Published.Figure> kept = spread.groups(indicator).stream()
                .map(value -> new Published.Figure(
                        value.group(),
                        1,
                        LocalDate.EPOCH,
                        Objects.requireNonNull(value.numerator()),
                        value.denominator(),
                        Instant.EPOCH,
                        "analytiker"))
                .toList();
        assertThat(kept).hasSize(3);
        assertThat(Spread.of(indicator, kept).orElseThrow().middle()).isCloseTo(spread.middle(), Offset.offset(1e-9));
        assertThat(Spread.of(indicator, kept).orElseThrow().practices()).isEqualTo(9);
    }

    /** Of five practices each quartile still is of three. */
    @Test
    void noQuartileIsAPracticesOwnValue() {
        Spread spread = Spread.of(values(indicator("dm-aarskontrol"), 10.0, 21.0, 33.0, 46.0, 60.0), 5)
                .orElseThrow();
        assertThat(List.of(spread.lower(), spread.middle(), spread.upper()))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b))
                .containsExactly(64 / 300.0, 100 / 300.0, 139 / 300.0);
    }

    @Test
    void ofFewerThanFivePracticesOrWithManyWithheldThereIsNoSpread() {
        Indicator indicator = indicator("dm-aarskontrol");
        List<IndicatorValue> four = values(indicator, 90.0, 50.0, 80.0, 71.0);
        List<IndicatorValue> nine = values(indicator, 90.0, 50.0, 60.0, 80.0, 71.0, 72.0, 73.0, 74.0, 75.0);
        assertThat(Spread.of(four, 4)).isEmpty();
        assertThat(Spread.of(nine, 9)).isPresent();
        assertThat(Spread.of(nine, 10)).isPresent();
        assertThat(Spread.of(nine, 11)).isEmpty();
    }
}

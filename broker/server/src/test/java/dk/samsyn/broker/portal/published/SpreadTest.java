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
import org.jspecify.annotations.Nullable;
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

    private static List<IndicatorValue> values(Indicator indicator, @Nullable Double... numerators) {
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
        List<IndicatorValue> practices = values(indicator, 90.0, 50.0, null, 60.0, 80.0, 71.0, 64.0);
        Spread spread = Spread.of(practices).orElseThrow();
        double one = indicator.share() ? 100 : 100 / (double) indicator.per();
        assertThat(List.of(spread.lower() * one, spread.middle() * one, spread.upper() * one))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b))
                .containsExactly(61.0, 67.5, 77.75);
        assertThat(spread.practices()).isEqualTo(6);
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
        assertThat(Spread.of(indicator, kept).orElseThrow().practices()).isEqualTo(6);
    }

    @Test
    void ofFewerThanFivePracticesThereIsNoSpread() {
        Indicator indicator = indicator("dm-aarskontrol");
        assertThat(Spread.of(values(indicator, 90.0, 50.0, null, null, 80.0, 71.0)))
                .isEmpty();
        assertThat(Spread.of(values(indicator, 90.0, 50.0, 60.0, null, 80.0, 71.0)))
                .isPresent();
    }
}

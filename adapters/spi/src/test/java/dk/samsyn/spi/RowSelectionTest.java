package dk.samsyn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowSelectionTest {
    private static final SourceTable TABLE = new SourceTable(
            "maaling",
            List.of(
                    SourceColumn.of("cpr", ColumnType.VARCHAR).holdingPerson(PersonFormat.HYPHEN),
                    SourceColumn.of("kommunekode", ColumnType.INTEGER),
                    SourceColumn.of("vaerdi", ColumnType.DECIMAL)),
            new KeyPattern("cpr", false, 1, 1),
            Set.of(Capability.SCAN, Capability.KEYS, Capability.FILTER_IN),
            10,
            "kommunekode");

    @Test
    void keysAreComparedWithoutRegardToSpelling() {
        RowSelection selection = selection(List.of(), Optional.of(List.of("2512489996")));
        assertThat(selection.accepts(row("251248-9996", 751, "1"))).isTrue();
        assertThat(selection.accepts(row("251248-9997", 751, "1"))).isFalse();
        assertThat(selection.accepts(row(null, 751, "1"))).isFalse();
    }

    @Test
    void decimalsAreComparedByValueAndNullIsNeverTrue() {
        RowSelection selection =
                selection(List.of(new Condition.In("vaerdi", List.of(new BigDecimal("7.20")))), Optional.empty());
        assertThat(selection.accepts(row("1", 751, "7.2"))).isTrue();
        assertThat(selection.accepts(row("1", 751, "7.3"))).isFalse();
        assertThat(selection.accepts(row("1", 751, null))).isFalse();
    }

    @Test
    void twoConditionsOnOneColumnAllowWhatBothAllow() {
        RowSelection selection = selection(
                List.of(
                        new Condition.In("kommunekode", List.of(730, 751)),
                        new Condition.In("kommunekode", List.of(751, 741))),
                Optional.empty());
        assertThat(selection.allowed(TABLE, "kommunekode")).contains(Set.of(751));
        assertThat(selection.allowed(TABLE, "cpr")).isEmpty();
    }

    @Test
    void columnsComeInTheOrderOfTheRequest() {
        RowSelection selection = selection(List.of(), Optional.empty());
        assertThat(selection.project(row("1", 751, "7.2"))).containsExactly(new BigDecimal("7.2"), "1");
    }

    @Test
    void aRangeIsNotEvaluated() {
        Condition range = new Condition.Range("kommunekode", 1, true, null, false);
        assertThatThrownBy(() -> selection(List.of(range), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RowSelection selection(List<Condition> conditions, Optional<List<String>> keys) {
        return new RowSelection(
                TABLE, new ScanRequest("maaling", List.of("vaerdi", "cpr"), conditions, keys, OptionalLong.empty()));
    }

    private static @Nullable Object[] row(@Nullable String cpr, int municipality, @Nullable String value) {
        return new @Nullable Object[] {cpr, municipality, value == null ? null : new BigDecimal(value)};
    }
}

package dk.samsyn.broker.engine.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever way a source gives a value, the column has it in its own form. */
class ColumnFillTest {
    private static final BigDecimal LONG_DECIMAL = new BigDecimal("12345678901234567890.5");

    /** The form; what is put, a Long and a Double by the ways of their own; what stands there then. */
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(Form.LONG, values(1L, null, 7, -2L), values(1L, null, 7L, -2L)),
                Arguments.of(Form.INT, values(20512L, 3, null), values(20512, 3, null)),
                Arguments.of(Form.BOOLEAN, values(true, null, false), values(true, null, false)),
                Arguments.of(Form.DOUBLE, values(1.5, 2L, null, 3), values(1.5, 2.0, null, 3.0)),
                Arguments.of(
                        Form.DECIMAL,
                        values(new BigDecimal("1.25"), 7L, null, 0.5),
                        values(new BigDecimal("1.25"), new BigDecimal("7.00"), null, new BigDecimal("0.50"))),
                Arguments.of(
                        Form.DECIMAL,
                        values(LONG_DECIMAL, 7L, null, 9L),
                        values(LONG_DECIMAL, new BigDecimal("7"), null, new BigDecimal("9"))),
                Arguments.of(Form.TEXT, values("a", null, 7L, "b"), values("a", null, "7", "b")));
    }

    private static List<@Nullable Object> values(@Nullable Object... values) {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object value : values) {
            all.add(value);
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesStandInTheColumnsForm(Form form, List<@Nullable Object> put, List<@Nullable Object> expected) {
        for (int capacity : List.of(put.size(), put.size() + 40)) {
            ColumnFill fill = new ColumnFill(form, capacity);
            for (int row = 0; row < put.size(); row++) {
                Object value = put.get(row);
                if (value instanceof Long number) {
                    fill.putLong(row, number);
                } else if (value instanceof Double number) {
                    fill.putDouble(row, number);
                } else {
                    fill.put(row, value);
                }
            }
            Vector vector = fill.vector(put.size());
            List<@Nullable Object> held = new ArrayList<>();
            for (int row = 0; row < put.size(); row++) {
                held.add(vector.get(row, form));
                assertThat(vector.isNull(row)).isEqualTo(expected.get(row) == null);
            }
            assertThat(held).isEqualTo(expected);
        }
    }
}

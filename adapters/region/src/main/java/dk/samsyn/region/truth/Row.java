package dk.samsyn.region.truth;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** One canonical row; columns that are not set are NULL. */
public final class Row {
    private final TruthTable table;
    private final @Nullable Object[] values;

    Row(TruthTable table) {
        this.table = table;
        this.values = new @Nullable Object[table.columns().size()];
    }

    /** Name of the table. */
    public String table() {
        return table.name();
    }

    /**
     * Sets a column: a String, Integer, Long, Boolean, BigDecimal, LocalDate, LocalDateTime or null.
     *
     * @throws IllegalArgumentException if the table has no such column
     */
    public Row set(String column, @Nullable Object value) {
        values[table.indexOf(column)] = value;
        return this;
    }

    /** Sets a number with at most four decimals, rounded half up as the canonical columns hold it. */
    public Row set(String column, double value) {
        return set(column, BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP));
    }

    /** Sets a whole number; without this form an int would be taken for a number with decimals. */
    public Row set(String column, int value) {
        return set(column, Integer.valueOf(value));
    }

    /** What was set, or null. */
    public @Nullable Object get(String column) {
        return values[table.indexOf(column)];
    }

    /** Text that was set, or null. */
    public @Nullable String text(String column) {
        return (String) get(column);
    }

    /** Number that was set, or null. */
    public @Nullable BigDecimal number(String column) {
        return (BigDecimal) get(column);
    }

    /** Date that was set, or null. */
    public @Nullable LocalDate date(String column) {
        return (LocalDate) get(column);
    }

    /** Time that was set, or null. */
    public @Nullable LocalDateTime time(String column) {
        return (LocalDateTime) get(column);
    }

    @Nullable
    Object at(int index) {
        return values[index];
    }
}

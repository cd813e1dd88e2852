package dk.samsyn.region.people;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A number that a person has or had.
 *
 * @param value without hyphen, 10 characters
 * @param from first day on which it is valid
 * @param to last day, or null while it is valid
 */
public record PersonNumber(
        String value,
        NumberType type,
        LocalDate from,
        @Nullable LocalDate to) {
    /** Whether the number was valid on {@code date}. */
    public boolean on(LocalDate date) {
        return !date.isBefore(from) && (to == null || !date.isAfter(to));
    }
}

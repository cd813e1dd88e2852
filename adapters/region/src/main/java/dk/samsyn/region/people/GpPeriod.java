package dk.samsyn.region.people;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A time on the list of a practice.
 *
 * @param ydernr six characters
 * @param from first day
 * @param to last day, or null while it lasts
 */
public record GpPeriod(
        String ydernr, LocalDate from, @Nullable LocalDate to) {
    /** Whether the person was on the list on {@code date}. */
    public boolean on(LocalDate date) {
        return !date.isBefore(from) && (to == null || !date.isAfter(to));
    }
}

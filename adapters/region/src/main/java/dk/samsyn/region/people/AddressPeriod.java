package dk.samsyn.region.people;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where a person lived.
 *
 * @param kommunekode three digits; a code outside the region before moving in or after moving out
 * @param from first day
 * @param to last day, or null while it lasts
 */
public record AddressPeriod(
        int kommunekode,
        int postnr,
        int sogn,
        LocalDate from,
        @Nullable LocalDate to) {
    /** Whether the person lived there on {@code date}. */
    public boolean on(LocalDate date) {
        return !date.isBefore(from) && (to == null || !date.isAfter(to));
    }
}

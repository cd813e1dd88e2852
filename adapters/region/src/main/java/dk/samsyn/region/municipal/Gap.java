package dk.samsyn.region.municipal;

import dk.samsyn.region.people.Municipality;
import dk.samsyn.region.people.Window;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * A municipality without data for one month, the last whole one: Skive, which says so itself.
 *
 * @param from first day
 * @param to last day
 */
public record Gap(int kommunekode, LocalDate from, LocalDate to) {
    /** The gap of a region. */
    public static Gap of(Window window) {
        YearMonth month = YearMonth.from(window.today()).minusMonths(1);
        return new Gap(Municipality.SKIVE.code(), month.atDay(1), month.atEndOfMonth());
    }

    /** Whether what was registered there on that day is missing. */
    boolean swallows(int kommune, LocalDate day) {
        return kommune == kommunekode && !day.isBefore(from) && !day.isAfter(to);
    }
}

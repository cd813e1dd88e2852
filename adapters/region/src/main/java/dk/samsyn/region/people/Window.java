package dk.samsyn.region.people;

import java.time.LocalDate;

/**
 * The days that the demo tells of.
 *
 * @param from first day of the regular history; single older facts exist
 * @param today the day that counts as today
 */
public record Window(LocalDate from, LocalDate today) {
    /** Years in the window. */
    public double years() {
        return (today.toEpochDay() - from.toEpochDay()) / 365.2425;
    }
}

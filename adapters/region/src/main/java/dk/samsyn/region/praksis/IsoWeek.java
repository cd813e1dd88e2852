package dk.samsyn.region.praksis;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/** Weeks as fees know them: {@code honuge} YYWW, ISO 8601 week and week-based year. */
public final class IsoWeek {
    private IsoWeek() {}

    /** The week of a day, such as {@code 2643}; 30 December 2024 is in {@code 2501}. */
    public static String of(LocalDate date) {
        int year = date.get(IsoFields.WEEK_BASED_YEAR) % 100;
        int week = date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        return "" + year / 10 + year % 10 + week / 10 + week % 10;
    }

    /** The Monday on which the week of a day starts. */
    public static LocalDate monday(LocalDate date) {
        return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}

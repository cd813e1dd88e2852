package dk.samsyn.region.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Events per citizen and year by age (domain.md 5.3), and days drawn at such a rate. */
enum Rates {
    AMBULANT(1.0, 1.4, 2.1, 3.2, 4.1, 4.5),
    ADMISSION(0.075, 0.095, 0.115, 0.20, 0.33, 0.55),
    PRACTICE(4.0, 5.2, 6.5, 8.4, 10.8, 13.8),
    SAMPLING(0.4, 1.0, 1.65, 2.7, 3.6, 4.0);

    @SuppressWarnings("ImmutableEnumChecker") // never written
    private final double[] perYear;

    Rates(double... perYear) {
        this.perYear = perYear;
    }

    double at(int age) {
        return perYear[age < 18 ? 0 : age < 40 ? 1 : age < 60 ? 2 : age < 70 ? 3 : age < 80 ? 4 : 5];
    }

    /** Days of a Poisson process of {@code perYear} between {@code from} (inclusive) and {@code to} (exclusive). */
    static List<LocalDate> days(SplittableRandom random, double perYear, LocalDate from, LocalDate to) {
        List<LocalDate> days = new ArrayList<>();
        double day = from.toEpochDay();
        while (perYear > 0) {
            day += -Math.log(1 - random.nextDouble()) * 365.2425 / perYear;
            if (day >= to.toEpochDay()) {
                break;
            }
            days.add(LocalDate.ofEpochDay((long) day));
        }
        return days;
    }

    /** The next day from Monday to Friday. */
    static LocalDate weekday(LocalDate date) {
        return date.plusDays(Math.max(0, 8 - Math.max(5, date.getDayOfWeek().getValue())) % 3);
    }
}

package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.portal.Visit;
import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import java.util.Optional;

/** How often a saved search is made anew. */
enum Repeat {
    WEEK("hver uge", Period.ofWeeks(1)),
    MONTH("hver måned", Period.ofMonths(1)),
    QUARTER("hvert kvartal", Period.ofMonths(3));

    private final String label;
    private final Period period;

    Repeat(String label, Period period) {
        this.label = label;
        this.period = period;
    }

    /** In Danish, for people. */
    public String label() {
        return label;
    }

    /** Its name in forms. */
    public String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The day on which a list of that day is due again. */
    LocalDate after(LocalDate made) {
        return made.plus(period);
    }

    /** The constant of that name in forms; empty for none. */
    static Optional<Repeat> of(String path) {
        if (path.equals("aldrig")) {
            return Optional.empty();
        }
        for (Repeat repeat : values()) {
            if (repeat.path().equals(path)) {
                return Optional.of(repeat);
            }
        }
        throw Visit.invalid("hver");
    }
}

package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.portal.Visit;
import java.util.Locale;

/** How far something is that a practice follows up: a constant of an enum, with its name for people and its name in addresses. */
interface FollowUp {
    /** The constant's own name. */
    String name();

    /** Its name for people, in Danish. */
    String label();

    /** Its name in addresses and forms. */
    default String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of that name in addresses; any other text is no value of ours. */
    static <S extends Enum<S> & FollowUp> S of(Class<S> kind, String path) {
        for (S step : kind.getEnumConstants()) {
            if (step.path().equals(path)) {
                return step;
            }
        }
        throw Visit.invalid("tilstand");
    }
}

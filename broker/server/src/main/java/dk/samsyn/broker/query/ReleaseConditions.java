package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conjunction of demands, one for each column, and of ties between times of validity.
 *
 * @param constraints at most one for each column
 * @param periods ties
 */
record ReleaseConditions(List<ReleaseConstraint> constraints, List<PeriodTie> periods) {
    static final ReleaseConditions NONE = new ReleaseConditions(List.of(), List.of());

    ReleaseConditions {
        constraints = List.copyOf(constraints);
        periods = List.copyOf(periods);
    }

    /**
     * An event falls into a time of validity of the same person: {@code bound} is the first or last day.
     *
     * @param bound first or last day of a time of validity
     * @param first whether it is the first
     * @param event a date of another table
     * @param open whether a missing last day lasts for ever
     */
    record PeriodTie(ReleaseTerm bound, boolean first, ReleaseTerm event, boolean open) {
        String canonical() {
            return bound.name() + (first ? "<=" : ">=") + event.name() + (open ? " or null" : "");
        }
    }

    ReleaseConditions and(ReleaseConstraint constraint) {
        List<ReleaseConstraint> merged = new ArrayList<>();
        ReleaseConstraint whole = constraint;
        for (ReleaseConstraint known : constraints) {
            if (known.sameTerm(constraint)) {
                whole = known.and(whole);
            } else {
                merged.add(known);
            }
        }
        if (!whole.empty()) {
            merged.add(whole);
        }
        return new ReleaseConditions(merged, periods);
    }

    ReleaseConditions and(PeriodTie tie) {
        List<PeriodTie> more = new ArrayList<>(periods);
        more.add(tie);
        return new ReleaseConditions(constraints, more);
    }

    ReleaseConditions and(ReleaseConditions other) {
        ReleaseConditions both = this;
        for (ReleaseConstraint constraint : other.constraints) {
            both = both.and(constraint);
        }
        for (PeriodTie tie : other.periods) {
            both = both.and(tie);
        }
        return both;
    }

    /** The one value that a column of a part must have, if the conditions say so. */
    Optional<String> single(ReleasePart part, String column) {
        return constraints.stream()
                .filter(c -> c.term().part() == part
                        && c.term().grain() == null
                        && part.field(c.term().index()).getName().equals(column))
                .flatMap(c -> c.single().stream())
                .findFirst();
    }
}

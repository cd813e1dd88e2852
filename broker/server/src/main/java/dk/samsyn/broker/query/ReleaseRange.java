package dk.samsyn.broker.query;

import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.Grain;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A range as budgets count it. Ends of a column of birth are ages: its days are others tomorrow.
 *
 * @param low lower end, or null if there is none
 * @param high upper end, or null if there is none
 */
record ReleaseRange(@Nullable Object low, @Nullable Object high) {
    /** Bands that groups may be made of, in steps of the column (rule 3). */
    private static final int[] WIDTHS = {1, 2, 4, 10};

    /** The range that a constraint chooses; nothing if it has no ends, or holds one group of the column's hierarchy. */
    static Optional<ReleaseRange> of(ReleaseConstraint constraint, LocalDate today) {
        ReleaseRange range = constraint.term().rule().kind() == ColumnRule.Kind.BIRTH
                ? new ReleaseRange(age(constraint.high(), today), age(constraint.low(), today))
                : new ReleaseRange(end(constraint.low(), today), end(constraint.high(), today));
        boolean chooses = range.low != null || range.high != null;
        return chooses && !range.isGroup(constraint.term().rule()) ? Optional.of(range) : Optional.empty();
    }

    private static @Nullable Object end(ReleaseConstraint.@Nullable Bound bound, LocalDate today) {
        return bound == null || bound.value().equals(today) ? null : bound.value();
    }

    private static @Nullable Object age(ReleaseConstraint.@Nullable Bound bound, LocalDate today) {
        return bound == null
                ? null
                : BigDecimal.valueOf(
                        Period.between((LocalDate) bound.value(), today).getYears());
    }

    private boolean isGroup(ColumnRule rule) {
        if (low instanceof LocalDate from && high instanceof LocalDate to) {
            return Arrays.stream(Grain.Unit.values())
                    .anyMatch(unit ->
                            unit.start(from).equals(from) && unit.next(from).equals(to));
        }
        if (!(low instanceof BigDecimal from) || rule.step() == 0) {
            return false;
        }
        if (high == null) {
            return from.intValue() == rule.top();
        }
        int width = ((BigDecimal) high).subtract(from).intValue();
        return Arrays.stream(WIDTHS).anyMatch(steps -> width == steps * rule.step()) && from.intValue() % width == 0;
    }

    @Override
    public String toString() {
        return Objects.requireNonNullElse(low, "") + ".." + Objects.requireNonNullElse(high, "");
    }
}

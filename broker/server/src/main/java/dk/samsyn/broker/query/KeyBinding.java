package dk.samsyn.broker.query;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Chooses, join by join from the top, which side drives: its keys are gathered first and the other side is asked for them only.
 * A side that can only be asked by key is always driven; otherwise the smaller side drives when that spares the other a good
 * part of its rows.
 */
final class KeyBinding {
    /** The driver must be this much smaller than what it spares. */
    private static final double WORTH = 0.5;

    private static final Set<JoinRelType> LEFT_DRIVES =
            Set.of(JoinRelType.INNER, JoinRelType.LEFT, JoinRelType.SEMI, JoinRelType.ANTI);
    private static final Set<JoinRelType> RIGHT_DRIVES = Set.of(JoinRelType.INNER, JoinRelType.RIGHT, JoinRelType.SEMI);

    private final Predicates predicates;
    private final Estimates estimates;
    private int sets;

    /**
     * A binding.
     *
     * @param firstSet number of its first key set
     */
    KeyBinding(Predicates predicates, Estimates estimates, int firstSet) {
        this.sets = firstSet;
        this.predicates = predicates;
        this.estimates = estimates;
    }

    /** The same rows, with drivers and key sets in place. */
    RelNode bind(RelNode rel) {
        if (rel instanceof Join join) {
            Optional<Choice> choice = choose(join);
            if (choice.isPresent()) {
                return bound(join, choice.get());
            }
        }
        List<RelNode> inputs = rel.getInputs().stream().map(this::bind).toList();
        return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    }

    private record Choice(Predicates.KeyPair keys, boolean leftDrives, double gain, boolean lookup) {
        boolean better(Choice other) {
            return lookup != other.lookup ? lookup : gain > other.gain;
        }
    }

    private Optional<Choice> choose(Join join) {
        int width = join.getLeft().getRowType().getFieldCount();
        double left = estimates.rows(join.getLeft());
        double right = estimates.rows(join.getRight());
        Choice best = null;
        for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
            Predicates.KeyPair keys = Predicates.keys(condition, width).orElse(null);
            if (keys == null || !comparable(join, keys)) {
                continue;
            }
            if (LEFT_DRIVES.contains(join.getJoinType())) {
                best = better(best, choice(keys, true, left, right, KeyReach.of(join.getRight(), keys.right())));
            }
            if (RIGHT_DRIVES.contains(join.getJoinType())) {
                best = better(best, choice(keys, false, right, left, KeyReach.of(join.getLeft(), keys.left())));
            }
        }
        return Optional.ofNullable(best);
    }

    /** Keys are compared as values in memory, so both sides must have one type whose equal values are equal objects. */
    private static boolean comparable(Join join, Predicates.KeyPair keys) {
        SqlTypeName left = type(join.getLeft(), keys.left());
        return left == type(join.getRight(), keys.right())
                && (left == SqlTypeName.VARCHAR || left == SqlTypeName.INTEGER || left == SqlTypeName.BIGINT);
    }

    private static SqlTypeName type(RelNode rel, int column) {
        return rel.getRowType().getFieldList().get(column).getType().getSqlTypeName();
    }

    private static @Nullable Choice better(@Nullable Choice best, Optional<Choice> next) {
        if (next.isEmpty()) {
            return best;
        }
        return best == null || next.get().better(best) ? next.get() : best;
    }

    private static Optional<Choice> choice(
            Predicates.KeyPair keys, boolean leftDrives, double driver, double driven, KeyReach reach) {
        if (reach.rows() == 0) {
            return Optional.empty();
        }
        boolean worth = driver <= WORTH * Math.min(reach.rows(), driven);
        return reach.lookup() || worth
                ? Optional.of(new Choice(keys, leftDrives, reach.rows() - driver, reach.lookup()))
                : Optional.empty();
    }

    private RelNode bound(Join join, Choice choice) {
        int set = sets++;
        RelNode driver = choice.leftDrives() ? join.getLeft() : join.getRight();
        RelNode driven = choice.leftDrives() ? join.getRight() : join.getLeft();
        int driverColumn =
                choice.leftDrives() ? choice.keys().left() : choice.keys().right();
        int drivenColumn =
                choice.leftDrives() ? choice.keys().right() : choice.keys().left();
        estimates.keySet(set, estimates.rows(driver));
        RexBuilder rex = join.getCluster().getRexBuilder();
        RexNode inKeys = rex.makeCall(
                BrokerFunctions.IN_KEYS,
                rex.makeInputRef(driven, drivenColumn),
                rex.makeExactLiteral(java.math.BigDecimal.valueOf(set)));
        RelNode asked = bind(predicates.push(driven, List.of(inKeys)));
        RelNode spool = KeySpool.over(bind(driver), driverColumn, set);
        return choice.leftDrives()
                ? join.copy(join.getTraitSet(), List.of(spool, asked))
                : join.copy(join.getTraitSet(), List.of(asked, spool));
    }
}

package dk.samsyn.broker.query;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Chooses, join by join from the top, which side drives: its rows are a part of the plan, and the other side is asked for the
 * keys in them only. Both sides are read whole where that costs less.
 *
 * <pre>
 *   Join(a.k = b.k)                    Join(a.k = b.k)
 *     a                      =&gt;          PartScan(1)                  part 1: a
 *     b                                  Filter(IN_KEYS(k, 0))        key set 0: column k of part 1
 *                                          b
 * </pre>
 *
 * A key set that is there already and not much larger is used again: then nothing waits for a second one, and what several
 * joins ask a source by it is asked once.
 */
final class KeyBinding {
    /** Milliseconds that asking by a known set may cost more than asking by the keys that are needed. */
    private static final double REUSE_MORE = 2;

    /** Milliseconds that keys must save, and share of the side that has to wait for them. */
    private static final double GAIN = 1;

    private static final double WAITING = 0.3;

    private static final Set<JoinRelType> LEFT_DRIVES =
            Set.of(JoinRelType.INNER, JoinRelType.LEFT, JoinRelType.SEMI, JoinRelType.ANTI);
    private static final Set<JoinRelType> RIGHT_DRIVES = Set.of(JoinRelType.INNER, JoinRelType.RIGHT, JoinRelType.SEMI);

    private final Predicates predicates;
    private final Estimates estimates;
    private final Costs costs;
    private final Parts parts;

    /** Tables that are asked by a set already: to ask them again costs nothing, see {@link ScanMerging}. */
    private final Map<Integer, Set<String>> asked = new HashMap<>();

    KeyBinding(Predicates predicates, Estimates estimates, Costs costs, Parts parts) {
        this.predicates = predicates.mirroring(this::worthMirroring);
        this.estimates = estimates;
        this.costs = costs;
        this.parts = parts;
    }

    static boolean leftDrives(JoinRelType type) {
        return LEFT_DRIVES.contains(type);
    }

    static boolean rightDrives(JoinRelType type) {
        return RIGHT_DRIVES.contains(type);
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

    /** Which side drives, by which columns. */
    private record Choice(Predicates.KeyPair keys, boolean leftDrives, double cost) {
        RelNode driver(Join join) {
            return leftDrives ? join.getLeft() : join.getRight();
        }

        RelNode driven(Join join) {
            return leftDrives ? join.getRight() : join.getLeft();
        }

        int driverColumn() {
            return leftDrives ? keys.left() : keys.right();
        }

        int drivenColumn() {
            return leftDrives ? keys.right() : keys.left();
        }
    }

    private Optional<Choice> choose(Join join) {
        int width = join.getLeft().getRowType().getFieldCount();
        double left = costs.whole(join.getLeft());
        double right = costs.whole(join.getRight());
        Optional<Choice> best = Optional.empty();
        double least = left + right - GAIN;
        // One statement of one source, which knows best which side is small, and sends only what fits.
        least = Math.min(least, costs.together(join));
        for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
            Predicates.KeyPair keys = Predicates.keys(condition, width).orElse(null);
            if (keys == null || !comparable(join, keys)) {
                continue;
            }
            if (leftDrives(join.getJoinType()) && standsAlone(join.getLeft())) {
                double values = estimates.distinct(join.getLeft(), keys.left());
                double cost = left + waiting(left, costs.keyed(join.getRight(), keys.right(), values));
                if (cost < least) {
                    least = cost;
                    best = Optional.of(new Choice(keys, true, cost));
                }
            }
            if (rightDrives(join.getJoinType()) && standsAlone(join.getRight())) {
                double values = estimates.distinct(join.getRight(), keys.right());
                double cost = right + waiting(right, costs.keyed(join.getLeft(), keys.left(), values));
                if (cost < least) {
                    least = cost;
                    best = Optional.of(new Choice(keys, false, cost));
                }
            }
        }
        return best;
    }

    /** What is asked by keys costs more time than work: it cannot begin before they are there. */
    private static double waiting(double driver, double driven) {
        return driven + WAITING * Math.min(driver, driven);
    }

    /** What depends on the row of an outer query cannot be computed once. */
    static boolean standsAlone(RelNode rel) {
        return RelOptUtil.getVariablesUsed(rel).isEmpty();
    }

    /** Sources take keys as texts, and numbers in other spellings would be others. */
    private static boolean comparable(Join join, Predicates.KeyPair keys) {
        return type(join.getLeft(), keys.left()) == SqlTypeName.VARCHAR
                && type(join.getRight(), keys.right()) == SqlTypeName.VARCHAR;
    }

    private static SqlTypeName type(RelNode rel, int column) {
        return rel.getRowType().getFieldList().get(column).getType().getSqlTypeName();
    }

    private RelNode bound(Join join, Choice choice) {
        RelNode driver = bind(choice.driver(join));
        int set = knownSet(driver, choice.driverColumn());
        if (set < 0 || !worthReusing(set, estimates.distinct(driver, choice.driverColumn()), join, choice)) {
            PartScan scan = parts.scan(driver);
            set = set(scan, choice.driverColumn());
            driver = scan;
        }
        RelNode driven = choice.driven(join);
        RexBuilder rex = join.getCluster().getRexBuilder();
        RexNode inKeys = rex.makeCall(
                BrokerFunctions.IN_KEYS,
                rex.makeInputRef(driven, choice.drivenColumn()),
                rex.makeExactLiteral(BigDecimal.valueOf(set)));
        Set<String> tables = asked(set);
        KeyReach.of(driven, choice.drivenColumn()).forEach(s -> tables.add(name(s)));
        RelNode asked = bind(predicates.push(driven, List.of(inKeys)));
        return choice.leftDrives()
                ? join.copy(join.getTraitSet(), List.of(driver, asked))
                : join.copy(join.getTraitSet(), List.of(asked, driver));
    }

    private boolean worthReusing(int set, double needed, Join join, Choice choice) {
        RelNode driven = choice.driven(join);
        if (Costs.scans(driven).stream().anyMatch(s -> s.sourceTable.key().mandatory())) {
            // Each person costs a call, and there is a bound on calls.
            return false;
        }
        double own = costs.keyed(driven, choice.drivenColumn(), needed);
        double reused =
                costs.keyed(driven, choice.drivenColumn(), estimates.keySet(set).rows());
        List<SourceScan> scans = KeyReach.of(driven, choice.drivenColumn());
        long asked = scans.stream().filter(s -> asked(set).contains(name(s))).count();
        return reused * (scans.size() - asked) / Math.max(1, scans.size()) <= own + REUSE_MORE;
    }

    private Set<String> asked(int set) {
        return asked.computeIfAbsent(set, s -> new HashSet<>());
    }

    private static String name(SourceScan scan) {
        return scan.source.id() + "." + scan.sourceTable.name();
    }

    /** A part is computed anyway, so each of its columns is a set that costs nothing. */
    private int set(PartScan scan, int column) {
        int set = parts.keySet(scan.part, column);
        estimates.keySet(set, estimates.size(scan).keys(column));
        int larger = knownSet(parts.definition(scan.part), column);
        if (larger >= 0) {
            parts.within(set, larger);
        }
        return set;
    }

    /** The smallest known set that holds every value of a column, or -1. */
    private int knownSet(RelNode rel, int column) {
        if (rel instanceof PartScan scan) {
            return smaller(set(scan, column), knownSet(parts.definition(scan.part), column));
        }
        if (rel instanceof Filter || rel instanceof Seal) {
            return knownSet(rel.getInput(0), column);
        }
        if (rel instanceof Project project) {
            return project.getProjects().get(column) instanceof RexInputRef ref
                    ? knownSet(project.getInput(), ref.getIndex())
                    : -1;
        }
        if (rel instanceof Join join) {
            return knownSet(join, column);
        }
        return -1;
    }

    private int knownSet(Join join, int column) {
        int width = join.getLeft().getRowType().getFieldCount();
        boolean inLeft = column < width;
        if (inLeft
                ? join.getJoinType().generatesNullsOnLeft()
                : join.getJoinType().generatesNullsOnRight()) {
            return -1;
        }
        int set = inLeft ? knownSet(join.getLeft(), column) : knownSet(join.getRight(), column - width);
        if (join.getJoinType() != JoinRelType.INNER && join.getJoinType() != JoinRelType.SEMI) {
            return set;
        }
        for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
            Optional<Predicates.KeyPair> pair = Predicates.keys(condition, width);
            if (pair.isPresent() && inLeft && pair.get().left() == column) {
                set = smaller(set, knownSet(join.getRight(), pair.get().right()));
            } else if (pair.isPresent() && !inLeft && pair.get().right() == column - width) {
                set = smaller(set, knownSet(join.getLeft(), pair.get().left()));
            }
        }
        return set;
    }

    private int smaller(int a, int b) {
        if (a < 0 || b < 0) {
            return Math.max(a, b);
        }
        return estimates.keySet(a).rows() <= estimates.keySet(b).rows() ? a : b;
    }

    /** Whether keys that one side of a join is asked by are worth sending to the other side, too. */
    private boolean worthMirroring(RexNode condition, RelNode other) {
        Optional<KeyCondition> keys = KeyCondition.of(condition).filter(k -> k.set() >= 0);
        if (keys.isEmpty()) {
            return true;
        }
        double values = estimates.keySet(keys.get().set()).rows();
        return costs.keyed(other, keys.get().column(), values) < 0.8 * costs.whole(other);
    }
}

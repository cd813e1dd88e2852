package dk.samsyn.broker.query;

import java.util.HashMap;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/**
 * Rough numbers of rows, good enough to tell a practice's list from a region's laboratory: declared sizes of the sources and
 * fixed selectivities by the kind of condition. Never shown to anybody.
 */
final class Estimates {
    private static final double EQUALITY = 0.05;
    private static final double RANGE = 0.3;
    private static final double OTHER = 0.5;
    private static final double POINT = 20;

    private final double population;
    private final Map<Integer, Double> keySets = new HashMap<>();

    /**
     * Estimates for a region.
     *
     * @param population persons, about
     */
    Estimates(double population) {
        this.population = Math.max(1, population);
    }

    void keySet(int set, double keys) {
        keySets.put(set, keys);
    }

    double rows(RelNode rel) {
        if (rel instanceof SourceScan scan) {
            return Math.max(1, scan.sourceTable.estimatedRows());
        }
        if (rel instanceof Filter filter) {
            double rows = rows(filter.getInput());
            for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
                rows = rows * selectivity(condition, rows);
            }
            return Math.max(1, rows);
        }
        if (rel instanceof Project || rel instanceof Seal || rel instanceof KeySpool) {
            return rows(rel.getInput(0));
        }
        if (rel instanceof Sort sort) {
            double rows = rows(sort.getInput());
            return sort.fetch instanceof RexLiteral fetch ? Math.min(rows, number(fetch)) : rows;
        }
        if (rel instanceof Aggregate aggregate) {
            double rows = rows(aggregate.getInput());
            return aggregate.getGroupSet().isEmpty() ? 1 : Math.max(1, Math.min(rows * 0.5, population));
        }
        if (rel instanceof SetOp setOp) {
            return setOp.getInputs().stream().mapToDouble(this::rows).sum();
        }
        if (rel instanceof Values values) {
            return Math.max(1, values.getTuples().size());
        }
        if (rel instanceof Join join) {
            return join(join);
        }
        return rel.getInputs().stream().mapToDouble(this::rows).max().orElse(1);
    }

    private double join(Join join) {
        double left = rows(join.getLeft());
        double right = rows(join.getRight());
        boolean keyed = !join.analyzeCondition().leftKeys.isEmpty();
        double persons = Math.max(Math.min(left, population), Math.min(right, population));
        double both = keyed ? left * right / persons : left * right;
        return switch (join.getJoinType()) {
            case LEFT -> Math.max(left, both);
            case RIGHT -> Math.max(right, both);
            case FULL -> left + right;
            case SEMI -> Math.max(1, Math.min(left, both));
            case ANTI -> Math.max(1, left * OTHER);
            default -> Math.max(1, both);
        };
    }

    private double selectivity(RexNode condition, double rows) {
        if (condition instanceof RexCall call && call.getOperator().equals(BrokerFunctions.IN_KEYS)) {
            double keys =
                    keySets.getOrDefault(number((RexLiteral) call.getOperands().get(1)), population * EQUALITY);
            return Math.min(1, keys / Math.min(rows, population));
        }
        if (condition.getKind() == SqlKind.EQUALS) {
            return isPerson(((RexCall) condition).getOperands().get(0))
                            || isPerson(((RexCall) condition).getOperands().get(1))
                    ? Math.min(1, POINT / rows)
                    : EQUALITY;
        }
        if (condition.getKind() == SqlKind.OR) {
            return Math.min(
                    1,
                    RelOptUtil.disjunctions(condition).stream()
                            .mapToDouble(c -> selectivity(c, rows))
                            .sum());
        }
        return switch (condition.getKind()) {
            case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> RANGE;
            case SEARCH, LIKE -> EQUALITY * 2;
            case IS_NOT_NULL, NOT_EQUALS -> 0.9;
            default -> OTHER;
        };
    }

    private static boolean isPerson(RexNode node) {
        return node instanceof RexCall call && call.getOperator().equals(BrokerFunctions.PERSON);
    }

    private static int number(RexLiteral literal) {
        Integer value = literal.getValueAs(Integer.class);
        return value == null ? 0 : value;
    }
}

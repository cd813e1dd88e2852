package dk.samsyn.broker.query;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Turns membership tests that stand alone in a WHERE into the joins that they are, before the engine's own rules turn what is
 * left into outer joins with counters.
 *
 * <pre>
 *   Filter(x IN (r) AND NOT y IN (s) AND c)     =&gt;     AntiJoin(y = s)
 *     input                                              SemiJoin(x = r)
 *                                                          Filter(c)
 *                                                            input
 * </pre>
 *
 * {@code NOT IN} is an anti join only if neither side can be NULL: the sub-query's column by its type, the outer one by its
 * type or because another condition rejects its NULL.
 */
final class SubQueryJoins {
    private SubQueryJoins() {}

    /** The same rows. */
    static RelNode of(RelNode tree) {
        return tree.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                RelNode visited = super.visit(other).accept(new Inside());
                return visited instanceof Filter filter ? joined(filter) : visited;
            }
        });
    }

    /** Sub-queries inside expressions have filters of their own. */
    private static final class Inside extends RexShuttle {
        @Override
        public RexNode visitSubQuery(RexSubQuery subQuery) {
            RexSubQuery operands = (RexSubQuery) super.visitSubQuery(subQuery);
            RelNode inner = of(operands.rel);
            return inner == operands.rel ? operands : operands.clone(inner);
        }
    }

    private record Membership(RexSubQuery query, JoinRelType type) {}

    private static RelNode joined(Filter filter) {
        List<RexNode> plain = new ArrayList<>();
        List<Membership> memberships = new ArrayList<>();
        List<RexNode> conditions = RelOptUtil.conjunctions(filter.getCondition());
        for (RexNode condition : conditions) {
            Optional<Membership> membership = membership(condition).filter(m -> fits(m, conditions));
            membership.ifPresentOrElse(memberships::add, () -> plain.add(condition));
        }
        if (memberships.isEmpty()) {
            return filter;
        }
        RexBuilder rex = filter.getCluster().getRexBuilder();
        RelNode rows = plain.isEmpty()
                ? filter.getInput()
                : LogicalFilter.create(
                        filter.getInput(),
                        RexUtil.composeConjunction(rex, plain),
                        ImmutableSet.copyOf(filter.getVariablesSet()));
        for (Membership membership : memberships) {
            int width = rows.getRowType().getFieldCount();
            List<RexNode> equal = new ArrayList<>();
            for (int i = 0; i < membership.query().getOperands().size(); i++) {
                RelDataType type = membership
                        .query()
                        .rel
                        .getRowType()
                        .getFieldList()
                        .get(i)
                        .getType();
                equal.add(rex.makeCall(
                        SqlStdOperatorTable.EQUALS,
                        membership.query().getOperands().get(i),
                        rex.makeInputRef(type, width + i)));
            }
            rows = LogicalJoin.create(
                    rows,
                    membership.query().rel,
                    List.of(),
                    RexUtil.composeConjunction(rex, equal),
                    Set.of(),
                    membership.type());
        }
        return rows;
    }

    private static Optional<Membership> membership(RexNode condition) {
        if (condition instanceof RexSubQuery query && query.getKind() == SqlKind.IN) {
            return Optional.of(new Membership(query, JoinRelType.SEMI));
        }
        if (condition.getKind() == SqlKind.NOT
                && ((RexCall) condition).getOperands().get(0) instanceof RexSubQuery query
                && query.getKind() == SqlKind.IN) {
            return Optional.of(new Membership(query, JoinRelType.ANTI));
        }
        return Optional.empty();
    }

    private static boolean fits(Membership membership, List<RexNode> conditions) {
        RexSubQuery query = membership.query();
        if (!RelOptUtil.getVariablesUsed(query.rel).isEmpty()) {
            return false;
        }
        for (int i = 0; i < query.getOperands().size(); i++) {
            RelDataType inner = query.rel.getRowType().getFieldList().get(i).getType();
            if (!(query.getOperands().get(i) instanceof RexInputRef outer) || !comparable(outer.getType(), inner)) {
                return false;
            }
            boolean nullable = inner.isNullable() || (outer.getType().isNullable() && !rejected(outer, conditions));
            if (membership.type() == JoinRelType.ANTI && nullable) {
                return false;
            }
        }
        return true;
    }

    private static boolean comparable(RelDataType outer, RelDataType inner) {
        return outer.getSqlTypeName() == inner.getSqlTypeName()
                && (!SqlTypeUtil.isDecimal(outer) || outer.getScale() == inner.getScale());
    }

    /** Whether some condition keeps only rows in which the column is not NULL. */
    private static boolean rejected(RexInputRef column, List<RexNode> conditions) {
        return conditions.stream()
                .anyMatch(c -> c instanceof RexSubQuery query
                        ? query.getKind() == SqlKind.IN && query.getOperands().contains(column)
                        : c.accept(SubQueries.FINDER) == null
                                && Strong.isNotTrue(c, ImmutableBitSet.of(column.getIndex())));
    }
}

package dk.samsyn.broker.query;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalIntersect;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalMinus;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/**
 * Copies a tree made at start-up into the cluster of one query. Trees of views, mappings and policy conditions are parsed,
 * validated and made once; expressions hold no cluster and are shared.
 */
final class Transplant {
    private Transplant() {}

    /** The same tree in another cluster. */
    static RelNode into(RelOptCluster cluster, RelNode tree) {
        return into(cluster, tree, new RexShuttle());
    }

    /** The same tree in another cluster, each expression passed through {@code shuttle}. */
    static RelNode into(RelOptCluster cluster, RelNode tree, RexShuttle shuttle) {
        return new Copy(cluster, shuttle).copy(tree);
    }

    private record Copy(RelOptCluster cluster, RexShuttle replace) {
        RelNode copy(RelNode rel) {
            List<RelNode> inputs = rel.getInputs().stream().map(this::copy).toList();
            if (rel instanceof SourceScan scan) {
                return scan.in(cluster);
            }
            if (rel instanceof GovernedScan scan) {
                return scan.in(cluster);
            }
            if (rel instanceof Seal seal) {
                return seal.over(inputs.get(0));
            }
            if (rel instanceof Project project) {
                return LogicalProject.create(
                        inputs.get(0),
                        List.of(),
                        expressions(project.getProjects()),
                        project.getRowType(),
                        project.getVariablesSet());
            }
            if (rel instanceof Filter filter) {
                return LogicalFilter.create(
                        inputs.get(0),
                        expression(filter.getCondition()),
                        com.google.common.collect.ImmutableSet.copyOf(filter.getVariablesSet()));
            }
            if (rel instanceof Join join) {
                return LogicalJoin.create(
                        inputs.get(0),
                        inputs.get(1),
                        List.of(),
                        expression(join.getCondition()),
                        join.getVariablesSet(),
                        join.getJoinType());
            }
            if (rel instanceof Aggregate aggregate) {
                return LogicalAggregate.create(
                        inputs.get(0),
                        List.of(),
                        aggregate.getGroupSet(),
                        aggregate.getGroupSets(),
                        aggregate.getAggCallList());
            }
            if (rel instanceof Union union) {
                return LogicalUnion.create(inputs, union.all);
            }
            if (rel instanceof Intersect intersect) {
                return LogicalIntersect.create(inputs, intersect.all);
            }
            if (rel instanceof Minus minus) {
                return LogicalMinus.create(inputs, minus.all);
            }
            if (rel instanceof Sort sort) {
                return LogicalSort.create(inputs.get(0), sort.getCollation(), sort.offset, sort.fetch);
            }
            if (rel instanceof Values values) {
                return LogicalValues.create(cluster, values.getRowType(), values.getTuples());
            }
            if (rel instanceof Correlate correlate) {
                return org.apache.calcite.rel.logical.LogicalCorrelate.create(
                        inputs.get(0),
                        inputs.get(1),
                        List.of(),
                        correlate.getCorrelationId(),
                        correlate.getRequiredColumns(),
                        correlate.getJoinType());
            }
            throw new IllegalStateException("a view may not hold " + rel.getRelTypeName());
        }

        private List<RexNode> expressions(List<RexNode> nodes) {
            return nodes.stream().map(this::expression).toList();
        }

        private RexNode expression(RexNode node) {
            return node.accept(new RexShuttle() {
                        @Override
                        public RexNode visitSubQuery(RexSubQuery subQuery) {
                            RexSubQuery withOperands = (RexSubQuery) super.visitSubQuery(subQuery);
                            return withOperands.clone(copy(withOperands.rel));
                        }
                    })
                    .accept(replace);
        }
    }
}

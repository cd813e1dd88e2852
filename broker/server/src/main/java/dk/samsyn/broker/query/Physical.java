package dk.samsyn.broker.query;

import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableCalc;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableLimit;
import org.apache.calcite.adapter.enumerable.EnumerableLimitSort;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.adapter.enumerable.EnumerableSort;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexProgram;
import org.apache.calcite.rex.RexProgramBuilder;

/**
 * From a logical tree over {@link SourceFetch} leaves to one that can run: each node becomes Calcite's enumerable form of
 * itself, without a search. Merge joins are never made: sources sort by their own collations, and a merge over two of them
 * loses rows silently.
 */
final class Physical {
    private Physical() {}

    static RelNode of(RelNode tree) {
        return convert(windows(tree));
    }

    /** Windows leave their projections and become nodes of their own. */
    private static RelNode windows(RelNode tree) {
        HepPlanner planner = new HepPlanner(HepProgram.builder()
                .addRuleInstance(CoreRules.PROJECT_TO_LOGICAL_PROJECT_AND_WINDOW)
                .build());
        planner.setRoot(tree);
        return planner.findBestExp();
    }

    private static RelNode convert(RelNode rel) {
        if (rel instanceof SourceFetch || rel instanceof PartScan) {
            return rel;
        }
        List<RelNode> inputs = rel.getInputs().stream().map(Physical::convert).toList();
        if (rel instanceof Seal seal) {
            return seal.physical(inputs.get(0));
        }
        if (rel instanceof Project project) {
            return EnumerableCalc.create(
                    inputs.get(0),
                    RexProgram.create(
                            inputs.get(0).getRowType(),
                            project.getProjects(),
                            null,
                            project.getRowType(),
                            project.getCluster().getRexBuilder()));
        }
        if (rel instanceof Filter filter) {
            RexBuilder rex = filter.getCluster().getRexBuilder();
            RexProgramBuilder program = new RexProgramBuilder(inputs.get(0).getRowType(), rex);
            program.addIdentity();
            program.addCondition(filter.getCondition());
            return EnumerableCalc.create(inputs.get(0), program.getProgram());
        }
        if (rel instanceof Sort sort) {
            return sort(sort, inputs.get(0));
        }
        if (rel instanceof Union union && union.all) {
            return inputs.size() == 1 ? inputs.get(0) : ParallelUnion.of(inputs);
        }
        List<RelNode> plain = inputs.stream().map(Physical::plain).toList();
        RelNode over = plain.isEmpty() ? rel : rel.copy(rel.getTraitSet(), plain);
        RelNode physical = rule(rel).convert(over);
        if (physical == null) {
            throw new IllegalStateException("no physical form of " + rel.getRelTypeName());
        }
        return physical;
    }

    /** An input without a sort order of its own: for one that has, the engine's rules would ask a planner for a converter. */
    private static RelNode plain(RelNode input) {
        boolean ordered = !input.getTraitSet().equals(input.getCluster().traitSetOf(EnumerableConvention.INSTANCE));
        return ordered ? Deferred.over(input) : input;
    }

    private static RelNode sort(Sort sort, RelNode input) {
        if (sort.getCollation().getFieldCollations().isEmpty()) {
            return EnumerableLimit.create(input, sort.offset, sort.fetch);
        }
        if (sort.fetch != null) {
            return EnumerableLimitSort.create(input, sort.getCollation(), sort.offset, sort.fetch);
        }
        RelNode sorted = EnumerableSort.create(input, sort.getCollation(), null, null);
        return sort.offset == null ? sorted : EnumerableLimit.create(sorted, sort.offset, null);
    }

    private static ConverterRule rule(RelNode rel) {
        if (rel instanceof Join) {
            return (ConverterRule) EnumerableRules.ENUMERABLE_JOIN_RULE;
        }
        if (rel instanceof Aggregate) {
            return (ConverterRule) EnumerableRules.ENUMERABLE_AGGREGATE_RULE;
        }
        if (rel instanceof Union) {
            return (ConverterRule) EnumerableRules.ENUMERABLE_UNION_RULE;
        }
        if (rel instanceof Intersect) {
            return (ConverterRule) EnumerableRules.ENUMERABLE_INTERSECT_RULE;
        }
        if (rel instanceof Minus) {
            return (ConverterRule) EnumerableRules.ENUMERABLE_MINUS_RULE;
        }
        if (rel instanceof Values) {
            return (ConverterRule) EnumerableRules.ENUMERABLE_VALUES_RULE;
        }
        if (rel instanceof Window) {
            return (ConverterRule) EnumerableRules.ENUMERABLE_WINDOW_RULE;
        }
        if (rel instanceof Correlate) {
            return (ConverterRule) EnumerableRules.ENUMERABLE_CORRELATE_RULE;
        }
        if (rel instanceof Uncollect) {
            return (ConverterRule) EnumerableRules.ENUMERABLE_UNCOLLECT_RULE;
        }
        throw new IllegalStateException("no physical form of " + rel.getRelTypeName());
    }
}

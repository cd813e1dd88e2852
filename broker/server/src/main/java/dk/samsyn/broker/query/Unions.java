package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * One union in place of unions within each other, so that rows are handed over once and all sources are asked by one step.
 *
 * <pre>
 *   Union                  Union
 *     Project e              Project e
 *       Union         =>       a
 *         a                  Project e
 *         b                    b
 *     c                      c
 * </pre>
 */
final class Unions {
    private Unions() {}

    /** The same rows. */
    static RelNode flat(RelNode rel) {
        List<RelNode> inputs = rel.getInputs().stream().map(Unions::flat).toList();
        RelNode same = inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
        if (!(same instanceof Union union)) {
            return same;
        }
        List<RelNode> branches = new ArrayList<>();
        inputs.forEach(input -> branches.addAll(branches(input, union.all)));
        if (branches.size() == inputs.size()) {
            return same;
        }
        RelNode one = LogicalUnion.create(branches, union.all);
        return RelOptUtil.areRowTypesEqual(one.getRowType(), union.getRowType(), false) ? one : same;
    }

    /** What stands in a union's place as inputs of the union above it; the input itself if it is none. */
    private static List<RelNode> branches(RelNode input, boolean all) {
        if (input instanceof Union union && (union.all || !all)) {
            return union.getInputs();
        }
        if (input instanceof Project project
                && project.getInput() instanceof Union union
                && union.all
                && Predicates.windows(project).isEmpty()) {
            return union.getInputs().stream()
                    .<RelNode>map(branch -> over(project, branch))
                    .toList();
        }
        return List.of(input);
    }

    private static RelNode over(Project project, RelNode branch) {
        RexShuttle refs = new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return RexInputRef.of(ref.getIndex(), branch.getRowType());
            }
        };
        return LogicalProject.create(
                branch,
                project.getHints(),
                refs.apply(project.getProjects()),
                project.getRowType().getFieldNames(),
                project.getVariablesSet());
    }
}

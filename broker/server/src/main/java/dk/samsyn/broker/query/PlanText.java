package dk.samsyn.broker.query;

import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.TableAccess;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;

/**
 * A plan for people: what each source is asked for and by which kinds of condition, which policies stand between, what the broker
 * does itself. It holds no value, count, cost or estimate, so it says nothing that the statement and the policies do not.
 */
final class PlanText {
    private final List<String> lines;
    private final Parts parts;
    private final Set<Integer> told = new HashSet<>();

    private PlanText(List<String> lines, Parts parts) {
        this.lines = lines;
        this.parts = parts;
    }

    /**
     * The lines of a plan.
     *
     * @param plan the plan after push-down
     * @param columns names of the answer's columns
     */
    static List<String> of(Planner.Plan plan, List<String> columns, AccessDecision decision) {
        PlanText text = new PlanText(new ArrayList<>(), plan.parts());
        text.lines.add(
                "answer: " + String.join(", ", columns) + " (" + decision.mode().label() + ")");
        if (!decision.tables().isEmpty()) {
            text.lines.add("policies:");
            decision.tables().values().forEach(access -> text.lines.add("  " + policies(access)));
        }
        text.lines.add("plan:");
        text.whole(plan, 1);
        return List.copyOf(text.lines);
    }

    private void whole(Planner.Plan plan, int depth) {
        node(plan.tree(), depth);
        for (int part = 0; part < parts.count(); part++) {
            if (told.add(part)) {
                line(depth, "part " + part + ", only for its keys:");
                node(parts.definition(part), depth + 1);
            }
        }
    }

    /** What besides is for operators: what is sent to each source and how much is expected, and the plan as it runs. */
    static List<String> forOperators(PlannedQuery plan) {
        List<String> lines = new ArrayList<>();
        lines.add("sent:");
        plan.plan().trees().forEach(tree -> sent(tree, lines));
        lines.add("runs as:");
        Planner.text(plan.plan()).lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static void sent(RelNode rel, List<String> lines) {
        if (rel instanceof SourceFetch fetch) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s, about %.0f rows: %s",
                    fetch.request.source(),
                    fetch.estimateRowCount(rel.getCluster().getMetadataQuery()),
                    fetch.request.describe()));
        }
        rel.getInputs().forEach(input -> sent(input, lines));
    }

    private static String policies(TableAccess access) {
        TreeSet<String> names = new TreeSet<>();
        access.grants()
                .forEach(g -> names.add(g.policy().id() + " v" + g.policy().version()));
        access.forbids()
                .forEach(f -> names.add(f.policy().id() + " v" + f.policy().version() + " (forbids)"));
        return access.table() + ": " + String.join(", ", names);
    }

    private void line(int depth, String text) {
        lines.add("  ".repeat(depth) + text);
    }

    private void node(RelNode rel, int depth) {
        if (rel instanceof SourceFetch fetch) {
            fetch(fetch, depth);
            return;
        }
        if (rel instanceof PartScan scan) {
            if (told.add(scan.part)) {
                line(depth, "part " + scan.part + ", computed once:");
                node(parts.definition(scan.part), depth + 1);
            } else {
                line(depth, "part " + scan.part + " again");
            }
            return;
        }
        String own = own(rel);
        if (!own.isEmpty()) {
            line(depth, own);
        }
        int below = own.isEmpty() ? depth : depth + 1;
        rel.getInputs().forEach(input -> node(input, below));
    }

    /** What the broker does at a node; empty if it only chooses or renames columns. */
    private static String own(RelNode rel) {
        if (rel instanceof Seal seal) {
            return "seal of " + seal.name;
        }
        if (rel instanceof OwnScan scan) {
            return "the broker's own " + scan.own.name;
        }
        if (rel instanceof Filter filter) {
            return "keep where " + PlanNames.conditions(filter.getCondition(), filter.getInput());
        }
        if (rel instanceof Project project) {
            return computed(project);
        }
        if (rel instanceof Join join) {
            return join.getJoinType().name().toLowerCase(Locale.ROOT) + " join on "
                    + PlanNames.conditions(join.getCondition(), join);
        }
        if (rel instanceof Aggregate aggregate) {
            return aggregate(aggregate);
        }
        if (rel instanceof Sort sort) {
            return sort(sort);
        }
        if (rel instanceof SetOp setOp) {
            return setOp.kind.name().toLowerCase(Locale.ROOT) + (setOp.all ? " all" : "");
        }
        if (rel instanceof Values values) {
            return values.getTuples().isEmpty() ? "nothing" : "values of the statement";
        }
        return rel.getRelTypeName();
    }

    private static String computed(Project project) {
        boolean windows = RexOver.containsOver(project.getProjects(), null);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < project.getProjects().size(); i++) {
            RexNode expression = project.getProjects().get(i);
            if (!(expression instanceof RexInputRef) && !PlanNames.isPersonKey(expression)) {
                names.add(project.getRowType().getFieldNames().get(i));
            }
        }
        return names.isEmpty() ? "" : (windows ? "compute over windows " : "compute ") + String.join(", ", names);
    }

    private static String aggregate(Aggregate aggregate) {
        String calls = aggregate.getAggCallList().stream()
                .map(call -> call(call, aggregate.getInput()))
                .collect(Collectors.joining(", "));
        String groups = aggregate.getGroupSet().asList().stream()
                .map(column -> PlanNames.column(aggregate.getInput(), column))
                .collect(Collectors.joining(", "));
        if (calls.isEmpty()) {
            return "distinct " + groups;
        }
        return groups.isEmpty() ? "compute " + calls : "group by " + groups + ": " + calls;
    }

    private static String call(AggregateCall call, RelNode input) {
        String arguments = call.getArgList().stream()
                .map(column -> PlanNames.column(input, column))
                .collect(Collectors.joining(", "));
        return call.getAggregation().getName().toLowerCase(Locale.ROOT) + "(" + (call.isDistinct() ? "distinct " : "")
                + (arguments.isEmpty() ? "*" : arguments) + ")";
    }

    private static String sort(Sort sort) {
        String by = sort.getCollation().getFieldCollations().stream()
                .map(field -> PlanNames.column(sort.getInput(), field.getFieldIndex()))
                .collect(Collectors.joining(", "));
        boolean some = sort.fetch != null || sort.offset != null;
        return by.isEmpty() ? "some rows" : (some ? "first rows by " : "sort by ") + by;
    }

    private void fetch(SourceFetch fetch, int depth) {
        if (fetch.request instanceof ReleasedRows released) {
            line(depth, "release gate over");
            gate(released, depth + 1);
            new PlanText(lines, released.input().parts()).whole(released.input(), depth + 1);
            return;
        }
        boolean rule = GapRules.isRule(fetch.meaning);
        line(depth, "ask " + fetch.request.source() + (rule ? ", for a policy's condition:" : ":"));
        asked(fetch.meaning, depth + 1, fetch.getRowType().getFieldNames());
    }

    /** What the gate asks of every group, and its certificate: the columns that each field above it comes from (R1). */
    private void gate(ReleasedRows released, int depth) {
        List<String> groups = released.spec().dimensions().stream()
                .map(dimension -> dimension.label())
                .toList();
        line(
                depth,
                "groups " + (groups.isEmpty() ? "none" : String.join(", ", groups)) + ", each of at least "
                        + released.spec().minimum() + " persons, "
                        + released.spec().outputs().size()
                        + " numbers (R5, R6, R10), perturbed and held by the ledger (R12, R13)");
        line(depth, "certificate " + released.certificate().hash() + " (R1):");
        List<String> names = released.input().tree().getRowType().getFieldNames();
        for (int field = 0; field < released.certificate().fields().size(); field++) {
            Set<String> origins = released.certificate().fields().get(field);
            if (!origins.isEmpty()) {
                String what = field == 0 ? "person" : field <= groups.size() ? groups.get(field - 1) : names.get(field);
                line(depth + 1, what + " from " + String.join(", ", origins));
            }
        }
    }

    /** What the source does: its own tables with their columns, and what it computes over them. */
    private void asked(RelNode rel, int depth, List<String> wanted) {
        if (rel instanceof SourceScan scan) {
            line(depth, scan.sourceTable.name());
            return;
        }
        if (rel instanceof Project project && project.getProjects().stream().allMatch(RexInputRef.class::isInstance)) {
            List<String> columns = RelOptUtil.InputFinder.bits(project.getProjects(), null).asList().stream()
                    .map(column -> PlanNames.column(project.getInput(), column))
                    .toList();
            line(depth, "columns " + String.join(", ", columns));
            asked(project.getInput(), depth, columns);
            return;
        }
        String own = own(rel);
        if (!own.isEmpty()) {
            line(depth, own);
        }
        rel.getInputs().forEach(input -> asked(input, own.isEmpty() ? depth : depth + 1, wanted));
    }
}

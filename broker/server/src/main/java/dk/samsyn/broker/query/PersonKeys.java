package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.Sarg;

/**
 * Lets person numbers circulate inside a plan and encodes them last. Every sealed table gives its key as {@code
 * PID_ENCODE(number)}; since the encoding is one-to-one, joins, groups, counts and comparisons for equality may use the
 * number instead, which a source can be asked for.
 *
 * <pre>
 *   Join(pid = pid)                            Project(PID_ENCODE(n), …)
 *     Project(PID_ENCODE(n))         =&gt;          Join(n = n)
 *     Project(PID_ENCODE(m))                        Project(n), Project(m)
 * </pre>
 *
 * Total and safe by default: a node or expression that is not known to treat the number and its code alike gets the code.
 */
final class PersonKeys {
    private static final Set<SqlKind> EQUALITY =
            Set.of(SqlKind.EQUALS, SqlKind.NOT_EQUALS, SqlKind.IS_DISTINCT_FROM, SqlKind.IS_NOT_DISTINCT_FROM);

    private final RexBuilder rex;

    PersonKeys(RexBuilder rex) {
        this.rex = rex;
    }

    /**
     * A tree whose first {@code visible} columns are the answer, without any number; the columns after them are the numbers of
     * the persons that each row is about, as far as the statement lets them be known.
     */
    record WithPersons(RelNode rel, int visible) {}

    /** The same rows; numbers are encoded as late as possible, and no visible column holds one. */
    WithPersons lift(RelNode tree) {
        int visible = tree.getRowType().getFieldCount();
        Lifted lifted = visit(tree);
        Lifted wide = widened(lifted, tree);
        ImmutableBitSet shown = wide.raw().intersect(ImmutableBitSet.range(visible));
        RelNode rel = wide.rel();
        if (shown.isEmpty()) {
            return new WithPersons(rel, visible);
        }
        // A visible number is encoded, and kept once more behind the visible columns.
        List<RexNode> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int width = rel.getRowType().getFieldCount();
        for (int i = 0; i < width + shown.cardinality(); i++) {
            int column = i < width ? i : shown.nth(i - width);
            RexNode ref = rex.makeInputRef(rel, column);
            expressions.add(i < width && shown.get(i) ? encoded(ref) : ref);
            names.add(i < width ? rel.getRowType().getFieldNames().get(i) : "person_" + i);
        }
        return new WithPersons(LogicalProject.create(rel, List.of(), expressions, names, Set.of()), visible);
    }

    /**
     * The gate's input with the person's number in the first column; nobody above the gate sees it.
     *
     * @throws dk.samsyn.broker.access.QueryException PLAN_NOT_PROTECTED if the first column cannot be had as a number
     */
    RelNode numbers(RelNode tree) {
        Lifted lifted = visit(tree);
        if (!lifted.raw().get(0)) {
            throw new dk.samsyn.broker.access.QueryException(
                    dk.samsyn.spi.ErrorCode.PLAN_NOT_PROTECTED, "The gate does not get the persons that it needs.");
        }
        return lifted.rel();
    }

    /** Adds, to the last projection, the numbers that its input has and it leaves out. */
    private Lifted widened(Lifted lifted, RelNode original) {
        RelNode rel = lifted.rel();
        if (rel instanceof Sort sort && sort.getInput() instanceof Project && original instanceof Sort) {
            Lifted input = widened(new Lifted(sort.getInput(), lifted.raw()), original.getInput(0));
            return new Lifted(sort.copy(sort.getTraitSet(), List.of(input.rel())), input.raw());
        }
        if (!(rel instanceof Project project) || !(original instanceof Project before)) {
            return lifted;
        }
        Lifted input = visit(before.getInput());
        if (!input.rel().getRowType().equals(project.getInput().getRowType())) {
            return lifted;
        }
        ImmutableBitSet kept = ImmutableBitSet.of(lifted.raw().asList().stream()
                .filter(i -> project.getProjects().get(i) instanceof RexInputRef)
                .map(i -> ((RexInputRef) project.getProjects().get(i)).getIndex())
                .toList());
        ImmutableBitSet missing = input.raw().except(kept);
        if (missing.isEmpty()) {
            return lifted;
        }
        List<RexNode> expressions = new ArrayList<>(project.getProjects());
        List<String> names = new ArrayList<>(project.getRowType().getFieldNames());
        ImmutableBitSet.Builder raw = ImmutableBitSet.builder().addAll(lifted.raw());
        for (int column : missing) {
            raw.set(expressions.size());
            names.add("person_" + expressions.size());
            expressions.add(rex.makeInputRef(project.getInput(), column));
        }
        RelNode wide = LogicalProject.create(project.getInput(), List.of(), expressions, names, Set.of());
        return new Lifted(wide, raw.build());
    }

    /** A tree whose columns {@code raw} hold a number where the original has its code. */
    private record Lifted(RelNode rel, ImmutableBitSet raw) {}

    private Lifted visit(RelNode rel) {
        if (rel instanceof Seal || rel.getInputs().isEmpty()) {
            return new Lifted(rel, ImmutableBitSet.of());
        }
        if (rel instanceof Project project) {
            return project(project);
        }
        if (rel instanceof Filter filter) {
            Lifted input = visit(filter.getInput());
            RexNode condition = rewrite(filter.getCondition(), input.raw());
            return new Lifted(filter.copy(filter.getTraitSet(), input.rel(), condition), input.raw());
        }
        if (rel instanceof Join join) {
            return join(join);
        }
        if (rel instanceof Aggregate aggregate) {
            return aggregate(aggregate);
        }
        if (rel instanceof Sort sort) {
            Lifted input = visit(sort.getInput());
            ImmutableBitSet ordered = ImmutableBitSet.of(sort.getCollation().getFieldCollations().stream()
                    .map(RelFieldCollation::getFieldIndex)
                    .toList());
            Lifted encoded = encode(input, input.raw().intersect(ordered));
            return new Lifted(sort.copy(sort.getTraitSet(), List.of(encoded.rel())), encoded.raw());
        }
        if (rel instanceof SetOp setOp) {
            List<Lifted> inputs = setOp.getInputs().stream().map(this::visit).toList();
            ImmutableBitSet common = inputs.stream()
                    .map(Lifted::raw)
                    .reduce(ImmutableBitSet::intersect)
                    .orElseThrow();
            List<RelNode> same = inputs.stream()
                    .map(i -> encode(i, i.raw().except(common)).rel())
                    .toList();
            return new Lifted(setOp.copy(setOp.getTraitSet(), same), common);
        }
        if (rel instanceof Correlate correlate) {
            Lifted left = visit(correlate.getLeft());
            Lifted used = encode(left, left.raw().intersect(correlate.getRequiredColumns()));
            RelNode right = encode(visit(correlate.getRight()));
            return new Lifted(correlate.copy(correlate.getTraitSet(), List.of(used.rel(), right)), used.raw());
        }
        List<RelNode> inputs =
                rel.getInputs().stream().map(i -> encode(visit(i))).toList();
        return new Lifted(rel.copy(rel.getTraitSet(), inputs), ImmutableBitSet.of());
    }

    private Lifted project(Project project) {
        Lifted input = visit(project.getInput());
        List<RexNode> expressions = new ArrayList<>();
        ImmutableBitSet.Builder raw = ImmutableBitSet.builder();
        for (RexNode expression : project.getProjects()) {
            if (expression instanceof RexInputRef ref && input.raw().get(ref.getIndex())) {
                raw.set(expressions.size());
                expressions.add(ref);
            } else if (expression instanceof RexCall call && call.getOperator().equals(BrokerFunctions.PID_ENCODE)) {
                raw.set(expressions.size());
                expressions.add(rewrite(call.getOperands().get(0), input.raw()));
            } else {
                expressions.add(rewrite(expression, input.raw()));
            }
        }
        return new Lifted(
                project.copy(project.getTraitSet(), input.rel(), expressions, project.getRowType()), raw.build());
    }

    private Lifted join(Join join) {
        Lifted left = visit(join.getLeft());
        Lifted right = visit(join.getRight());
        int width = join.getLeft().getRowType().getFieldCount();
        ImmutableBitSet both = left.raw().union(right.raw().shift(width));
        RexNode condition = rewrite(join.getCondition(), both);
        RelNode joined = join.copy(
                join.getTraitSet(), condition, left.rel(), right.rel(), join.getJoinType(), join.isSemiJoinDone());
        return new Lifted(joined, join.getJoinType().projectsRight() ? both : left.raw());
    }

    private Lifted aggregate(Aggregate aggregate) {
        Lifted input = visit(aggregate.getInput());
        ImmutableBitSet observed = aggregate.getAggCallList().stream()
                .filter(call -> call.getAggregation().getKind() != SqlKind.COUNT)
                .map(AggregateCall::getArgList)
                .map(ImmutableBitSet::of)
                .reduce(ImmutableBitSet.of(), ImmutableBitSet::union)
                .intersect(input.raw());
        Lifted safe = encode(input, observed);
        List<Integer> keys = aggregate.getGroupSet().asList();
        ImmutableBitSet raw = ImmutableBitSet.of(IntStream.range(0, keys.size())
                .filter(i -> safe.raw().get(keys.get(i)))
                .boxed()
                .toList());
        return new Lifted(aggregate.copy(aggregate.getTraitSet(), List.of(safe.rel())), raw);
    }

    private RelNode encode(Lifted lifted) {
        return encode(lifted, lifted.raw()).rel();
    }

    private Lifted encode(Lifted lifted, ImmutableBitSet columns) {
        if (columns.isEmpty()) {
            return lifted;
        }
        RelNode rel = lifted.rel();
        List<RexNode> expressions = IntStream.range(0, rel.getRowType().getFieldCount())
                .mapToObj(i -> columns.get(i) ? encoded(rex.makeInputRef(rel, i)) : rex.makeInputRef(rel, i))
                .collect(Collectors.toList());
        RelNode project = LogicalProject.create(rel, List.of(), expressions, rel.getRowType(), Set.of());
        return new Lifted(project, lifted.raw().except(columns));
    }

    private RexNode encoded(RexNode number) {
        return rex.makeCall(number.getType(), BrokerFunctions.PID_ENCODE, List.of(number));
    }

    private RexNode rewrite(RexNode expression, ImmutableBitSet raw) {
        return raw.isEmpty() ? expression : expression.accept(new Rewriter(raw));
    }

    private final class Rewriter extends RexShuttle {
        private final ImmutableBitSet raw;

        private Rewriter(ImmutableBitSet raw) {
            this.raw = raw;
        }

        private boolean isRaw(RexNode node) {
            return node instanceof RexInputRef ref && raw.get(ref.getIndex());
        }

        @Override
        public RexNode visitInputRef(RexInputRef ref) {
            return isRaw(ref) ? encoded(ref) : ref;
        }

        @Override
        public RexNode visitCall(RexCall call) {
            if (EQUALITY.contains(call.getKind())) {
                RexNode a = call.getOperands().get(0);
                RexNode b = call.getOperands().get(1);
                if (isRaw(a) && isRaw(b)) {
                    return call;
                }
                if (isRaw(a) && isConstant(b)) {
                    return rex.makeCall(call.getType(), call.getOperator(), List.of(a, decoded(b, a.getType())));
                }
                if (isRaw(b) && isConstant(a)) {
                    return rex.makeCall(call.getType(), call.getOperator(), List.of(decoded(a, b.getType()), b));
                }
            }
            if ((call.getKind() == SqlKind.IS_NULL || call.getKind() == SqlKind.IS_NOT_NULL)
                    && isRaw(call.getOperands().get(0))) {
                return call;
            }
            if (call.getKind() == SqlKind.SEARCH && isRaw(call.getOperands().get(0))) {
                Sarg<?> sarg = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
                if (sarg != null && (sarg.isPoints() || sarg.isComplementedPoints())) {
                    return RexUtil.expandSearch(rex, null, call).accept(this);
                }
            }
            return super.visitCall(call);
        }

        /** PARTITION BY and COUNT treat a number and its code alike; ORDER BY and other aggregates see the code. */
        @Override
        public RexNode visitOver(RexOver over) {
            boolean counts = over.getAggOperator().getKind() == SqlKind.COUNT;
            List<RexNode> operands = over.getOperands().stream()
                    .map(o -> counts && isRaw(o) ? o : o.accept(this))
                    .toList();
            RexWindow window = over.getWindow();
            List<RexNode> partition = window.partitionKeys.stream()
                    .map(k -> isRaw(k) ? k : k.accept(this))
                    .toList();
            List<RexFieldCollation> order = window.orderKeys.stream()
                    .map(k -> new RexFieldCollation(k.left.accept(this), k.right))
                    .toList();
            return rex.makeOver(
                    over.getType(),
                    over.getAggOperator(),
                    operands,
                    partition,
                    com.google.common.collect.ImmutableList.copyOf(order),
                    window.getLowerBound(),
                    window.getUpperBound(),
                    window.getExclude(),
                    window.isRows(),
                    true,
                    false,
                    over.isDistinct(),
                    over.ignoreNulls());
        }
    }

    /** A literal, a parameter, or a person behind one. */
    static boolean isConstant(RexNode node) {
        return node instanceof RexLiteral
                || node instanceof RexDynamicParam
                || (node instanceof RexCall call
                        && (call.getKind() == SqlKind.CAST
                                || call.getOperator().equals(BrokerFunctions.PID_ENCODE)
                                || call.getOperator().equals(BrokerFunctions.PERSON))
                        && isConstant(call.getOperands().get(0)));
    }

    private RexNode decoded(RexNode code, RelDataType type) {
        if (code instanceof RexCall call && call.getOperator().equals(BrokerFunctions.PID_ENCODE)) {
            return call.getOperands().get(0);
        }
        RexNode text = rex.makeCast(type, code);
        return rex.makeCall(
                rex.getTypeFactory()
                        .createTypeWithNullability(type, code.getType().isNullable()),
                BrokerFunctions.PID_DECODE,
                List.of(text));
    }
}

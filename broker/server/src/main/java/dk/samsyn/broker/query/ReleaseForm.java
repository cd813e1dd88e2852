package dk.samsyn.broker.query;

import dk.samsyn.broker.release.GateSpec;
import dk.samsyn.broker.release.ReleaseControl;
import dk.samsyn.broker.release.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Divides a statement's tree at the gate (rule 1). What is about persons is read into {@link ReleaseRows} and written anew below
 * a {@link ReleaseGate}; what stands above runs on released values and may be any SQL (rule 8). Deny by default: a node that
 * this class does not know may not stand below.
 *
 * <pre>
 *   Sort                           Sort
 *     Filter (HAVING)                Filter
 *       Aggregate           =&gt;         ReleaseGate
 *         Filter                           Aggregate(person, groups)
 *           borger                           Project
 *                                              Filter (canonical)
 *                                                borger
 * </pre>
 */
final class ReleaseForm {
    private final ReleaseContext context;
    private final RexBuilder rex;
    private boolean gated;

    private ReleaseForm(ReleaseContext context, RexBuilder rex) {
        this.context = context;
        this.rex = rex;
    }

    /**
     * A statement divided at its gates.
     *
     * @param tree the tree, with every row about persons below a gate
     * @param names names of its columns
     * @param gated whether there is a gate: without one the statement is about no person
     */
    record Divided(RelNode tree, List<String> names, boolean gated) {}

    /**
     * Divides a tree.
     *
     * @throws dk.samsyn.broker.access.QueryException with the rule that it breaks
     */
    static Divided divide(RelNode tree, List<String> names, ReleaseContext context) {
        ReleaseForm form = new ReleaseForm(context, tree.getCluster().getRexBuilder());
        Shape shape = form.visit(tree, null);
        if (shape.rows().isPresent()) {
            return new ReleaseRequestOfRows(form, context).grouped(shape.rows().get(), names, tree);
        }
        RelNode released = shape.tree();
        return new Divided(OpenedView.unmarked(released), names, form.gated);
    }

    RexBuilder rex() {
        return rex;
    }

    /** Rows about persons, or a tree about none: of tables without persons or of what a gate released. */
    private record Shape(
            Optional<ReleaseRows> rows, @Nullable RelNode other) {
        static Shape persons(ReleaseRows rows) {
            return new Shape(Optional.of(rows), null);
        }

        static Shape released(RelNode tree) {
            return new Shape(Optional.empty(), tree);
        }

        RelNode tree() {
            return java.util.Objects.requireNonNull(other);
        }
    }

    private Shape visit(RelNode rel, ReleasePredicates.@Nullable Outer outer) {
        Optional<ReleaseRows> table = table(rel);
        if (table.isPresent()) {
            return Shape.persons(table.get());
        }
        if (rel instanceof OpenedView || rel.getInputs().isEmpty()) {
            return withoutPersons(rel);
        }
        List<Shape> inputs = rel.getInputs().stream().map(i -> visit(i, outer)).toList();
        if (inputs.stream().allMatch(i -> i.rows().isEmpty())) {
            RelNode above =
                    rel.copy(rel.getTraitSet(), inputs.stream().map(Shape::tree).toList());
            return Shape.released(above.accept(new SubQueriesAbove()));
        }
        if (rel instanceof Join join) {
            return Shape.persons(join(join, inputs.get(0), inputs.get(1), outer));
        }
        if (rel instanceof Intersect intersect && !intersect.all) {
            return Shape.persons(intersect(inputs));
        }
        if (inputs.size() != 1) {
            throw below(rel);
        }
        ReleaseRows rows = inputs.get(0).rows().orElseThrow();
        if (rows.order().isPresent() && !(rel instanceof Project) && !(rel instanceof Sort)) {
            throw below(rel);
        }
        if (rel instanceof Project project) {
            return Shape.persons(projected(project, rows));
        }
        if (rel instanceof Filter filter) {
            return Shape.persons(filtered(filter, rows, outer));
        }
        if (rel instanceof Aggregate aggregate) {
            return aggregate(aggregate, rows);
        }
        if (rel instanceof Sort sort) {
            return Shape.persons(rows.withOrder(sort));
        }
        throw below(rel);
    }

    /** A table or view without persons, or constants. A view that reads persons and gives none would be a way round the gate. */
    private Shape withoutPersons(RelNode rel) {
        boolean known = rel instanceof GovernedScan
                || rel instanceof OwnScan
                || rel instanceof Values
                || rel instanceof OpenedView;
        if (!known || readsPersons(rel)) {
            throw below(rel);
        }
        return Shape.released(rel);
    }

    private boolean readsPersons(RelNode rel) {
        return (rel instanceof GovernedScan scan && context.persons().test(scan.name.key()))
                || rel.getInputs().stream().anyMatch(this::readsPersons);
    }

    private static RuntimeException below(RelNode rel) {
        return Rule.BELOW_GATE.refusal(
                "Under frigivelsen må kun stå tabeller forbundet på pid, WHERE og GROUP BY; ikke "
                        + rel.getRelTypeName() + ". UNION, LIMIT, vinduer og andet kan bruges på de frigivne tal.",
                "Below the gate only tables joined on pid, WHERE and GROUP BY may stand; not " + rel.getRelTypeName()
                        + ". Use UNION, LIMIT, windows and the like on released numbers.");
    }

    /** Sub-queries in expressions above the gate are statements of their own; one that is tied to a row around it is not. */
    private final class SubQueriesAbove extends RexShuttle {
        @Override
        public RexNode visitSubQuery(RexSubQuery subQuery) {
            RexSubQuery withOperands = (RexSubQuery) super.visitSubQuery(subQuery);
            Shape shape = visit(withOperands.rel, null);
            if (shape.rows().isPresent()) {
                throw Rule.ONE_GATE.refusal(
                        "En delforespørgsel giver rækker om borgere. Tæl dem i den: SELECT …, COUNT(DISTINCT pid) … GROUP BY ….",
                        "A sub-query gives rows about persons. Count them in it: SELECT …, COUNT(DISTINCT pid) … GROUP BY ….");
            }
            return withOperands.clone(shape.tree());
        }
    }

    private Optional<ReleaseRows> table(RelNode rel) {
        String name =
                rel instanceof GovernedScan scan ? scan.name.key() : rel instanceof OpenedView view ? view.name : null;
        if (name == null || !context.persons().test(name)) {
            return Optional.empty();
        }
        RelNode rows = rel instanceof OpenedView view ? OpenedView.unmarked(view.getInput()) : rel;
        return Optional.of(rows(ReleasePart.table(rows, context.schema().table(name))));
    }

    static ReleaseRows rows(ReleasePart part) {
        List<ReleaseColumn> columns = new ArrayList<>();
        for (RelDataTypeField field : part.rows.getRowType().getFieldList()) {
            columns.add(new ReleaseColumn.Clear(new ReleaseTerm(part, field.getIndex(), null, field.getType())));
        }
        return ReleaseRows.of(part, columns);
    }

    private ReleaseRows projected(Project project, ReleaseRows rows) {
        ReleaseTerms terms = new ReleaseTerms(rows.columns(), context.constants());
        List<ReleaseColumn> columns = new ArrayList<>();
        for (RexNode expression : project.getProjects()) {
            columns.add(terms.read(expression));
        }
        return rows.withColumns(columns);
    }

    private ReleaseRows filtered(Filter filter, ReleaseRows rows, ReleasePredicates.@Nullable Outer outer) {
        CorrelationId id = filter.getVariablesSet().stream().findFirst().orElse(null);
        return new ReleasePredicates(context, this, outer).under(rows, filter.getCondition(), id);
    }

    /** Persons that a condition {@code pid IN (…)} or {@code EXISTS (…)} asks for. */
    ReleaseRows among(RexSubQuery subQuery, ReleaseRows around, @Nullable CorrelationId id) {
        ReleaseTerms terms = new ReleaseTerms(around.columns(), context.constants());
        boolean in = subQuery.getKind() == SqlKind.IN
                && subQuery.getOperands().size() == 1
                && terms.term(subQuery.getOperands().get(0))
                        .filter(ReleaseTerm::isPerson)
                        .isPresent();
        boolean exists = subQuery.getKind() == SqlKind.EXISTS;
        ReleasePredicates.Outer outer = exists && id != null ? new ReleasePredicates.Outer(id, around.columns()) : null;
        Optional<ReleaseRows> inner = in || exists ? visit(subQuery.rel, outer).rows() : Optional.empty();
        if (inner.isEmpty()
                || inner.get().order().isPresent()
                || (in && person(inner.get()).isEmpty())
                || (exists && !tied(subQuery.rel, outer))) {
            throw Rule.BELOW_GATE.refusal(
                    "En delforespørgsel i WHERE må kun sige, hvem der tælles med: pid IN (SELECT pid FROM … WHERE …).",
                    "A sub-query in WHERE may only say who is counted: pid IN (SELECT pid FROM … WHERE …).");
        }
        return inner.get();
    }

    private boolean tied(RelNode rel, ReleasePredicates.@Nullable Outer outer) {
        if (rel instanceof Filter filter) {
            Optional<ReleaseRows> rows = visit(filter.getInput(), outer).rows();
            if (rows.isPresent()
                    && new ReleasePredicates(context, this, outer).tiesPerson(rows.get(), filter.getCondition())) {
                return true;
            }
        }
        return (rel instanceof Filter || rel instanceof Project) && tied(rel.getInput(0), outer);
    }

    private static Optional<ReleaseTerm> person(ReleaseRows rows) {
        return rows.columns().size() == 1
                        && rows.columns().get(0) instanceof ReleaseColumn.Clear clear
                        && clear.term().isPerson()
                ? Optional.of(clear.term())
                : Optional.empty();
    }

    private static ReleaseRows intersect(List<Shape> inputs) {
        ReleaseRows all = null;
        for (Shape input : inputs) {
            if (input.rows().isEmpty()
                    || person(input.rows().get()).isEmpty()
                    || input.rows().get().order().isPresent()) {
                throw Rule.BELOW_GATE.refusal(
                        "INTERSECT kan kun forbinde SELECT pid FROM ….", "INTERSECT may only join SELECT pid FROM ….");
            }
            all = all == null ? input.rows().get() : all.withAmong(input.rows().get());
        }
        return java.util.Objects.requireNonNull(all);
    }

    private ReleaseRows join(Join join, Shape left, Shape right, ReleasePredicates.@Nullable Outer outer) {
        List<RexNode> conjuncts = RelOptUtil.conjunctions(SearchCalls.expanded(rex, join.getCondition()));
        if (left.rows().isEmpty() || right.rows().isEmpty()) {
            return new ReleaseLinks(context, this)
                    .linked(join, left.rows(), left.other(), right.rows(), right.other(), conjuncts);
        }
        if (join.getJoinType() != JoinRelType.INNER
                || left.rows().get().order().isPresent()
                || right.rows().get().order().isPresent()) {
            throw onPerson();
        }
        ReleaseRows both = left.rows().get().joined(right.rows().get());
        ReleaseTerms terms = new ReleaseTerms(both.columns(), context.constants());
        int width = left.rows().get().columns().size();
        List<RexNode> others =
                conjuncts.stream().filter(c -> !samePerson(c, terms, width)).toList();
        if (context.rules().on(Rule.PERSON_KEY) && others.size() == conjuncts.size()) {
            throw onPerson();
        }
        ReleaseRows joined = both;
        ReleasePredicates predicates = new ReleasePredicates(context, this, outer);
        for (RexNode condition : others) {
            joined = predicates.under(joined, condition, null);
        }
        return joined;
    }

    private static RuntimeException onPerson() {
        return Rule.PERSON_KEY.refusal(
                "Tabeller om borgere forbindes med INNER JOIN på pid: JOIN … USING (pid).",
                "Tables about persons are joined by INNER JOIN on pid: JOIN … USING (pid).");
    }

    private static boolean samePerson(RexNode node, ReleaseTerms terms, int width) {
        if (node.getKind() != SqlKind.EQUALS) {
            return false;
        }
        List<RexNode> operands = ((RexCall) node).getOperands();
        boolean persons = operands.stream()
                .allMatch(o -> terms.term(o).filter(ReleaseTerm::isPerson).isPresent());
        boolean sides = RelOptUtil.InputFinder.bits(operands.get(0)).nextSetBit(0) < width
                != RelOptUtil.InputFinder.bits(operands.get(1)).nextSetBit(0) < width;
        return persons && sides;
    }

    private Shape aggregate(Aggregate aggregate, ReleaseRows rows) {
        boolean byPerson = aggregate.getGroupSet().asList().stream()
                .anyMatch(i -> rows.columns().get(i) instanceof ReleaseColumn.Clear clear
                        && clear.term().isPerson());
        if (byPerson) {
            return Shape.persons(new ReleaseNesting(context, this).nested(aggregate, rows));
        }
        int dimensions = aggregate.getGroupSet().cardinality();
        if (context.rules().on(Rule.SHAPE) && dimensions > ReleaseControl.MOST_DIMENSIONS) {
            throw Rule.SHAPE.refusal(
                    "Højst " + ReleaseControl.MOST_DIMENSIONS + " kolonner i GROUP BY. Del spørgsmålet.",
                    "At most " + ReleaseControl.MOST_DIMENSIONS + " columns in GROUP BY. Divide the question.");
        }
        return Shape.released(gate(aggregate, rows, ReleaseAggregates.Count.AS_WRITTEN));
    }

    /** The gate that counts persons in each group, whatever the aggregation says that it stands for. */
    RelNode gateOfPersons(Aggregate shape, ReleaseRows rows) {
        return gate(shape, rows, ReleaseAggregates.Count.PERSONS);
    }

    /** The gate in place of an aggregation over persons. */
    private RelNode gate(Aggregate aggregate, ReleaseRows rows, ReleaseAggregates.Count count) {
        gated = true;
        List<GateSpec.Dimension> dimensions = new ArrayList<>();
        List<ReleaseTerm> groups = new ArrayList<>();
        ReleaseGroups rule = new ReleaseGroups(context);
        for (int key : aggregate.getGroupSet()) {
            ReleaseTerm term = clear(rows.columns().get(key));
            groups.add(term);
            dimensions.add(rule.dimension(term));
        }
        if (!groups.isEmpty()) {
            context.notices().groups();
        }
        ReleaseAggregates aggregates = new ReleaseAggregates(context, rows, aggregate, groups, count);
        return new ReleaseInput(context, rex).gate(aggregate.getRowType(), rows, groups, dimensions, aggregates);
    }

    /** A column that is used: a clear expression, or a refusal. */
    static ReleaseTerm clear(ReleaseColumn column) {
        if (column instanceof ReleaseColumn.Clear clear) {
            return clear.term();
        }
        if (column instanceof ReleaseColumn.Unclear unclear) {
            throw unclear.refusal();
        }
        throw Rule.CLEAR_EXPRESSION.refusal(
                "En konstant kan ikke grupperes eller regnes på her. Brug en kolonne eller COUNT(*).",
                "A constant cannot be grouped or aggregated here. Use a column or COUNT(*).");
    }
}

package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.spi.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.ImmutableIntList;
import org.apache.calcite.util.mapping.Mappings;

/**
 * Lets person numbers circulate inside a plan, encodes them last, and accounts for them. Every sealed table gives its key as
 * {@code PID_ENCODE(number)}; since the encoding is one-to-one, joins, groups, counts and comparisons for equality may use the
 * number instead, which a source can be asked for.
 *
 * <pre>
 *   Join(pid = pid)                            Project(PID_ENCODE(n), … | n)
 *     Project(PID_ENCODE(n))         =&gt;          Join(n = n)
 *     Project(PID_ENCODE(m))                        Project(n), Project(m)
 * </pre>
 *
 * <p>Behind the visible columns stand numbers that say from whose sealed rows each row was made: a projection that leaves a
 * number out keeps it hidden, a join on persons lets one side speak for the other, a group by person keeps its key. Where they
 * are lost (a group by anything else, a distinct set operation), the seal notes everybody whose rows pass it instead.
 *
 * <p>Total and safe by default: a node or expression that is not known to treat the number and its code alike gets the code,
 * and one that is not known to keep persons loses them.
 */
final class PersonKeys {
    private static final Set<JoinRelType> JOINS = Set.of(
            JoinRelType.INNER,
            JoinRelType.LEFT,
            JoinRelType.RIGHT,
            JoinRelType.FULL,
            JoinRelType.SEMI,
            JoinRelType.ANTI);

    private final RexBuilder rex;
    private final PersonExpressions expressions;
    private final Accounting accounting;
    private final LiftedColumns layout;

    PersonKeys(RexBuilder rex, Accounting accounting) {
        this.rex = rex;
        this.expressions = new PersonExpressions(rex);
        this.layout = new LiftedColumns(rex, expressions);
        this.accounting = accounting;
    }

    /** How far a plan says whose data its answer shows. */
    enum Accounting {
        /** Not at all: no row leaves. */
        NONE,
        /** As far as columns carry it. */
        CARRIED,
        /** For everybody: what columns do not carry is noted at the seals. */
        COMPLETE
    }

    /**
     * A tree whose first {@code visible} columns are the answer, without any number.
     *
     * @param persons the columns behind them
     */
    record WithPersons(RelNode rel, int visible, List<PersonColumn> persons) {}

    /** The same rows; numbers are encoded as late as possible, and no visible column holds one. */
    WithPersons lift(RelNode tree) {
        Lifted lifted = visit(tree);
        int visible = lifted.position().size();
        List<Integer> chosen = Lifted.cover(lifted.persons().values(), ImmutableBitSet.of());
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < visible; i++) {
            int at = lifted.position().getInt(i);
            RexNode ref = rex.makeInputRef(lifted.rel(), at);
            columns.add(lifted.raw().get(at) ? expressions.encoded(ref) : ref);
        }
        List<PersonColumn> persons = new ArrayList<>();
        for (int column : chosen) {
            persons.add(new PersonColumn(columns.size(), tables(lifted, column)));
            columns.add(rex.makeInputRef(lifted.rel(), column));
        }
        RelNode rel = lifted.raw().isEmpty() && lifted.hidesNothing() && chosen.isEmpty()
                ? lifted.rel()
                : LiftedColumns.projected(
                        lifted.rel(), columns, tree.getRowType().getFieldNames());
        return new WithPersons(tapped(rel), visible, persons);
    }

    private static List<TableName> tables(Lifted lifted, int column) {
        return lifted.persons().entrySet().stream()
                .filter(e -> e.getValue().get(column))
                .map(e -> e.getKey().name)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The gate's input with the person's number in the first column; nobody above the gate sees it.
     *
     * @throws QueryException PLAN_NOT_PROTECTED if the first column cannot be had as a number
     */
    RelNode numbers(RelNode tree) {
        Lifted lifted = visit(tree);
        if (!lifted.hidesNothing() || !lifted.raw().get(0)) {
            throw new QueryException(ErrorCode.PLAN_NOT_PROTECTED, "The gate does not get the persons that it needs.");
        }
        return lifted.rel();
    }

    /** Seals whose persons no column carries note them. */
    private RelNode tapped(RelNode tree) {
        if (accounting != Accounting.COMPLETE || layout.lost().isEmpty()) {
            return tree;
        }
        return tree.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                if (!(other instanceof Seal seal)) {
                    return super.visit(other);
                }
                Seal.Tap tap = seal.tap.orElse(Seal.Tap.NONE);
                return layout.lost().contains(seal) ? seal.tapped(tap.person(person(seal))) : seal;
            }
        });
    }

    private static int person(Seal seal) {
        return seal.getRowType().getFieldNames().indexOf("pid");
    }

    private Lifted visit(RelNode rel) {
        if (rel instanceof Seal seal) {
            IdentityHashMap<Seal, ImmutableBitSet> persons = Lifted.seals();
            if (accounting != Accounting.NONE && person(seal) >= 0) {
                persons.put(seal, ImmutableBitSet.of(person(seal)));
            }
            return Lifted.plain(rel, persons);
        }
        if (rel.getInputs().isEmpty()) {
            return Lifted.plain(rel, Lifted.seals());
        }
        if (rel instanceof Project project) {
            return project(project);
        }
        if (rel instanceof Filter filter) {
            Lifted input = visit(filter.getInput());
            RexNode condition = expressions.rewrite(filter.getCondition(), input.position(), input.raw());
            return new Lifted(
                    filter.copy(filter.getTraitSet(), input.rel(), condition),
                    input.position(),
                    input.raw(),
                    input.persons());
        }
        if (rel instanceof Join join && JOINS.contains(join.getJoinType())) {
            return join(join);
        }
        if (rel instanceof Aggregate aggregate) {
            return aggregate(aggregate);
        }
        if (rel instanceof Sort sort) {
            return sort(sort);
        }
        if (rel instanceof Union union && union.all) {
            return unionAll(union);
        }
        if (rel instanceof SetOp setOp) {
            return setOp(setOp);
        }
        if (rel instanceof Correlate correlate) {
            return correlate(correlate);
        }
        List<RelNode> inputs =
                rel.getInputs().stream().map(i -> layout.bare(visit(i)).rel()).toList();
        return Lifted.plain(rel.copy(rel.getTraitSet(), inputs), Lifted.seals());
    }

    private Lifted project(Project project) {
        Lifted input = visit(project.getInput());
        List<RexNode> columns = new ArrayList<>();
        ImmutableBitSet.Builder raw = ImmutableBitSet.builder();
        for (RexNode expression : project.getProjects()) {
            if (expression instanceof RexInputRef ref
                    && input.raw().get(input.position().getInt(ref.getIndex()))) {
                raw.set(columns.size());
                columns.add(new RexInputRef(input.position().getInt(ref.getIndex()), ref.getType()));
            } else if (expression instanceof RexCall call && call.getOperator().equals(BrokerFunctions.PID_ENCODE)) {
                raw.set(columns.size());
                columns.add(expressions.rewrite(call.getOperands().get(0), input.position(), input.raw()));
            } else {
                columns.add(expressions.rewrite(expression, input.position(), input.raw()));
            }
        }
        return layout.over(input, columns, project.getRowType().getFieldNames(), raw.build());
    }

    private Lifted join(Join join) {
        Lifted left = visit(join.getLeft());
        Lifted right = visit(join.getRight());
        int width = Lifted.width(left.rel());
        ImmutableIntList position = left.position()
                .appendAll(right.position().stream().map(p -> p + width).toList());
        ImmutableBitSet raw = left.raw().union(right.raw().shift(width));
        RexNode condition = expressions.rewrite(join.getCondition(), position, raw);
        RelNode joined = join.copy(
                join.getTraitSet(), condition, left.rel(), right.rel(), join.getJoinType(), join.isSemiJoinDone());
        IdentityHashMap<Seal, ImmutableBitSet> persons = persons(join.getJoinType(), condition, left, right);
        return join.getJoinType().projectsRight()
                ? new Lifted(joined, position, raw, persons)
                : new Lifted(joined, left.position(), left.raw(), persons);
    }

    /** Where a join demands the same person on both sides, the side that is always there names the other's too. */
    private IdentityHashMap<Seal, ImmutableBitSet> persons(
            JoinRelType type, RexNode condition, Lifted left, Lifted right) {
        int width = Lifted.width(left.rel());
        Map<Integer, Integer> toLeft = new HashMap<>();
        Map<Integer, Integer> toRight = new HashMap<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
            Predicates.keys(conjunct, width).ifPresent(k -> {
                toLeft.put(k.right(), k.left());
                toRight.put(k.left(), k.right());
            });
        }
        IdentityHashMap<Seal, ImmutableBitSet> persons = Lifted.seals();
        left.persons().forEach((seal, columns) -> {
            ImmutableBitSet same = type == JoinRelType.INNER || type == JoinRelType.RIGHT
                    ? LiftedColumns.renamed(columns, toRight).shift(width)
                    : ImmutableBitSet.of();
            layout.keep(persons, seal, columns.union(same));
        });
        right.persons().forEach((seal, columns) -> {
            ImmutableBitSet same = type == JoinRelType.RIGHT || type == JoinRelType.FULL
                    ? ImmutableBitSet.of()
                    : LiftedColumns.renamed(columns, toLeft);
            layout.keep(
                    persons, seal, type.projectsRight() ? columns.shift(width).union(same) : same);
        });
        return persons;
    }

    private Lifted aggregate(Aggregate aggregate) {
        Lifted any = visit(aggregate.getInput());
        ImmutableBitSet observed = aggregate.getAggCallList().stream()
                .filter(call -> call.getAggregation().getKind() != SqlKind.COUNT)
                .map(AggregateCall::getArgList)
                .map(ImmutableBitSet::of)
                .reduce(ImmutableBitSet.of(), ImmutableBitSet::union);
        Lifted input = layout.encoded(any, observed);
        Mappings.TargetMapping moved =
                Mappings.target(input.position()::getInt, input.position().size(), Lifted.width(input.rel()));
        List<AggregateCall> calls = aggregate.getAggCallList().stream()
                .map(call -> call.transform(moved))
                .toList();
        List<ImmutableBitSet> sets =
                aggregate.getGroupSets().stream().map(input::moved).toList();
        ImmutableBitSet groups = input.moved(aggregate.getGroupSet());
        RelNode rel = aggregate.copy(aggregate.getTraitSet(), input.rel(), groups, sets, calls);
        ImmutableBitSet always =
                sets.stream().reduce(ImmutableBitSet::intersect).orElse(groups);
        List<Integer> keys = groups.asList();
        ImmutableBitSet raw = LiftedColumns.positions(keys, input.raw());
        IdentityHashMap<Seal, ImmutableBitSet> persons = Lifted.seals();
        input.persons()
                .forEach((seal, columns) ->
                        layout.keep(persons, seal, LiftedColumns.positions(keys, columns.intersect(always))));
        return new Lifted(rel, ImmutableIntList.identity(Lifted.width(rel)), raw, persons);
    }

    private Lifted sort(Sort sort) {
        ImmutableBitSet ordered = ImmutableBitSet.of(sort.getCollation().getFieldCollations().stream()
                .map(RelFieldCollation::getFieldIndex)
                .toList());
        Lifted input = layout.encoded(visit(sort.getInput()), ordered);
        List<RelFieldCollation> fields = sort.getCollation().getFieldCollations().stream()
                .map(f -> f.withFieldIndex(input.position().getInt(f.getFieldIndex())))
                .toList();
        RelNode sorted = LogicalSort.create(input.rel(), RelCollations.of(fields), sort.offset, sort.fetch);
        return new Lifted(sorted, input.position(), input.raw(), input.persons());
    }

    /** Each branch gets places of its own for the persons that no common column names; the others have NULL there. */
    private Lifted unionAll(Union union) {
        List<Lifted> inputs = union.getInputs().stream().map(this::visit).toList();
        ImmutableBitSet common = inputs.stream()
                .map(Lifted::rawOriginals)
                .reduce(ImmutableBitSet::intersect)
                .orElseThrow();
        int visible = union.getRowType().getFieldCount();
        List<List<Integer>> hidden = new ArrayList<>();
        for (Lifted input : inputs) {
            hidden.add(Lifted.cover(input.persons().values(), input.moved(common)));
        }
        int places = hidden.stream().mapToInt(List::size).sum();
        List<RelNode> branches = new ArrayList<>();
        IdentityHashMap<Seal, ImmutableBitSet> persons = Lifted.seals();
        int place = visible;
        for (int i = 0; i < inputs.size(); i++) {
            Lifted input = inputs.get(i);
            List<RexNode> columns = layout.visible(input, common);
            Map<Integer, Integer> stands = new TreeMap<>();
            common.forEachInt(column -> stands.put(input.position().getInt(column), column));
            for (int k = visible; k < visible + places; k++) {
                boolean mine = k >= place && k < place + hidden.get(i).size();
                columns.add(mine ? rex.makeInputRef(input.rel(), hidden.get(i).get(k - place)) : layout.nobody());
                if (mine) {
                    stands.put(hidden.get(i).get(k - place), k);
                }
            }
            place += hidden.get(i).size();
            input.persons()
                    .forEach((seal, numbers) -> layout.keep(persons, seal, LiftedColumns.renamed(numbers, stands)));
            boolean same =
                    places == 0 && input.hidesNothing() && input.rawOriginals().equals(common);
            branches.add(
                    same
                            ? input.rel()
                            : LiftedColumns.projected(
                                    input.rel(), columns, union.getRowType().getFieldNames()));
        }
        return new Lifted(
                union.copy(union.getTraitSet(), branches), ImmutableIntList.identity(visible), common, persons);
    }

    /** Rows are compared whole, so nothing can be hidden behind them; a person key among what is compared still names both. */
    private Lifted setOp(SetOp setOp) {
        List<Lifted> inputs = setOp.getInputs().stream().map(this::visit).toList();
        ImmutableBitSet common = inputs.stream()
                .map(Lifted::rawOriginals)
                .reduce(ImmutableBitSet::intersect)
                .orElseThrow();
        IdentityHashMap<Seal, ImmutableBitSet> persons = Lifted.seals();
        List<RelNode> same = new ArrayList<>();
        for (Lifted input : inputs) {
            Lifted bare = layout.bare(input, common);
            same.add(bare.rel());
            bare.persons().forEach((seal, columns) -> layout.keep(persons, seal, columns.intersect(common)));
        }
        return new Lifted(
                setOp.copy(setOp.getTraitSet(), same),
                ImmutableIntList.identity(setOp.getRowType().getFieldCount()),
                common,
                persons);
    }

    private Lifted correlate(Correlate correlate) {
        Lifted any = visit(correlate.getLeft());
        ImmutableBitSet free = any.rawOriginals().except(correlate.getRequiredColumns());
        Lifted left = layout.bare(any, free);
        Lifted right = layout.bare(visit(correlate.getRight()));
        IdentityHashMap<Seal, ImmutableBitSet> persons = Lifted.seals();
        left.persons().forEach((seal, columns) -> layout.keep(persons, seal, columns));
        right.persons().keySet().forEach(layout.lost()::add);
        RelNode rel = correlate.copy(correlate.getTraitSet(), List.of(left.rel(), right.rel()));
        return new Lifted(rel, ImmutableIntList.identity(Lifted.width(rel)), left.raw(), persons);
    }
}

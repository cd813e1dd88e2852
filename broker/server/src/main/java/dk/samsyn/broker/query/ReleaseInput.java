package dk.samsyn.broker.query;

import dk.samsyn.broker.release.Charge;
import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.GateSpec;
import dk.samsyn.broker.release.Rule;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Writes rows about persons anew as a tree: scans joined on the person, one filter with the canonical conditions, one
 * projection, and one row per person and group of raw values. Nothing of the asker's own expressions is in it.
 */
final class ReleaseInput {
    private final ReleaseContext context;
    private final RexBuilder rex;

    ReleaseInput(ReleaseContext context, RexBuilder rex) {
        this.context = context;
        this.rex = rex;
    }

    /** The gate over its input, with the row type of the aggregation that it stands for. */
    RelNode gate(
            RelDataType type,
            ReleaseRows rows,
            List<ReleaseTerm> groups,
            List<GateSpec.Dimension> dimensions,
            ReleaseAggregates aggregates) {
        if (context.rules().on(Rule.PREDICATE) && rows.negations() > 1) {
            throw Rule.PREDICATE.refusal(
                    "Kun én <> eller NOT IN i et spørgsmål. Skriv de værdier, der skal med, i IN (…).",
                    "Only one <> or NOT IN in a statement. List the values wanted in IN (…).");
        }
        Optional<ReleaseTerm> provider = provider(rows, groups);
        GateSpec spec = new GateSpec(
                dimensions,
                aggregates.groupSets(),
                provider.isPresent(),
                aggregates.measures(),
                aggregates.outputs(),
                base(rows, groups),
                context.minimum());
        List<ReleaseTerm> keys = new ArrayList<>();
        keys.add(person(rows));
        keys.addAll(groups);
        provider.ifPresent(keys::add);
        return ReleaseGate.over(
                grouped(rows, keys, aggregates.measured()),
                type,
                spec,
                context.population(),
                context.constants().bound());
    }

    /** The organisation that rows tell about and that groups do not name. */
    static Optional<ReleaseTerm> provider(ReleaseRows rows, List<ReleaseTerm> groups) {
        for (ReleasePart part : rows.parts()) {
            Optional<Integer> index = part.rule.provider().flatMap(part::field);
            if (index.isPresent() && groups.stream().noneMatch(g -> names(g, part.columnRule(index.get())))) {
                return Optional.of(new ReleaseTerm(
                        part, index.get(), null, part.field(index.get()).getType()));
            }
        }
        return Optional.empty();
    }

    /** Whether groups are made of the very kind of organisation: the policy allowed that it is shown. */
    private static boolean names(ReleaseTerm group, ColumnRule provider) {
        return group.rule().kind() == ColumnRule.Kind.PROVIDER
                && group.rule().dimension().equals(provider.dimension());
    }

    private static ReleaseTerm person(ReleaseRows rows) {
        ReleasePart part = rows.parts().stream()
                .filter(ReleasePart::aboutPersons)
                .findFirst()
                .orElseThrow();
        return personOf(part);
    }

    private static ReleaseTerm personOf(ReleasePart part) {
        for (int i = 0; i < part.width(); i++) {
            if (part.columnRule(i).kind() == ColumnRule.Kind.PERSON) {
                return new ReleaseTerm(part, i, null, part.field(i).getType());
            }
        }
        throw Rule.ONE_GATE.refusal(
                "Tabellen " + part.rule.name() + " er ikke godkendt til tal om grupper.",
                "Table " + part.rule.name() + " is not declared for numbers about groups.");
    }

    private RelNode grouped(ReleaseRows rows, List<ReleaseTerm> keys, List<ReleaseTerm> measured) {
        Joined joined = joined(rows);
        List<RexNode> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (ReleaseTerm key : keys) {
            expressions.add(joined.ref(key));
            names.add("k" + names.size());
        }
        for (ReleaseTerm term : measured) {
            expressions.add(joined.ref(term));
            names.add("m" + names.size());
        }
        RelNode plain = LogicalProject.create(joined.rel(), List.of(), expressions, names, Set.of());
        return rows.onePerPerson() ? single(plain, keys.size(), measured) : summed(plain, keys.size(), measured);
    }

    /** One row per person already: each counts one. */
    private RelNode single(RelNode plain, int keys, List<ReleaseTerm> measured) {
        List<RexNode> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        RexNode one = rex.makeExactLiteral(java.math.BigDecimal.ONE);
        RexNode zero = rex.makeExactLiteral(java.math.BigDecimal.ZERO);
        for (int i = 0; i < keys; i++) {
            expressions.add(rex.makeInputRef(plain, i));
            names.add("k" + i);
        }
        expressions.add(one);
        names.add("rows");
        for (int i = 0; i < measured.size(); i++) {
            RexNode value = rex.makeInputRef(plain, keys + i);
            RexNode there = rex.makeCall(SqlStdOperatorTable.IS_NOT_NULL, value);
            expressions.add(rex.makeCall(SqlStdOperatorTable.CASE, there, one, zero));
            names.add("count" + i);
            expressions.add(sums(measured.get(i)) ? value : zero);
            names.add("sum" + i);
        }
        return LogicalProject.create(plain, List.of(), expressions, names, Set.of());
    }

    private RelNode summed(RelNode plain, int keys, List<ReleaseTerm> measured) {
        List<AggregateCall> calls = new ArrayList<>();
        calls.add(call(SqlStdOperatorTable.COUNT, List.of(), plain, "rows"));
        for (int i = 0; i < measured.size(); i++) {
            List<Integer> column = List.of(keys + i);
            SqlAggFunction sum = sums(measured.get(i)) ? SqlStdOperatorTable.SUM : SqlStdOperatorTable.COUNT;
            calls.add(call(SqlStdOperatorTable.COUNT, column, plain, "count" + i));
            calls.add(call(sum, column, plain, "sum" + i));
        }
        return LogicalAggregate.create(plain, List.of(), ImmutableBitSet.range(keys), null, calls);
    }

    private static boolean sums(ReleaseTerm term) {
        return term.rule().measures();
    }

    private AggregateCall call(SqlAggFunction function, List<Integer> arguments, RelNode input, String name) {
        RelDataTypeFactory types = rex.getTypeFactory();
        RelDataType type = function.equals(SqlStdOperatorTable.SUM)
                ? types.getTypeSystem()
                        .deriveSumType(
                                types,
                                input.getRowType()
                                        .getFieldList()
                                        .get(arguments.get(0))
                                        .getType())
                : types.createSqlType(SqlTypeName.BIGINT);
        return AggregateCall.create(
                SqlParserPos.ZERO,
                function,
                false,
                false,
                false,
                List.of(),
                arguments,
                -1,
                null,
                RelCollations.EMPTY,
                type,
                name);
    }

    /** Some columns of the rows, as they are. */
    RelNode columns(ReleaseRows rows, List<ReleaseTerm> terms) {
        Joined joined = joined(rows);
        List<RexNode> expressions = terms.stream().map(joined::ref).toList();
        List<String> names = new ArrayList<>();
        terms.forEach(t -> names.add("c" + names.size()));
        return LogicalProject.create(joined.rel(), List.of(), expressions, names, Set.of());
    }

    /** A tree over all parts and where the columns of each begin. */
    private record Joined(RelNode rel, IdentityHashMap<ReleasePart, Integer> starts, RexBuilder rex) {
        RexNode ref(ReleaseTerm term) {
            Integer start = starts.get(term.part());
            if (start == null) {
                throw new IllegalStateException("a column of a table that is not joined: " + term.name());
            }
            return rex.makeInputRef(rel, start + term.index());
        }
    }

    private Joined joined(ReleaseRows rows) {
        IdentityHashMap<ReleasePart, Integer> starts = new IdentityHashMap<>();
        RelNode tree = null;
        ReleaseTerm first = null;
        for (ReleasePart part : rows.parts()) {
            if (tree == null) {
                tree = part.rows;
                starts.put(part, 0);
                first = personOf(part);
                continue;
            }
            int start = tree.getRowType().getFieldCount();
            starts.put(part, start);
            tree = join(tree, part, starts, java.util.Objects.requireNonNull(first));
        }
        RelNode whole = java.util.Objects.requireNonNull(tree);
        Joined all = new Joined(whole, starts, rex);
        List<RexNode> conditions = conditions(rows, all);
        if (!conditions.isEmpty()) {
            whole = LogicalFilter.create(whole, RexUtil.composeConjunction(rex, conditions));
        }
        for (ReleaseRows persons : rows.among()) {
            whole = among(whole, persons, starts, java.util.Objects.requireNonNull(first));
        }
        return new Joined(whole, starts, rex);
    }

    private RelNode join(
            RelNode tree, ReleasePart part, IdentityHashMap<ReleasePart, Integer> starts, ReleaseTerm first) {
        RelDataType type = rex.getTypeFactory().createJoinType(tree.getRowType(), part.rows.getRowType());
        ReleaseTerm column = part.link == null ? first : part.link.column();
        int right = part.link == null ? personOf(part).index() : part.link.key();
        int left = java.util.Objects.requireNonNull(starts.get(column.part())) + column.index();
        int width = tree.getRowType().getFieldCount();
        RexNode same = rex.makeCall(
                SqlStdOperatorTable.EQUALS,
                rex.makeInputRef(type.getFieldList().get(left).getType(), left),
                rex.makeInputRef(type.getFieldList().get(width + right).getType(), width + right));
        JoinRelType kind = part.link != null && part.link.outer() ? JoinRelType.LEFT : JoinRelType.INNER;
        return LogicalJoin.create(tree, part.rows, List.of(), same, Set.of(), kind);
    }

    private RelNode among(
            RelNode tree, ReleaseRows persons, IdentityHashMap<ReleasePart, Integer> starts, ReleaseTerm first) {
        RelNode others = columns(persons, List.of(person(persons)));
        int left = java.util.Objects.requireNonNull(starts.get(first.part())) + first.index();
        int right = tree.getRowType().getFieldCount();
        RexNode same = rex.makeCall(
                SqlStdOperatorTable.EQUALS,
                rex.makeInputRef(tree, left),
                rex.makeInputRef(others.getRowType().getFieldList().get(0).getType(), right));
        return LogicalJoin.create(tree, others, List.of(), same, Set.of(), JoinRelType.SEMI);
    }

    private List<RexNode> conditions(ReleaseRows rows, Joined all) {
        List<RexNode> conditions = new ArrayList<>();
        for (ReleaseConstraint constraint : rows.conditions().constraints()) {
            conditions.add(constraint.condition(rex, all.ref(constraint.term())));
        }
        for (ReleaseConditions.PeriodTie tie : rows.conditions().periods()) {
            RexNode bound = all.ref(tie.bound());
            RexNode event = all.ref(tie.event());
            RexNode holds = rex.makeCall(
                    tie.first() ? SqlStdOperatorTable.LESS_THAN_OR_EQUAL : SqlStdOperatorTable.GREATER_THAN_OR_EQUAL,
                    bound,
                    day(event, bound));
            conditions.add(
                    tie.open()
                            ? rex.makeCall(
                                    SqlStdOperatorTable.OR, rex.makeCall(SqlStdOperatorTable.IS_NULL, bound), holds)
                            : holds);
        }
        return conditions;
    }

    /** A time as the day it is on, to compare it with days. */
    private RexNode day(RexNode event, RexNode bound) {
        return event.getType().getSqlTypeName() == bound.getType().getSqlTypeName()
                ? event
                : rex.makeCast(
                        rex.getTypeFactory()
                                .createTypeWithNullability(
                                        bound.getType(), event.getType().isNullable()),
                        event);
    }

    /** The canonical form of tables and conditions. */
    GateSpec.Base base(ReleaseRows rows, List<ReleaseTerm> groups) {
        TreeSet<String> cutting = new TreeSet<>();
        cutting(rows, cutting);
        groups.stream().filter(g -> !g.rule().standard()).forEach(g -> cutting.addAll(tables(g.part())));
        TreeSet<String> tables = new TreeSet<>();
        TreeSet<String> conditions = new TreeSet<>();
        Map<String, String> cuts = new TreeMap<>();
        boolean sensitive = collect(rows, tables, conditions, cuts, "");
        return new GateSpec.Base(List.copyOf(tables), List.copyOf(conditions), List.copyOf(cutting), cuts, sensitive);
    }

    /** Tables that cut a set of persons otherwise than by the standard columns, which are the same wherever they stand. */
    private static void cutting(ReleaseRows rows, Set<String> tables) {
        rows.conditions().constraints().stream()
                .filter(c -> !c.term().rule().standard() && !c.keepsAll())
                .forEach(c -> tables.addAll(tables(c.term().part())));
        rows.conditions()
                .periods()
                .forEach(tie -> tables.addAll(tables(tie.bound().part())));
        rows.among().forEach(among -> cutting(among, tables));
        rows.inner().forEach(inner -> cutting(inner, tables));
    }

    /** The table that a part is, or those that an inner group is made of. */
    private static List<String> tables(ReleasePart part) {
        return part.inner == null
                ? List.of(part.rule.name())
                : part.inner.parts().stream().map(p -> p.rule.name()).toList();
    }

    private boolean collect(
            ReleaseRows rows, Set<String> tables, Set<String> conditions, Map<String, String> cuts, String prefix) {
        boolean sensitive = false;
        rows.parts().forEach(p -> tables.add(prefix + p.rule.name()));
        for (ReleaseConstraint constraint : rows.conditions().constraints()) {
            conditions.add(prefix + constraint.canonical());
            sensitive |= constraint.sensitive();
            if (!constraint.term().rule().standard()) {
                cuts.put(prefix + constraint.canonical(), ReleaseGroups.label(constraint.term(), null));
            }
            constraint
                    .choice(context.constants().today())
                    .ifPresent(choice -> cuts.put(prefix + constraint.canonical(), Charge.Partition.LIST + choice));
        }
        rows.conditions().periods().forEach(p -> conditions.add(prefix + p.canonical()));
        for (ReleaseRows among : rows.among()) {
            sensitive |= collect(among, tables, conditions, cuts, prefix + "among ");
        }
        // A condition within an inner group says who is counted, as it does outside.
        for (ReleaseRows inner : rows.inner().toList()) {
            sensitive |= collect(inner, tables, conditions, cuts, prefix + "among ");
        }
        return sensitive;
    }
}

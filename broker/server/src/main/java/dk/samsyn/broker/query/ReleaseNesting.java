package dk.samsyn.broker.query;

import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.GateSpec;
import dk.samsyn.broker.release.Quantity;
import dk.samsyn.broker.release.Rule;
import dk.samsyn.broker.release.TableRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.ImmutableBitSet;

/** The one inner level of groups that may stand below the gate (rule 7): by person, with counts, sums and means of columns. */
final class ReleaseNesting {
    /** Numbers of rows per person at which groups may be cut. */
    private static final List<BigDecimal> CUTS = Stream.of(1, 2, 3, 4, 5, 10, 20, 50, 100, 200, 500)
            .map(BigDecimal::valueOf)
            .toList();

    private static final double MOST_ROWS = 5_000;

    private final ReleaseContext context;
    private final ReleaseForm form;

    ReleaseNesting(ReleaseContext context, ReleaseForm form) {
        this.context = context;
        this.form = form;
    }

    /** The inner groups as a table of their own. */
    ReleaseRows nested(Aggregate aggregate, ReleaseRows rows) {
        if (rows.hasNested()
                || aggregate.getGroupType() != Aggregate.Group.SIMPLE
                || rows.order().isPresent()) {
            throw Rule.BELOW_GATE.refusal(
                    "Kun ét indre GROUP BY pid er muligt. Brug et godkendt mål, eller del spørgsmålet.",
                    "Only one inner GROUP BY pid is possible. Use a governed measure, or divide the question.");
        }
        List<ReleaseTerm> used = new ArrayList<>();
        Map<String, ColumnRule> rules = new HashMap<>();
        List<RelDataTypeField> fields = aggregate.getRowType().getFieldList();
        int at = 0;
        for (int key : aggregate.getGroupSet()) {
            ReleaseTerm term = ReleaseForm.clear(rows.columns().get(key));
            if (!term.isPerson() && !(term.rule().groups() && context.opens(term.rule()))) {
                throw context.closed(Rule.GROUP, term);
            }
            if (term.grain() != null) {
                throw Rule.BELOW_GATE.refusal(
                        "Et indre GROUP BY pid tager kolonner, som de er. Lav måned eller aldersgruppe i det ydre.",
                        "An inner GROUP BY pid takes columns as they are. Make months or bands in the outer one.");
            }
            used.add(term);
            rules.put(
                    fields.get(at).getName(),
                    renamed(term.rule(), fields.get(at).getName(), term));
            at++;
        }
        List<AggregateCall> calls = new ArrayList<>();
        for (AggregateCall call : aggregate.getAggCallList()) {
            calls.add(inner(call, rows, used));
            String name = fields.get(at).getName();
            rules.put(name, measure(call, name, rows));
            at++;
        }
        List<String> names = new ArrayList<>(aggregate.getRowType().getFieldNames());
        Optional<String> provider = provider(aggregate, rows, used, rules, calls, names);
        RelNode input = new ReleaseInput(context, form.rex()).columns(rows, used);
        RelNode grouped = LogicalAggregate.create(
                input, List.of(), ImmutableBitSet.range(aggregate.getGroupCount()), null, calls);
        List<RexNode> references = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            references.add(form.rex().makeInputRef(grouped, i));
        }
        RelNode named = LogicalProject.create(grouped, List.of(), references, names, Set.of());
        GateSpec.Base base = new ReleaseInput(context, form.rex()).base(rows, List.of());
        TableRule rule = new TableRule(
                "pr. borger " + String.join(" ", base.tables()) + "(" + String.join(" ", base.conditions()) + ")",
                aggregate.getGroupCount() == 1,
                rules,
                Optional.empty(),
                provider,
                List.of());
        ReleaseRows all = ReleaseForm.rows(ReleasePart.nested(named, rule, rows));
        return all.withColumns(all.columns().subList(0, fields.size()));
    }

    /**
     * The column of the provider that the inner rows tell about, which outlives the inner group (rule 10): a group's own, or one
     * provider of each person, which the asker cannot name.
     */
    private static Optional<String> provider(
            Aggregate aggregate,
            ReleaseRows rows,
            List<ReleaseTerm> used,
            Map<String, ColumnRule> rules,
            List<AggregateCall> calls,
            List<String> names) {
        List<ReleaseTerm> groups = used.subList(0, aggregate.getGroupCount());
        Optional<ReleaseTerm> known = ReleaseInput.provider(rows, List.of());
        if (known.isEmpty()) {
            return Optional.empty();
        }
        ReleaseTerm provider = known.get();
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).sameColumn(provider)) {
                return Optional.of(names.get(i));
            }
        }
        String name = "udbyder";
        while (names.stream().anyMatch(name::equalsIgnoreCase)) {
            name += "_";
        }
        names.add(name);
        rules.put(name, renamed(provider.rule(), name, provider));
        calls.add(AggregateCall.create(
                SqlParserPos.ZERO,
                SqlStdOperatorTable.MIN,
                false,
                false,
                false,
                List.of(),
                List.of(used.size()),
                -1,
                null,
                RelCollations.EMPTY,
                provider.type(),
                name));
        used.add(provider);
        return Optional.of(name);
    }

    private static ColumnRule renamed(ColumnRule rule, String name, ReleaseTerm term) {
        return new ColumnRule(
                name,
                rule.kind(),
                rule.dimension(),
                rule.standard(),
                rule.values(),
                rule.step(),
                rule.top(),
                rule.prefixes(),
                rule.cuts(),
                rule.quantity(),
                rule.quantities(),
                rule.by().filter(by -> false),
                rule.sensitive(),
                Math.max(rule.minimum(), term.rule().minimum()));
    }

    private AggregateCall inner(AggregateCall call, ReleaseRows rows, List<ReleaseTerm> used) {
        boolean allowed = !call.isDistinct()
                && !call.hasFilter()
                && call.distinctKeys == null
                && call.getCollation().getFieldCollations().isEmpty()
                && Set.of(SqlKind.COUNT, SqlKind.SUM, SqlKind.SUM0, SqlKind.AVG)
                        .contains(call.getAggregation().getKind());
        if (!allowed) {
            throw ReleaseAggregates.refused();
        }
        List<Integer> arguments = new ArrayList<>();
        for (int argument : call.getArgList()) {
            ReleaseTerm term = ReleaseForm.clear(rows.columns().get(argument));
            if (!term.isPerson() && !context.counts(term.rule())) {
                throw context.closed(Rule.AGGREGATE, term);
            }
            arguments.add(used.size());
            used.add(term);
        }
        return AggregateCall.create(
                call.getParserPosition(),
                call.getAggregation(),
                false,
                false,
                false,
                List.of(),
                arguments,
                -1,
                null,
                call.getCollation(),
                call.getType(),
                call.getName());
    }

    private ColumnRule measure(AggregateCall call, String name, ReleaseRows rows) {
        Quantity quantity;
        if (call.getAggregation().getKind() == SqlKind.COUNT) {
            quantity = Quantity.ofRows(MOST_ROWS, CUTS);
        } else {
            ReleaseTerm term =
                    ReleaseForm.clear(rows.columns().get(call.getArgList().get(0)));
            Quantity of = ReleaseRanges.quantity(term, rows.conditions())
                    .orElseThrow(() -> context.closed(Rule.AGGREGATE, term));
            quantity = call.getAggregation().getKind() == SqlKind.AVG
                    ? of
                    : new Quantity(
                            // The sum of the persons' sums is the sum: by another name it would be drawn anew.
                            of.name(), Math.min(0, of.min()), of.max() * MOST_ROWS, of.resolution(), List.of(), false);
        }
        boolean counted = call.getAggregation().getKind() == SqlKind.COUNT;
        return new ColumnRule(
                name,
                counted ? ColumnRule.Kind.BAND : ColumnRule.Kind.MEASURE,
                counted ? "antal" : name,
                false,
                Set.of(),
                0,
                0,
                List.of(),
                counted ? CUTS : quantity.cuts(),
                Optional.of(quantity),
                Map.of(),
                Optional.empty(),
                Set.of(),
                0);
    }
}

package dk.samsyn.broker.query;

import dk.samsyn.broker.release.ReleaseControl;
import dk.samsyn.broker.release.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Answers a request of rows with groups (rule 25): of the selected columns those that groups can be made of, each at its finest
 * grain, and the number of persons; one row for each group, so that nobody takes them for records.
 */
final class ReleaseRequestOfRows {
    private static final String PERSONS = "personer";

    private final ReleaseForm form;
    private final ReleaseContext context;

    ReleaseRequestOfRows(ReleaseForm form, ReleaseContext context) {
        this.form = form;
        this.context = context;
    }

    ReleaseForm.Divided grouped(ReleaseRows rows, List<String> names, RelNode tree) {
        Map<Integer, ReleaseTerm> kept = new LinkedHashMap<>();
        List<String> dropped = new ArrayList<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            Optional<ReleaseTerm> term = groupable(rows.columns().get(i));
            boolean again = term.isPresent()
                    && kept.values().stream()
                            .anyMatch(k -> k.rule()
                                            .dimension()
                                            .equals(term.get().rule().dimension())
                                    && k.grain() == term.get().grain());
            if (term.isPresent() && !again && kept.size() < ReleaseControl.MOST_DIMENSIONS) {
                kept.put(i, term.get());
            } else {
                dropped.add(names.get(i));
            }
        }
        if (!context.rules().on(Rule.ROWS)) {
            return new ReleaseForm.Divided(OpenedView.unmarked(tree), names, false);
        }
        if (kept.isEmpty()) {
            throw Rule.GROUP.refusal(
                    "Ingen af kolonnerne kan vises som grupper. Vælg fx koen, aldersgruppe eller kommunekode, eller tæl:"
                            + " SELECT COUNT(DISTINCT pid) ….",
                    "None of the columns can be shown as groups. Select koen, aldersgruppe or kommunekode for instance, or"
                            + " count: SELECT COUNT(DISTINCT pid) ….");
        }
        List<String> shown = kept.keySet().stream().map(names::get).toList();
        context.notices().rowsGrouped(shown, dropped);
        List<String> all = new ArrayList<>(shown);
        all.add(PERSONS);
        RelNode gate = gate(rows, List.copyOf(kept.values()), all, tree);
        RelNode ordered = rows.order().map(sort -> ordered(sort, gate)).orElse(gate);
        return new ReleaseForm.Divided(ordered, all, true);
    }

    private Optional<ReleaseTerm> groupable(ReleaseColumn column) {
        return column instanceof ReleaseColumn.Clear clear
                        && clear.term().rule().groups()
                        && context.opens(clear.term().rule())
                ? Optional.of(clear.term())
                : Optional.empty();
    }

    /** The gate of {@code SELECT columns, COUNT(DISTINCT pid) … GROUP BY columns}. */
    private RelNode gate(ReleaseRows rows, List<ReleaseTerm> groups, List<String> names, RelNode tree) {
        RelDataTypeFactory types = tree.getCluster().getTypeFactory();
        RelDataTypeFactory.Builder input = types.builder();
        for (int i = 0; i < groups.size(); i++) {
            input.add(names.get(i), groups.get(i).type());
        }
        RelDataType type = input.build();
        RelNode none = LogicalValues.createEmpty(tree.getCluster(), type);
        AggregateCall count = AggregateCall.create(
                SqlParserPos.ZERO,
                SqlStdOperatorTable.COUNT,
                false,
                false,
                false,
                List.of(),
                List.of(),
                -1,
                null,
                RelCollations.EMPTY,
                types.createSqlType(SqlTypeName.BIGINT),
                PERSONS);
        LogicalAggregate shape =
                LogicalAggregate.create(none, List.of(), ImmutableBitSet.range(groups.size()), null, List.of(count));
        List<ReleaseColumn> columns = groups.stream()
                .map(g -> (ReleaseColumn) new ReleaseColumn.Clear(g))
                .toList();
        ReleaseRows persons = rows.withColumns(columns);
        return form.gateOfPersons(shape, persons);
    }

    /** A limit holds for the groups; an order is kept only as far as it is by shown columns, and here none is known. */
    private static RelNode ordered(Sort sort, RelNode gate) {
        if (sort.fetch == null && sort.offset == null) {
            return gate;
        }
        List<RexNode> same = new ArrayList<>();
        gate.getRowType()
                .getFieldList()
                .forEach(f -> same.add(gate.getCluster().getRexBuilder().makeInputRef(gate, f.getIndex())));
        RelNode all =
                LogicalProject.create(gate, List.of(), same, gate.getRowType().getFieldNames(), Set.of());
        return LogicalSort.create(all, RelCollations.EMPTY, sort.offset, sort.fetch);
    }
}

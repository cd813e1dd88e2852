package dk.samsyn.broker.query;

import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.GateSpec;
import dk.samsyn.broker.release.Quantity;
import dk.samsyn.broker.release.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/** Reads aggregates (rules 6 and 15): counts, sums, means, deviations and quartiles of declared columns. */
final class ReleaseAggregates {
    private static final Set<BigDecimal> QUARTILES =
            Set.of(new BigDecimal("0.25"), new BigDecimal("0.5"), new BigDecimal("0.75"));

    private final ReleaseContext context;
    private final ReleaseRows rows;
    private final List<ReleaseTerm> groups;
    private final List<GateSpec.Measure> measures = new ArrayList<>();
    private final List<ReleaseTerm> measured = new ArrayList<>();
    private final List<GateSpec.Output> outputs = new ArrayList<>();
    private final List<BitSet> groupSets = new ArrayList<>();

    /** What COUNT(*) counts. */
    enum Count {
        /** Rows, as SQL says. */
        AS_WRITTEN,
        /** Persons: the broker wrote the count itself. */
        PERSONS
    }

    private final Count count;

    ReleaseAggregates(
            ReleaseContext context, ReleaseRows rows, Aggregate aggregate, List<ReleaseTerm> groups, Count count) {
        this.count = count;
        this.context = context;
        this.rows = rows;
        this.groups = groups;
        List<Integer> keys = aggregate.getGroupSet().asList();
        for (ImmutableBitSet set : aggregate.getGroupSets()) {
            BitSet kept = new BitSet();
            set.forEach(key -> kept.set(keys.indexOf(key)));
            groupSets.add(kept);
        }
        for (AggregateCall call : aggregate.getAggCallList()) {
            outputs.add(output(call, keys));
        }
    }

    List<GateSpec.Output> outputs() {
        return outputs;
    }

    List<GateSpec.Measure> measures() {
        return measures;
    }

    /** Columns of the measures, in their order. */
    List<ReleaseTerm> measured() {
        return measured;
    }

    List<BitSet> groupSets() {
        return groupSets;
    }

    static RuntimeException refused() {
        return Rule.AGGREGATE.refusal(
                "Mulige tal er COUNT(*), COUNT(kolonne), COUNT(DISTINCT pid), SUM, AVG, STDDEV, VAR og PERCENTILE_CONT(0.5)"
                        + " WITHIN GROUP (ORDER BY kolonne), uden FILTER. Skriv betingelsen i WHERE eller gruppér efter den.",
                "Possible are COUNT(*), COUNT(column), COUNT(DISTINCT pid), SUM, AVG, STDDEV, VAR and PERCENTILE_CONT(0.5)"
                        + " WITHIN GROUP (ORDER BY column), without FILTER. Put the condition in WHERE or group by it.");
    }

    private GateSpec.Output output(AggregateCall call, List<Integer> keys) {
        if (call.hasFilter() || call.isApproximate() || call.distinctKeys != null || !call.rexList.isEmpty()) {
            throw refused();
        }
        SqlKind kind = call.getAggregation().getKind();
        if (kind == SqlKind.GROUPING) {
            List<Integer> dimensions =
                    call.getArgList().stream().map(keys::indexOf).toList();
            return statistic(GateSpec.Statistic.GROUPING, -1, 0, dimensions, call.getType());
        }
        if (kind == SqlKind.COUNT) {
            return count(call);
        }
        if (kind == SqlKind.PERCENTILE_CONT) {
            return quantile(call);
        }
        if (call.isDistinct()
                || !call.getCollation().getFieldCollations().isEmpty()
                || call.getArgList().size() != 1) {
            throw refused();
        }
        GateSpec.Statistic statistic =
                switch (kind) {
                    case SUM, SUM0 -> GateSpec.Statistic.SUM;
                    case AVG -> GateSpec.Statistic.MEAN;
                    case STDDEV_POP -> GateSpec.Statistic.DEVIATION_POPULATION;
                    case STDDEV_SAMP -> GateSpec.Statistic.DEVIATION_SAMPLE;
                    case VAR_POP -> GateSpec.Statistic.VARIANCE_POPULATION;
                    case VAR_SAMP -> GateSpec.Statistic.VARIANCE_SAMPLE;
                    default -> throw refused();
                };
        int measure =
                measure(ReleaseForm.clear(rows.columns().get(call.getArgList().get(0))));
        return statistic(statistic, measure, 0, List.of(), call.getType());
    }

    private GateSpec.Output count(AggregateCall call) {
        if (call.getArgList().isEmpty()) {
            GateSpec.Statistic counted = count == Count.PERSONS ? GateSpec.Statistic.PERSONS : GateSpec.Statistic.ROWS;
            return statistic(counted, -1, 0, List.of(), call.getType());
        }
        if (call.getArgList().size() > 1) {
            throw refused();
        }
        ReleaseColumn column = rows.columns().get(call.getArgList().get(0));
        ReleaseTerm term = ReleaseForm.clear(column);
        if (term.isPerson()) {
            GateSpec.Statistic statistic = call.isDistinct() ? GateSpec.Statistic.PERSONS : GateSpec.Statistic.ROWS;
            return statistic(statistic, -1, 0, List.of(), call.getType());
        }
        if (call.isDistinct()) {
            throw Rule.AGGREGATE.refusal(
                    "Kun borgere kan tælles DISTINCT: COUNT(DISTINCT pid). Gruppér i stedet efter " + term.name() + ".",
                    "Only persons can be counted DISTINCT: COUNT(DISTINCT pid). Group by " + term.name() + " instead.");
        }
        if (!context.counts(term.rule())) {
            throw context.closed(Rule.AGGREGATE, term);
        }
        int measure = term.rule().measures() ? measure(term) : counted(term);
        return statistic(GateSpec.Statistic.VALUES, measure, 0, List.of(), call.getType());
    }

    private GateSpec.Output quantile(AggregateCall call) {
        ReleaseColumn fraction = rows.columns().get(call.getArgList().get(0));
        boolean ordered = call.getCollation().getFieldCollations().size() == 1;
        Optional<BigDecimal> value = fraction instanceof ReleaseColumn.Constant constant
                ? Optional.ofNullable(constant.literal().getValueAs(BigDecimal.class))
                        .map(BigDecimal::stripTrailingZeros)
                : Optional.empty();
        boolean quartile = value.isPresent()
                && (QUARTILES.contains(value.get()) || !context.rules().on(Rule.STATISTIC));
        if (!ordered || !quartile || call.isDistinct()) {
            throw Rule.STATISTIC.refusal(
                    "Kun 0.25, 0.5 og 0.75 er mulige fraktiler.", "Only 0.25, 0.5 and 0.75 are possible fractions.");
        }
        int column = call.getCollation().getFieldCollations().get(0).getFieldIndex();
        boolean descending =
                call.getCollation().getFieldCollations().get(0).getDirection().isDescending();
        double wanted = value.orElseThrow().doubleValue();
        int measure = measure(ReleaseForm.clear(rows.columns().get(column)));
        return statistic(
                GateSpec.Statistic.QUANTILE, measure, descending ? 1 - wanted : wanted, List.of(), call.getType());
    }

    /** A measure of a column, the same for every output that uses it. */
    private int measure(ReleaseTerm term) {
        ColumnRule rule = term.rule();
        if (term.isPerson() || !rule.measures() || term.grain() != null) {
            throw context.closed(Rule.AGGREGATE, term);
        }
        Optional<Quantity> one = ReleaseRanges.quantity(term, rows.conditions());
        int by = one.isPresent() ? -1 : byGroup(term);
        Quantity quantity = one.orElseGet(() -> rule.quantities().values().stream()
                .findFirst()
                .orElseThrow(() -> context.closed(Rule.AGGREGATE, term)));
        return added(term, new GateSpec.Measure(quantity, by, by < 0 ? Map.of() : rule.quantities()));
    }

    /** The group that tells what the column measures. */
    private int byGroup(ReleaseTerm term) {
        String by = term.rule().by().orElse("");
        for (int i = 0; i < groups.size(); i++) {
            ReleaseTerm group = groups.get(i);
            if (group.part() == term.part()
                    && group.part().field(group.index()).getName().equals(by)) {
                return i;
            }
        }
        throw Rule.STATISTIC.refusal(
                term.name() + " måler forskellige ting. Vælg én med " + by + " = '…', eller gruppér efter " + by + ".",
                term.name() + " measures different things. Choose one by " + by + " = '…', or group by " + by + ".");
    }

    private int counted(ReleaseTerm term) {
        return added(term, new GateSpec.Measure(new Quantity("count", 0, 1, 1, List.of(), false), -1, Map.of()));
    }

    private int added(ReleaseTerm term, GateSpec.Measure measure) {
        for (int i = 0; i < measured.size(); i++) {
            if (measured.get(i).sameColumn(term)) {
                return i;
            }
        }
        measured.add(term);
        measures.add(measure);
        return measures.size() - 1;
    }

    private static GateSpec.Output statistic(
            GateSpec.Statistic statistic, int measure, double fraction, List<Integer> dimensions, RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                new GateSpec.Output(statistic, measure, fraction, dimensions, GateSpec.Form.LONG, 0);
            case DECIMAL ->
                new GateSpec.Output(statistic, measure, fraction, dimensions, GateSpec.Form.DECIMAL, type.getScale());
            default -> new GateSpec.Output(statistic, measure, fraction, dimensions, GateSpec.Form.DOUBLE, 0);
        };
    }
}

package dk.samsyn.broker.query;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SqlRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Replaces every scan, with as much of what stands above it as its source can do exactly, by one {@link SourceFetch}. What a
 * source cannot do stays above and is done by the broker.
 */
final class SourcePushdown {
    /** Rows that may be sent at once. */
    private static final double FEW = 20_000;

    /** Rows in each of that many groups from which on sorting them is waste. */
    private static final double ROWS_PER_GROUP = 10;

    private final SqlShape shape;
    private final Estimates estimates;

    /**
     * A pushdown.
     *
     * @param shape what the sources can compute
     */
    SourcePushdown(SqlShape shape, Estimates estimates) {
        this.shape = shape;
        this.estimates = estimates;
    }

    /** The same rows with every scan replaced. */
    RelNode push(RelNode rel) {
        Optional<SqlShape.Home> home = shape.home(rel);
        if (home.isPresent() && worth(rel)) {
            return sql(rel, home.get());
        }
        if (rel instanceof Filter filter) {
            return filter(filter);
        }
        if (rel instanceof Project project) {
            return project(project);
        }
        if (rel instanceof SourceScan scan) {
            return table(scan, List.of(), all(scan));
        }
        List<RelNode> inputs = rel.getInputs().stream().map(this::push).toList();
        return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    }

    /** A tree that only renames columns of a seal is better pushed below it. */
    private static boolean worth(RelNode rel) {
        return rel.getRowType().getFieldCount() > 0;
    }

    private RelNode sql(RelNode rel, SqlShape.Home home) {
        SqlQuery query = new SqlWriter(home, estimates).write(rel).expecting(answer(rel));
        return new SourceFetch(rel.getCluster(), rel, query, estimates.rows(rel));
    }

    private SqlRequest.Answer answer(RelNode rel) {
        if (estimates.rows(rel) > FEW) {
            return SqlRequest.Answer.ROWS;
        }
        RelNode below = rel;
        while (below instanceof Project || below instanceof Filter || below instanceof Seal) {
            below = below.getInput(0);
        }
        // Groups that need no sort are a hint that windows, which do, would suffer from.
        return below instanceof Aggregate aggregate
                        && !aggregate.getGroupSet().isEmpty()
                        && !computesWindows(aggregate.getInput())
                        && estimates.rows(aggregate.getInput()) > FEW * ROWS_PER_GROUP
                ? SqlRequest.Answer.FEW_GROUPS
                : SqlRequest.Answer.FEW_ROWS;
    }

    private static boolean computesWindows(RelNode rel) {
        return (rel instanceof Project project && RexOver.containsOver(project.getProjects(), null))
                || rel.getInputs().stream().anyMatch(SourcePushdown::computesWindows);
    }

    private RelNode filter(Filter filter) {
        RelNode input = filter.getInput();
        List<RexNode> conditions = RelOptUtil.conjunctions(filter.getCondition());
        if (input instanceof SourceScan scan && shape.home(scan).isEmpty()) {
            return table(scan, conditions, all(scan));
        }
        Optional<SqlShape.Home> home = shape.home(input);
        if (home.isPresent()) {
            List<RexNode> pushed = new ArrayList<>();
            List<RexNode> kept = new ArrayList<>();
            for (RexNode condition : conditions) {
                boolean can = shape.condition(condition, input, home.get());
                (can ? pushed : kept).add(condition);
                if (can && !SqlShape.exact(condition, input, home.get())) {
                    kept.add(condition);
                }
            }
            if (!pushed.isEmpty()) {
                RelNode below = LogicalFilter.create(input, and(filter, pushed));
                RelNode fetched = sql(below, home.get());
                return kept.isEmpty() ? fetched : LogicalFilter.create(fetched, and(filter, kept));
            }
        }
        return LogicalFilter.create(push(input), filter.getCondition());
    }

    private static RexNode and(RelNode rel, List<RexNode> conditions) {
        return RexUtil.composeConjunction(rel.getCluster().getRexBuilder(), conditions);
    }

    /** A projection that the source cannot compute still decides which columns are fetched. */
    private RelNode project(Project project) {
        RelNode input = project.getInput();
        ImmutableBitSet used = RelOptUtil.InputFinder.bits(project.getProjects(), null);
        RelNode base = input instanceof Filter filter ? filter.getInput() : input;
        if (base instanceof SourceScan scan && shape.home(scan).isEmpty()) {
            List<RexNode> conditions =
                    input instanceof Filter filter ? RelOptUtil.conjunctions(filter.getCondition()) : List.of();
            return narrowed(project, scan, conditions, used);
        }
        boolean narrower = used.cardinality() < input.getRowType().getFieldCount() && !used.isEmpty();
        if (narrower && !(input instanceof Project) && reachesSource(input)) {
            RelNode narrow = project(input, used);
            if (shape.home(narrow).isPresent() || input instanceof Filter) {
                return restored(project, pushNarrow(narrow), used);
            }
        }
        return project.copy(project.getTraitSet(), List.of(push(input)));
    }

    private boolean reachesSource(RelNode input) {
        return shape.home(input).isPresent()
                || (input instanceof Filter filter
                        && shape.home(filter.getInput()).isPresent());
    }

    /** A column choice over a filter that only partly goes down: fetch what either needs. */
    private RelNode pushNarrow(RelNode narrow) {
        if (shape.home(narrow).isPresent()) {
            return push(narrow);
        }
        Project columns = (Project) narrow;
        Filter filter = (Filter) columns.getInput();
        ImmutableBitSet needed = RelOptUtil.InputFinder.bits(columns.getProjects(), filter.getCondition());
        RelNode slim = project(filter.getInput(), needed);
        RexNode condition = RexUtil.shift(filter.getCondition(), 0).accept(new Renumber(needed));
        RelNode filtered = push(LogicalFilter.create(slim, condition));
        List<RexNode> outputs = columns.getProjects().stream()
                .map(e -> e.accept(new Renumber(needed)))
                .toList();
        return LogicalProject.create(filtered, List.of(), outputs, columns.getRowType(), java.util.Set.of());
    }

    private static RelNode project(RelNode input, ImmutableBitSet columns) {
        RexBuilder rex = input.getCluster().getRexBuilder();
        List<RexNode> refs = columns.asList().stream()
                .map(i -> (RexNode) rex.makeInputRef(input, i))
                .toList();
        List<String> names = columns.asList().stream()
                .map(i -> input.getRowType().getFieldNames().get(i))
                .toList();
        return LogicalProject.create(input, List.of(), refs, names, java.util.Set.of());
    }

    private static RelNode restored(Project project, RelNode narrow, ImmutableBitSet used) {
        List<RexNode> expressions = project.getProjects().stream()
                .map(e -> e.accept(new Renumber(used)))
                .toList();
        return project.copy(project.getTraitSet(), narrow, expressions, project.getRowType());
    }

    private static final class Renumber extends org.apache.calcite.rex.RexShuttle {
        private final ImmutableBitSet kept;

        private Renumber(ImmutableBitSet kept) {
            this.kept = kept;
        }

        @Override
        public RexNode visitInputRef(RexInputRef ref) {
            return new RexInputRef(kept.indexOf(ref.getIndex()), ref.getType());
        }
    }

    private static ImmutableBitSet all(SourceScan scan) {
        return ImmutableBitSet.range(scan.getRowType().getFieldCount());
    }

    private RelNode narrowed(Project project, SourceScan scan, List<RexNode> conditions, ImmutableBitSet used) {
        ImmutableBitSet needed = used;
        for (RexNode condition : conditions) {
            needed = needed.union(RelOptUtil.InputFinder.bits(condition));
        }
        if (needed.isEmpty()) {
            needed = ImmutableBitSet.of(0);
        }
        RelNode fetched = table(scan, conditions, needed);
        return restored(project, fetched, needed);
    }

    /** One table of a source without SQL: keys and simple conditions are sent, all but keys are checked again. */
    private RelNode table(SourceScan scan, List<RexNode> conditions, ImmutableBitSet columns) {
        List<KeyCondition> keys = new ArrayList<>();
        List<TableQuery.Equality> equalities = new ArrayList<>();
        List<TableQuery.Bound> bounds = new ArrayList<>();
        List<RexNode> again = new ArrayList<>();
        List<RexNode> sent = new ArrayList<>();
        String keyColumn = scan.sourceTable.key().column();
        for (RexNode condition : conditions) {
            Optional<KeyCondition> key = KeyCondition.of(condition)
                    .filter(k -> scan.sourceTable.capabilities().contains(Capability.KEYS))
                    .filter(k -> column(scan, k.column()).name().equals(keyColumn))
                    .filter(k -> k.person() == (column(scan, k.column()).person() != dk.samsyn.spi.PersonFormat.NONE));
            if (key.isPresent()) {
                keys.add(key.get());
                sent.add(condition);
                continue;
            }
            again.add(condition);
            sent(scan, condition, equalities, bounds);
        }
        List<String> names =
                columns.asList().stream().map(i -> column(scan, i).name()).toList();
        TableQuery query = new TableQuery(scan.source, scan.sourceTable, names, keys, equalities, bounds);
        RelNode meaning = sent.isEmpty() ? scan : LogicalFilter.create(scan, and(scan, sent));
        RelNode chosen = columns.equals(all(scan)) ? meaning : project(meaning, columns);
        RelNode fetched = new SourceFetch(scan.getCluster(), chosen, query, estimates.rows(meaning));
        List<RexNode> kept =
                again.stream().map(c -> c.accept(new Renumber(columns))).toList();
        return kept.isEmpty() ? fetched : LogicalFilter.create(fetched, and(scan, kept));
    }

    private static SourceColumn column(SourceScan scan, int index) {
        return scan.sourceTable.columns().get(index);
    }

    private static void sent(
            SourceScan scan, RexNode condition, List<TableQuery.Equality> equalities, List<TableQuery.Bound> bounds) {
        if (scan.sourceTable.capabilities().contains(Capability.FILTER_IN)) {
            KeyCondition.of(condition)
                    .filter(k -> !k.person() && k.set() < 0)
                    .ifPresent(k -> equalities.add(
                            new TableQuery.Equality(column(scan, k.column()).name(), k.constants())));
        }
        if (scan.sourceTable.capabilities().contains(Capability.FILTER_RANGE) && condition instanceof RexCall call) {
            boolean less = call.getKind() == SqlKind.LESS_THAN || call.getKind() == SqlKind.LESS_THAN_OR_EQUAL;
            boolean more = call.getKind() == SqlKind.GREATER_THAN || call.getKind() == SqlKind.GREATER_THAN_OR_EQUAL;
            boolean inclusive =
                    call.getKind() == SqlKind.LESS_THAN_OR_EQUAL || call.getKind() == SqlKind.GREATER_THAN_OR_EQUAL;
            if ((less || more)
                    && call.getOperands().get(0) instanceof RexInputRef ref
                    && column(scan, ref.getIndex()).type() != ColumnType.VARCHAR) {
                LateValue.of(call.getOperands().get(1))
                        .ifPresent(v -> bounds.add(new TableQuery.Bound(
                                column(scan, ref.getIndex()).name(), v, more, inclusive)));
            }
        }
    }
}

package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * One fetch of a table in place of several that are asked by the same keys, or cost a whole reading of the table each: the
 * columns and rows that any reader needs; each reader takes its own from them.
 *
 * <pre>
 *   Project(a), Filter(c, keys 1)            Project(a), Filter(c)
 *     SourceScan(t)                            PartScan(1)
 *   Project(b), Filter(d, keys 1)     =&gt;     Project(b), Filter(d)             part 1: Project(a, b), Filter(c OR d, keys 1)
 *     SourceScan(t)                            PartScan(1)                               SourceScan(t)
 * </pre>
 */
final class ScanMerging {
    /** Rows that are kept in memory for a second reader at most. */
    private static final double ROWS_KEPT = 100_000;

    private final Parts parts;
    private final Estimates estimates;
    private final SqlShape shape;
    private final Map<Asked, List<Chain>> groups = new HashMap<>();
    private final IdentityHashMap<RelNode, Chain> chains = new IdentityHashMap<>();
    private final IdentityHashMap<Chain, RelNode> merged = new IdentityHashMap<>();

    /** Parts that were made for several readers, or were there. */
    private final Set<Integer> read = new HashSet<>();

    ScanMerging(Parts parts, Estimates estimates, SqlShape shape) {
        this.parts = parts;
        this.estimates = estimates;
        this.shape = shape;
    }

    /** A table, and the keys by which it is asked. */
    private record Asked(String source, String table, Set<RexNode> keys) {}

    /**
     * A scan with the filters and column choices above it.
     *
     * @param scan the scan
     * @param conditions what is asked of its rows besides keys, by its columns
     * @param keys conditions that name keys
     * @param columns its columns in the order of the chain's row
     */
    private record Chain(
            SourceScan scan, List<RexNode> conditions, Set<RexNode> keys, List<Integer> columns, RelNode top) {
        Asked asked() {
            return new Asked(scan.source.id().value(), scan.sourceTable.name(), keys);
        }

        ImmutableBitSet used() {
            return ImmutableBitSet.of(columns).union(RelOptUtil.InputFinder.bits(conditions, null));
        }
    }

    /** The same rows. */
    RelNode merge(RelNode tree) {
        RelNode root = narrowed(tree);
        parts.replaceAll(ScanMerging::narrowed);
        collect(root);
        parts.definitions().forEach(this::collect);
        groups.values().forEach(this::merge);
        if (merged.isEmpty()) {
            return root;
        }
        for (int i = 0; i < parts.count(); i++) {
            // A part may have been what all of them read already.
            if (!read.contains(i)) {
                parts.replace(i, replaced(parts.definition(i)));
            }
        }
        return replaced(root);
    }

    /** Puts a choice of the columns that are used below each projection that computes. */
    private static RelNode narrowed(RelNode rel) {
        List<RelNode> inputs =
                rel.getInputs().stream().map(ScanMerging::narrowed).toList();
        RelNode same = inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
        if (!(same instanceof Project project) || !isChain(project.getInput())) {
            return same;
        }
        ImmutableBitSet used = RelOptUtil.InputFinder.bits(project.getProjects(), null);
        if (used.isEmpty()
                || used.cardinality() == project.getInput().getRowType().getFieldCount()) {
            return same;
        }
        RelNode chosen = chosen(project.getInput(), used.asList());
        List<RexNode> expressions = project.getProjects().stream()
                .map(e -> e.accept(new RexShuttle() {
                    @Override
                    public RexNode visitInputRef(RexInputRef ref) {
                        return new RexInputRef(used.indexOf(ref.getIndex()), ref.getType());
                    }
                }))
                .toList();
        return project.copy(project.getTraitSet(), chosen, expressions, project.getRowType());
    }

    private static boolean isChain(RelNode rel) {
        return rel instanceof SourceScan || (rel instanceof Filter filter && isChain(filter.getInput()));
    }

    private void collect(RelNode rel) {
        Optional<Chain> chain = chain(rel);
        if (chain.isPresent()) {
            chains.put(rel, chain.get());
            groups.computeIfAbsent(chain.get().asked(), k -> new ArrayList<>()).add(chain.get());
            return;
        }
        if (shape.home(rel).isPresent()) {
            // The source does more with these rows than to choose among them.
            return;
        }
        rel.getInputs().forEach(this::collect);
    }

    private Optional<Chain> chain(RelNode rel) {
        if (rel instanceof SourceScan scan) {
            List<Integer> all =
                    ImmutableBitSet.range(scan.getRowType().getFieldCount()).asList();
            return Optional.of(new Chain(scan, List.of(), Set.of(), all, rel));
        }
        if (rel instanceof Project project && project.getProjects().stream().allMatch(RexInputRef.class::isInstance)) {
            return chain(project.getInput())
                    .map(c -> new Chain(
                            c.scan(),
                            c.conditions(),
                            c.keys(),
                            project.getProjects().stream()
                                    .map(e -> c.columns().get(((RexInputRef) e).getIndex()))
                                    .toList(),
                            rel));
        }
        if (rel instanceof Filter filter && KeyBinding.standsAlone(filter)) {
            return chain(filter.getInput()).map(c -> filtered(c, filter));
        }
        return Optional.empty();
    }

    private static Chain filtered(Chain chain, Filter filter) {
        List<RexNode> conditions = new ArrayList<>(chain.conditions());
        Set<RexNode> keys = new LinkedHashSet<>(chain.keys());
        for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
            RexNode own = renumbered(condition, chain.columns());
            boolean keyed =
                    KeyCondition.of(own).filter(k -> k.set() >= 0 || k.person()).isPresent();
            if (keyed) {
                keys.add(own);
            } else {
                conditions.add(own);
            }
        }
        return new Chain(chain.scan(), conditions, keys, chain.columns(), filter);
    }

    private static RexNode renumbered(RexNode condition, List<Integer> columns) {
        return condition.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return new RexInputRef(columns.get(ref.getIndex()), ref.getType());
            }
        });
    }

    private void merge(List<Chain> readers) {
        long different =
                readers.stream().map(c -> new Parts.Same(c.top())).distinct().count();
        Chain first = readers.get(0);
        boolean readsAll = first.keys().isEmpty() && shape.home(first.scan()).isEmpty();
        if (different < 2
                || (first.keys().isEmpty() && !readsAll)
                || first.scan().sourceTable.key().mandatory()) {
            return;
        }
        RexBuilder rex = first.scan().getCluster().getRexBuilder();
        List<RexNode> all = new ArrayList<>(first.keys());
        either(readers, rex).ifPresent(all::add);
        RelNode rows =
                all.isEmpty() ? first.scan() : LogicalFilter.create(first.scan(), RexUtil.composeConjunction(rex, all));
        if (estimates.rows(rows) > ROWS_KEPT) {
            return;
        }
        TreeSet<Integer> columns = new TreeSet<>();
        readers.forEach(c -> columns.addAll(c.used().asList()));
        List<Integer> kept = List.copyOf(columns);
        PartScan part = parts.scan(chosen(rows, kept));
        read.add(part.part);
        for (Chain reader : readers) {
            RelNode own = part;
            if (!reader.conditions().isEmpty()) {
                List<RexNode> conditions = reader.conditions().stream()
                        .map(c -> c.accept(new RexShuttle() {
                            @Override
                            public RexNode visitInputRef(RexInputRef ref) {
                                return new RexInputRef(kept.indexOf(ref.getIndex()), ref.getType());
                            }
                        }))
                        .toList();
                own = LogicalFilter.create(own, RexUtil.composeConjunction(rex, conditions));
            }
            RelNode wanted =
                    chosen(own, reader.columns().stream().map(kept::indexOf).toList());
            merged.put(reader, wanted);
        }
    }

    /** What some reader asks of the rows; nothing if one asks nothing that the source could judge. */
    private Optional<RexNode> either(List<Chain> readers, RexBuilder rex) {
        List<RexNode> any = new ArrayList<>();
        for (Chain reader : readers) {
            List<RexNode> judged = shape.home(reader.scan())
                    .map(home -> reader.conditions().stream()
                            .filter(c -> shape.condition(c, reader.scan(), home))
                            .toList())
                    .orElse(reader.conditions());
            if (judged.isEmpty()) {
                return Optional.empty();
            }
            any.add(RexUtil.composeConjunction(rex, judged));
        }
        return Optional.of(RexUtil.pullFactors(rex, RexUtil.composeDisjunction(rex, any)));
    }

    private static RelNode chosen(RelNode rel, List<Integer> columns) {
        RexBuilder rex = rel.getCluster().getRexBuilder();
        List<RexNode> refs =
                columns.stream().map(i -> (RexNode) rex.makeInputRef(rel, i)).toList();
        List<String> names = columns.stream()
                .map(i -> rel.getRowType().getFieldNames().get(i))
                .toList();
        return LogicalProject.create(rel, List.of(), refs, names, Set.of());
    }

    private RelNode replaced(RelNode rel) {
        Chain chain = chains.get(rel);
        RelNode own = chain == null ? null : merged.get(chain);
        if (own != null) {
            return own;
        }
        if (chain != null) {
            return rel;
        }
        List<RelNode> inputs = rel.getInputs().stream().map(this::replaced).toList();
        return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    }
}

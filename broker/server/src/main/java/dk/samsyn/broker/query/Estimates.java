package dk.samsyn.broker.query;

import dk.samsyn.spi.ColumnStatistics;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.TableStatistics;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Rough numbers of rows and of distinct values, good enough to tell a practice's list from a region's laboratory. Persons of
 * two tables meet by chance unless the same list restricted both. Never shown to anybody.
 */
final class Estimates {
    private static final double OTHER_DISTINCT = 100;

    private final SourceStatistics statistics;
    private final double population;
    private final Selectivity selectivity = new Selectivity(this);
    private final Map<Integer, Size> keySets = new HashMap<>();
    private final IdentityHashMap<RelNode, Size> known = new IdentityHashMap<>();
    private final Parts parts;

    /**
     * Estimates for a region.
     *
     * @param statistics what the sources say of their tables
     * @param population persons, about
     * @param parts what part scans of a tree read
     */
    Estimates(SourceStatistics statistics, double population, Parts parts) {
        this.statistics = statistics;
        this.population = statistics.persons() > 0 ? statistics.persons() : Math.max(1, population);
        this.parts = parts;
    }

    /** Remembers how many keys a set will have, about. */
    void keySet(int set, Size keys) {
        keySets.put(set, keys);
    }

    /** Keys of a set. */
    Size keySet(int set) {
        return java.util.Objects.requireNonNull(keySets.get(set));
    }

    double population() {
        return population;
    }

    double rows(RelNode rel) {
        return size(rel).rows();
    }

    /** Distinct values of a column. */
    double distinct(RelNode rel, int column) {
        return size(rel).distinct(column);
    }

    Size size(RelNode rel) {
        Size size = known.get(rel);
        if (size == null) {
            size = compute(rel);
            known.put(rel, size);
        }
        return size;
    }

    private Size compute(RelNode rel) {
        if (rel instanceof SourceScan scan) {
            return scan(scan);
        }
        if (rel instanceof PartScan scan) {
            return size(parts.definition(scan.part));
        }
        if (rel instanceof Filter filter) {
            return filter(filter);
        }
        if (rel instanceof Project project) {
            return project(project);
        }
        if (rel instanceof Join join) {
            return join(join);
        }
        if (rel instanceof Aggregate aggregate) {
            return aggregate(aggregate);
        }
        if (rel instanceof Sort sort) {
            Size size = size(sort.getInput());
            return sort.fetch instanceof RexLiteral fetch ? size.atMost(number(fetch)) : size;
        }
        if (rel instanceof SetOp) {
            return rel.getInputs().stream().map(this::size).reduce(Size::plus).orElseThrow();
        }
        if (rel instanceof Values values) {
            return Size.of(
                    Math.max(1, values.getTuples().size()), rel.getRowType().getFieldCount());
        }
        if (rel.getInputs().size() == 1
                && rel.getInput(0).getRowType().getFieldCount()
                        == rel.getRowType().getFieldCount()) {
            return size(rel.getInput(0));
        }
        double rows = rel.getInputs().stream().mapToDouble(this::rows).max().orElse(1);
        return Size.of(rows, rel.getRowType().getFieldCount());
    }

    private Size scan(SourceScan scan) {
        double rows = tableRows(scan);
        List<SourceColumn> columns = scan.sourceTable.columns();
        double[] distinct = new double[columns.size()];
        double[] domain = new double[columns.size()];
        for (int i = 0; i < distinct.length; i++) {
            boolean person = columns.get(i).person() != PersonFormat.NONE;
            double values = column(scan, columns.get(i))
                    .map(ColumnStatistics::distinct)
                    .orElse(person ? population : OTHER_DISTINCT);
            domain[i] = person ? Math.max(population, values) : Math.min(rows, values);
            distinct[i] = Math.min(rows, values);
        }
        return new Size(rows, distinct, domain, Map.of());
    }

    /** Rows of a source's table. */
    double tableRows(SourceScan scan) {
        return statistics
                .of(scan.source, scan.sourceTable)
                .map(TableStatistics::rows)
                .orElse((double) Math.max(1, scan.sourceTable.estimatedRows()));
    }

    /** What its source says of a column. */
    Optional<ColumnStatistics> column(SourceScan scan, SourceColumn column) {
        return statistics.of(scan.source, scan.sourceTable).map(t -> t.columns().get(column.name()));
    }

    private Size filter(Filter filter) {
        Size size = size(filter.getInput());
        for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
            Optional<Integer> first = firstOfEach(filter, condition);
            size = first.isPresent()
                    ? size.atMost(first.get())
                    : selectivity.applied(condition, filter.getInput(), size);
        }
        return size;
    }

    /** Groups of {@code ROW_NUMBER() OVER (PARTITION BY …) = 1}. */
    private Optional<Integer> firstOfEach(Filter filter, RexNode condition) {
        if (!Uniqueness.isFirst(condition) || !(filter.getInput() instanceof Project project)) {
            return Optional.empty();
        }
        int column = ((RexInputRef) ((RexCall) condition).getOperands().get(0)).getIndex();
        if (!(project.getProjects().get(column) instanceof RexOver over)
                || over.getAggOperator().getKind() != SqlKind.ROW_NUMBER) {
            return Optional.empty();
        }
        ImmutableBitSet keys = RelOptUtil.InputFinder.bits(over.getWindow().partitionKeys, null);
        return Optional.of((int) Math.min(1e9, groups(size(project.getInput()), keys)));
    }

    private Size project(Project project) {
        Size input = size(project.getInput());
        double[] distinct = new double[project.getProjects().size()];
        double[] domain = new double[distinct.length];
        for (int i = 0; i < distinct.length; i++) {
            RexNode expression = unwrapped(project.getProjects().get(i));
            if (expression instanceof RexInputRef ref) {
                distinct[i] = input.distinct(ref.getIndex());
                domain[i] = input.domain(ref.getIndex());
            } else {
                double values =
                        DateParts.of(expression).map(DateParts.Part::values).orElse(OTHER_DISTINCT);
                distinct[i] = expression instanceof RexLiteral ? 1 : Math.min(input.rows(), values);
                domain[i] = distinct[i];
            }
        }
        return new Size(input.rows(), distinct, domain, input.limits());
    }

    /** The column behind a change of nullability or the canonical form of a person's number. */
    private static RexNode unwrapped(RexNode node) {
        RexNode inner = node;
        while (inner instanceof RexCall call
                && (call.getOperator().equals(BrokerFunctions.PERSON) || call.getKind() == SqlKind.CAST)) {
            inner = call.getOperands().get(0);
        }
        return inner;
    }

    private Size aggregate(Aggregate aggregate) {
        Size input = size(aggregate.getInput());
        List<Integer> keys = aggregate.getGroupSet().asList();
        double rows = groups(input, aggregate.getGroupSet())
                * aggregate.getGroupSets().size();
        int width = aggregate.getRowType().getFieldCount();
        double[] distinct = new double[width];
        double[] domain = new double[width];
        for (int i = 0; i < width; i++) {
            distinct[i] = i < keys.size() ? input.distinct(keys.get(i)) : rows;
            domain[i] = i < keys.size() ? input.domain(keys.get(i)) : rows;
        }
        return new Size(rows, distinct, domain, input.limits());
    }

    private static double groups(Size input, ImmutableBitSet keys) {
        double groups = 1;
        for (int key : keys) {
            groups = Math.min(input.rows(), groups * Math.max(1, input.distinct(key)));
        }
        return Math.max(1, groups);
    }

    private Size join(Join join) {
        return joined(
                size(join.getLeft()),
                size(join.getRight()),
                join.getJoinType(),
                RelOptUtil.conjunctions(join.getCondition()));
    }

    /**
     * The size of a join.
     *
     * @param conditions over the left side's columns, then the right's
     */
    Size joined(Size left, Size right, JoinRelType type, List<RexNode> conditions) {
        int width = left.width();
        Size product = left.times(right);
        double rows = product.rows();
        double matching = 1;
        double affinity = left.affinity(right);
        for (RexNode condition : conditions) {
            Optional<Predicates.KeyPair> keys = Predicates.keys(condition, width);
            if (keys.isEmpty()) {
                rows *= Selectivity.byKind(condition);
                matching *= Selectivity.byKind(condition);
                continue;
            }
            int a = keys.get().left();
            int b = keys.get().right();
            double domain = Math.max(left.domain(a), right.domain(b));
            double met = Math.min(1, right.distinct(b) / domain * affinity);
            double both = Math.min(Math.min(left.distinct(a), right.distinct(b)), left.distinct(a) * met);
            rows *= both / (left.distinct(a) * right.distinct(b));
            matching = Math.min(matching, met);
            product = product.withDistinct(a, both).withDistinct(b + width, both);
        }
        product = product.withRows(rows);
        return switch (type) {
            case LEFT -> kept(product.atLeast(left.rows()), left);
            case RIGHT -> product.atLeast(right.rows());
            case FULL -> product.atLeast(left.rows() + right.rows());
            case SEMI -> left.scaled(matching).limitedAs(right);
            case ANTI -> left.scaled(Math.max(0.1, 1 - matching));
            default -> product;
        };
    }

    /** An outer join keeps every value of its left side. */
    private static Size kept(Size product, Size left) {
        Size size = new Size(
                product.rows(), product.distinct().clone(), product.domain().clone(), left.limits());
        for (int i = 0; i < left.width(); i++) {
            size = size.withDistinct(i, left.distinct(i));
        }
        return size;
    }

    static int number(RexLiteral literal) {
        Integer value = literal.getValueAs(Integer.class);
        return value == null ? 0 : value;
    }
}

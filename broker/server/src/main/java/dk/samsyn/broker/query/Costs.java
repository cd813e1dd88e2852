package dk.samsyn.broker.query;

import dk.samsyn.spi.AskingCost;
import dk.samsyn.spi.Capability;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceTable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;

/**
 * What getting a tree's rows costs, in milliseconds, about: calls and their latency, keys sent, rows read at the source, rows
 * over the wire, work of the broker.
 */
final class Costs {
    /** More than anything that can be done: a source that must be asked by key, without keys. */
    static final double NEVER = 1e12;

    private static final double CALL = 2;
    private static final double PARTITIONED_CALL = 20;
    private static final double ROW = 0.0015;
    private static final double READ_AT_SOURCE = 0.00005;
    /** Small databases in files, many on one machine. */
    private static final double PARTITIONED_READ = 0.0005;

    private static final double KEY = 0.01;
    private static final double PARTITIONED_KEY = 0.05;
    private static final double BROKER_ROW = 0.0003;

    /** Milliseconds of a call from which on a source is remote: what lies at hand is looked up by key or read alike. */
    private static final double REMOTE = 10;

    private final SqlShape shape;
    private final Estimates estimates;
    private final Parts parts;
    private final IdentityHashMap<RelNode, Double> whole = new IdentityHashMap<>();

    Costs(SqlShape shape, Estimates estimates, Parts parts) {
        this.shape = shape;
        this.estimates = estimates;
        this.parts = parts;
    }

    /** Cost of all rows of a tree, its joins bound in the best way. */
    double whole(RelNode rel) {
        Double known = whole.get(rel);
        if (known == null) {
            known = shape.home(rel).isPresent() ? sql(rel, List.of(), 0) : inParts(rel);
            whole.put(rel, known);
        }
        return known;
    }

    /** Cost of a join's rows if one source computes it, else {@link #NEVER}. */
    double together(Join join) {
        return shape.home(join).isPresent() ? whole(join) : NEVER;
    }

    /** The source that computes a tree in one place, if there is one. */
    Optional<SourceId> home(RelNode rel) {
        return shape.home(rel).filter(home -> !home.partitioned()).map(home -> home.source()
                .id());
    }

    /** What a tree adds to a statement that its source is asked anyway, whose answer gets so many rows more. */
    double added(RelNode rel, double rows) {
        return whole(rel) - CALL - estimates.rows(rel) * ROW + rows * ROW;
    }

    private double inParts(RelNode rel) {
        if (rel instanceof PartScan scan) {
            return parts.definition(scan.part) == rel ? 0 : estimates.rows(rel) * BROKER_ROW;
        }
        if (rel instanceof SourceScan || (rel instanceof Filter && rel.getInput(0) instanceof SourceScan)) {
            return table(rel, false, 0);
        }
        if (rel instanceof Join join) {
            return join(join);
        }
        double sum = estimates.rows(rel) * BROKER_ROW;
        for (RelNode input : rel.getInputs()) {
            sum += whole(input);
        }
        return sum;
    }

    private double join(Join join) {
        double left = whole(join.getLeft());
        double right = whole(join.getRight());
        double best = left + right;
        int width = join.getLeft().getRowType().getFieldCount();
        for (RexPair pair : pairs(join, width)) {
            if (KeyBinding.leftDrives(join.getJoinType())) {
                double keys = estimates.distinct(join.getLeft(), pair.left());
                best = Math.min(best, left + keyed(join.getRight(), pair.right(), keys));
            }
            if (KeyBinding.rightDrives(join.getJoinType())) {
                double keys = estimates.distinct(join.getRight(), pair.right());
                best = Math.min(best, right + keyed(join.getLeft(), pair.left(), keys));
            }
        }
        return best + estimates.rows(join) * BROKER_ROW;
    }

    private record RexPair(int left, int right) {}

    private static List<RexPair> pairs(Join join, int width) {
        List<RexPair> pairs = new ArrayList<>();
        RelOptUtil.conjunctions(join.getCondition())
                .forEach(c -> Predicates.keys(c, width).ifPresent(k -> pairs.add(new RexPair(k.left(), k.right()))));
        return pairs;
    }

    /** Cost of the rows of a tree that have one of so many keys in a column. */
    double keyed(RelNode rel, int column, double keys) {
        List<SourceScan> reached = KeyReach.of(rel, column);
        return reached.isEmpty() ? whole(rel) : keyed(rel, reached, keys);
    }

    private double keyed(RelNode rel, List<SourceScan> reached, double keys) {
        if (shape.home(rel).isPresent()) {
            return sql(rel, reached, keys);
        }
        if (rel instanceof SourceScan scan) {
            return table(rel, reached.contains(scan), keys);
        }
        if (rel instanceof Filter && rel.getInput(0) instanceof SourceScan scan) {
            return table(rel, reached.contains(scan), keys);
        }
        if (scans(rel).stream().noneMatch(reached::contains)) {
            return whole(rel);
        }
        double sum = 0;
        for (RelNode input : rel.getInputs()) {
            sum += keyed(input, reached, keys);
        }
        return sum;
    }

    /** One statement of a source. */
    private double sql(RelNode rel, List<SourceScan> reached, double keys) {
        Optional<SqlShape.Home> home = shape.home(rel);
        boolean partitioned = home.filter(SqlShape.Home::partitioned).isPresent();
        double cost = partitioned ? PARTITIONED_CALL : CALL;
        double key = partitioned ? PARTITIONED_KEY : KEY;
        double read = partitioned ? PARTITIONED_READ : READ_AT_SOURCE;
        double share = 1;
        for (SourceScan scan : scans(rel)) {
            double rows = estimates.tableRows(scan);
            if (reached.contains(scan)) {
                double some = Math.min(1, keys / persons());
                share = Math.min(share, some);
                cost += keys * key + rows * some * read;
            } else if (!boundBelow(rel)) {
                cost += rows * read;
            }
        }
        return cost + estimates.rows(rel) * share * ROW;
    }

    private double persons() {
        return estimates.population();
    }

    private static boolean boundBelow(RelNode rel) {
        if (rel instanceof Filter filter
                && RelOptUtil.conjunctions(filter.getCondition()).stream().anyMatch(c -> KeyCondition.of(c)
                        .filter(k -> k.person() || k.set() >= 0)
                        .isPresent())) {
            return true;
        }
        return rel.getInputs().stream().anyMatch(Costs::boundBelow);
    }

    /** One table of a source without SQL. */
    private double table(RelNode rel, boolean reached, double keys) {
        SourceScan scan = (SourceScan) (rel instanceof SourceScan ? rel : rel.getInput(0));
        SourceTable table = scan.sourceTable;
        double rows = estimates.rows(rel);
        AskingCost cost = scan.source.askingCost(table.name());
        if (reached || boundBelow(rel)) {
            double wanted = reached ? keys : rows;
            double share = reached ? Math.min(1, keys / persons()) : 1;
            double asking = wanted * cost.keyMillis();
            if (cost.callMillis() >= REMOTE) {
                asking = Math.min(asking, reading(scan, cost));
            }
            return cost.callMillis() + asking + rows * share * ROW;
        }
        if (reading(scan, cost) >= NEVER) {
            return NEVER;
        }
        boolean chosenThere = table.capabilities().contains(Capability.FILTER_IN) && hasEquality(rel);
        double fetched = chosenThere ? rows : estimates.tableRows(scan);
        return cost.callMillis() + fetched * ROW + reading(scan, cost);
    }

    /** Reading a table whole, which a remote source does for many keys, too, if it can. */
    private double reading(SourceScan scan, AskingCost cost) {
        SourceTable table = scan.sourceTable;
        boolean can = !table.key().mandatory() && table.capabilities().contains(Capability.SCAN);
        return can ? estimates.tableRows(scan) * cost.rowMillis() : NEVER;
    }

    private static boolean hasEquality(RelNode rel) {
        return rel instanceof Filter filter
                && RelOptUtil.conjunctions(filter.getCondition()).stream()
                        .anyMatch(c -> KeyCondition.of(c).isPresent());
    }

    static List<SourceScan> scans(RelNode rel) {
        List<SourceScan> scans = new ArrayList<>();
        collect(rel, scans);
        return scans;
    }

    private static void collect(RelNode rel, List<SourceScan> scans) {
        if (rel instanceof SourceScan scan) {
            scans.add(scan);
        }
        rel.getInputs().forEach(i -> collect(i, scans));
    }
}

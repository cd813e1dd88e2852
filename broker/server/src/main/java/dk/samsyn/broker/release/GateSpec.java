package dk.samsyn.broker.release;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that the gate needs to know of one aggregation over persons. Its input has one row per person and group of raw values;
 * the same person and group may come in several rows, which are added.
 *
 * <p>Columns of the input: the canonical person, one per dimension, the provider if there is one, the number of rows, then for
 * each measure the number of its values and their sum.
 *
 * @param dimensions columns of the groups
 * @param groupSets which dimensions each set of groups has; one set with all of them unless the statement asks for margins
 * @param provider whether the input has a provider
 * @param measures numbers that are summed
 * @param outputs what stands behind the group's columns in the answer
 * @param cell the persons that all groups are part of
 * @param minimum fewest persons of a group
 */
public record GateSpec(
        List<Dimension> dimensions,
        List<BitSet> groupSets,
        boolean provider,
        List<Measure> measures,
        List<Output> outputs,
        Base cell,
        int minimum) {
    /** Fewest persons of a group that may tell of sensitive matters. */
    public static final int SENSITIVE_MINIMUM = 10;

    public GateSpec {
        dimensions = List.copyOf(dimensions);
        groupSets = List.copyOf(groupSets);
        measures = List.copyOf(measures);
        outputs = List.copyOf(outputs);
    }

    /**
     * A column of groups.
     *
     * @param rule what may be asked of the column
     * @param grain how a raw value becomes a group's
     * @param label the canonical name of column and grain
     */
    public record Dimension(ColumnRule rule, Grain grain, String label) {}

    /**
     * A number that is summed.
     *
     * @param quantity what it measures, if it is one thing in all groups
     * @param by the dimension that tells what it measures, or -1
     * @param quantities what it measures, by the dimension's value
     */
    public record Measure(Quantity quantity, int by, Map<String, Quantity> quantities) {
        public Measure {
            quantities = Map.copyOf(quantities);
        }
    }

    /**
     * The canonical form of tables and conditions (rule 22).
     *
     * @param tables tables and views, sorted
     * @param conditions canonical conditions, sorted
     * @param cutting tables whose own columns, outside the standard set, a condition or group names
     * @param cuts conditions on columns outside the standard set and conditions with lists, and what each is counted as
     * @param sensitive whether a condition names a sensitive value
     */
    public record Base(
            List<String> tables,
            List<String> conditions,
            List<String> cutting,
            Map<String, String> cuts,
            boolean sensitive) {
        public Base {
            tables = List.copyOf(tables);
            cutting = List.copyOf(cutting);
            conditions = List.copyOf(conditions);
            cuts = Map.copyOf(cuts);
        }
    }

    /** Tables, conditions and groups in one line (rule 22). */
    public String canonical() {
        return cell.tables() + " where " + cell.conditions() + " by "
                + dimensions.stream().map(Dimension::label).toList();
    }

    /**
     * The ways in which the statement cuts sets of persons by columns outside the standard set: each such column with all the
     * rest as the set that it cuts.
     *
     * @param population the rows that the policies open
     */
    public Set<Charge.Partition> partitions(String population) {
        TreeSet<String> all = new TreeSet<>(cell.conditions());
        TreeSet<String> standard = new TreeSet<>(all);
        standard.removeAll(cell.cuts().keySet());
        Set<Charge.Partition> partitions = new HashSet<>();
        cell.cuts().forEach((condition, column) -> add(partitions, population, all, standard, condition, column));
        dimensions.stream()
                .filter(d -> !d.rule().standard())
                .forEach(d -> add(partitions, population, all, standard, "by " + d.label(), d.label()));
        return partitions;
    }

    private void add(
            Set<Charge.Partition> partitions,
            String population,
            TreeSet<String> all,
            TreeSet<String> standard,
            String piece,
            String column) {
        TreeSet<String> rest = new TreeSet<>(all);
        rest.remove(piece);
        partitions.add(Charge.Partition.of(base(population, rest), column));
        partitions.add(Charge.Partition.of(base(population, standard), column));
    }

    /**
     * The set that is cut, without what keeps nearly everybody: tables that are only joined, groups whose numbers can be added up
     * again, conditions that hold for all. Else each way to write one set would have a budget of its own.
     */
    private String base(String population, TreeSet<String> conditions) {
        List<String> real = conditions.stream()
                .map(condition -> condition.replace("among ", ""))
                .filter(condition -> !condition.endsWith(" not null"))
                .distinct()
                .sorted()
                .toList();
        return population + " " + cell.cutting() + " " + real;
    }

    /** What a measure is in a group, if the group tells. */
    Optional<Quantity> quantity(int measure, BitSet kept, List<? extends @Nullable Object> values) {
        Measure of = measures.get(measure);
        if (of.by() < 0) {
            return Optional.of(of.quantity());
        }
        Object value = kept.get(of.by()) ? values.get(of.by()) : null;
        return value == null
                ? Optional.empty()
                : Optional.ofNullable(of.quantities().get(value.toString()));
    }

    /** What an output is. */
    public enum Statistic {
        /** Distinct persons. */
        PERSONS,
        /** Rows. */
        ROWS,
        /** Values of a measure that are not NULL. */
        VALUES,
        SUM,
        MEAN,
        /** Variance between persons, one value each. */
        VARIANCE_POPULATION,
        VARIANCE_SAMPLE,
        DEVIATION_POPULATION,
        DEVIATION_SAMPLE,
        /** A quartile over persons, one value each. */
        QUANTILE,
        /** Which dimensions the group leaves out, as SQL's GROUPING. */
        GROUPING
    }

    /** Java form of an output. */
    public enum Form {
        LONG,
        DECIMAL,
        DOUBLE
    }

    /**
     * One output.
     *
     * @param measure index of the measure, or -1
     * @param fraction of a quantile, else 0
     * @param dimensions of GROUPING, from the leftmost
     * @param form Java form of the answer's column
     * @param scale digits after the point of a decimal
     */
    public record Output(
            Statistic statistic, int measure, double fraction, List<Integer> dimensions, Form form, int scale) {
        public Output {
            dimensions = List.copyOf(dimensions);
        }
    }

    int rowsColumn() {
        return 1 + dimensions.size() + (provider ? 1 : 0);
    }

    /** Columns of an input row. */
    public int inputWidth() {
        return rowsColumn() + 1 + 2 * measures.size();
    }

    Optional<Integer> providerColumn() {
        return provider ? Optional.of(1 + dimensions.size()) : Optional.empty();
    }
}

package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.Mappings;

/**
 * Which columns a statement reads, for the log: those of governed tables that the asker's text uses, and apart from them those of
 * sources that nothing but conditions of policies uses. Changes no tree. Public because Calcite calls it by reflection.
 */
public final class ColumnsRead extends Trimmer {
    private final Set<String> governed;
    private final Set<String> rules;

    private ColumnsRead(RelOptCluster cluster, Set<String> governed, Set<String> rules) {
        super(cluster);
        this.governed = governed;
        this.rules = rules;
    }

    /**
     * What is read.
     *
     * @param statement {@code schema.table.column} of governed tables, in order
     * @param rules {@code source.table.column} of sources, in order
     */
    record Columns(List<String> statement, List<String> rules) {
        static final Columns NONE = new Columns(List.of(), List.of());
    }

    /**
     * The columns of a statement.
     *
     * @param asked what the asker asks, over governed tables
     * @param opened the same with the policies' conditions, over sources
     */
    static Columns of(RelNode asked, RelNode opened) {
        Set<String> governed = new TreeSet<>();
        Set<String> rules = new TreeSet<>();
        new ColumnsRead(asked.getCluster(), governed, new TreeSet<>()).trim(asked);
        new ColumnsRead(opened.getCluster(), new TreeSet<>(), rules).trim(opened);
        return new Columns(new ArrayList<>(governed), new ArrayList<>(rules));
    }

    /** Writes down what is used of a scan and leaves it as it is. Called by reflection. */
    @Override
    public TrimResult trimFields(TableScan scan, ImmutableBitSet fieldsUsed, Set<RelDataTypeField> extraFields) {
        List<String> names = scan.getRowType().getFieldNames();
        if (scan instanceof GovernedScan table) {
            fieldsUsed.forEachInt(column -> governed.add(table.name + "." + names.get(column)));
        } else if (scan instanceof SourceScan source && source.rule) {
            String table = source.source.id().value() + "." + source.sourceTable.name();
            fieldsUsed.forEachInt(column -> rules.add(table + "." + names.get(column)));
        }
        return whole(scan);
    }

    /** A node that Calcite does not know, such as a release gate, uses all that is below it. Called by reflection. */
    @Override
    public TrimResult trimFields(RelNode rel, ImmutableBitSet fieldsUsed, Set<RelDataTypeField> extraFields) {
        if (rel instanceof Seal) {
            return super.trimFields(rel, fieldsUsed, extraFields);
        }
        rel.getInputs().forEach(input -> new ColumnsRead(rel.getCluster(), governed, rules).trim(input));
        return whole(rel);
    }

    private TrimResult whole(RelNode rel) {
        return result(rel, Mappings.createIdentity(rel.getRowType().getFieldCount()));
    }
}

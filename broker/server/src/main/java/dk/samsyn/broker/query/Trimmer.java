package dk.samsyn.broker.query;

import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.util.ImmutableBitSet;

/** Leaves out columns that nobody uses, through seals too. Public because Calcite calls it by reflection. */
public class Trimmer extends RelFieldTrimmer {
    Trimmer(RelOptCluster cluster) {
        super(null, RelFactories.LOGICAL_BUILDER.create(cluster, null));
    }

    /** The same rows from narrower scans. */
    static RelNode trimmed(RelNode tree) {
        return new Trimmer(tree.getCluster()).trim(tree);
    }

    /** A seal passes what its reader uses. Called by reflection; {@code RelNode} hides the package's own type. */
    @Override
    public TrimResult trimFields(RelNode rel, ImmutableBitSet fieldsUsed, Set<RelDataTypeField> extraFields) {
        if (rel instanceof Seal seal) {
            ImmutableBitSet used =
                    seal.tap.map(t -> fieldsUsed.union(t.columns())).orElse(fieldsUsed);
            TrimResult input = trimChild(seal, seal.getInput(), used, extraFields);
            Seal narrow = seal.over(input.left);
            return result(
                    seal.tap
                            .map(t -> narrow.tapped(t.moved(column -> input.right.getTarget(column))))
                            .orElse(narrow),
                    input.right);
        }
        return super.trimFields(rel, fieldsUsed, extraFields);
    }
}

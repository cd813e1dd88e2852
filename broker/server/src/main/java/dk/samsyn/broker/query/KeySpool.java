package dk.samsyn.broker.query;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;

/**
 * The driver of a bind join: passes its rows on and fills a key set from one column, by which the other side is then asked.
 *
 * <pre>
 *   Join(a.k = b.k)                    Join(a.k = b.k)
 *     a                      =&gt;          KeySpool(set 1 from k)
 *     b                                      a
 *                                          Filter(IN_KEYS(k, 1))
 *                                            b
 * </pre>
 */
final class KeySpool extends SingleRel {
    final int column;
    final int set;

    KeySpool(RelOptCluster cluster, RelTraitSet traits, RelNode input, int column, int set) {
        super(cluster, traits, input);
        this.column = column;
        this.set = set;
    }

    static KeySpool over(RelNode input, int column, int set) {
        return new KeySpool(input.getCluster(), input.getTraitSet(), input, column, set);
    }

    @Override
    public KeySpool copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new KeySpool(getCluster(), traitSet, inputs.get(0), column, set);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("column", column).item("set", set);
    }
}

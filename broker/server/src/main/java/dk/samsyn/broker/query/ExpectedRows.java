package dk.samsyn.broker.query;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexLiteral;

/** Which of two inputs of a join is likely the smaller one; what ends first when they are read decides. */
final class ExpectedRows {
    private static final double SELECTED = 0.3;

    private final Parts parts;

    ExpectedRows(Parts parts) {
        this.parts = parts;
    }

    double of(RelNode rel) {
        if (rel instanceof SourceFetch fetch) {
            return fetch.rows;
        }
        if (rel instanceof PartScan scan) {
            return of(parts.definition(scan.part));
        }
        if (rel instanceof Values values) {
            return values.getTuples().size();
        }
        double below = rel.getInputs().stream().mapToDouble(this::of).max().orElse(1);
        if (rel instanceof SetOp) {
            return rel.getInputs().stream().mapToDouble(this::of).sum();
        }
        if (rel instanceof Filter || rel instanceof Aggregate) {
            return below * SELECTED;
        }
        if (rel instanceof Sort sort && sort.fetch instanceof RexLiteral fetch) {
            Long rows = fetch.getValueAs(Long.class);
            return rows == null ? below : Math.min(below, rows);
        }
        return below;
    }
}

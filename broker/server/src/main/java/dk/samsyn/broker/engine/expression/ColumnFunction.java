package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;

/** An operator of SQL that is computed for many rows at once. */
public interface ColumnFunction {
    /**
     * The values at {@code rows}, each at its row's place.
     *
     * @param arguments values of the operands
     * @param capacity length of the vector that is given back
     */
    Vector apply(Execution execution, Vector[] arguments, Selection rows, int capacity);
}

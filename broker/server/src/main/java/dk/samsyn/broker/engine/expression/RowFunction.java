package dk.samsyn.broker.engine.expression;

import org.apache.calcite.DataContext;
import org.jspecify.annotations.Nullable;

/** An operator of SQL that says itself how it is computed. If an argument is NULL, so is its value, without a call. */
public interface RowFunction {
    /**
     * The value for one row.
     *
     * @param context the run's
     * @param arguments objects as Calcite's generated code has them, none null
     */
    @Nullable
    Object apply(DataContext context, Object[] arguments);
}

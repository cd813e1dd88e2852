package dk.samsyn.broker.engine.expression;

import org.apache.calcite.DataContext;
import org.jspecify.annotations.Nullable;

/** What generated code of one expression implements; public because it is compiled into another package. */
public interface CompiledScalar {
    /** The value for a row of operands. */
    @Nullable
    Object value(@Nullable Object[] row);

    /** Makes the code ready for a run. */
    interface Factory {
        CompiledScalar bound(DataContext context);
    }
}

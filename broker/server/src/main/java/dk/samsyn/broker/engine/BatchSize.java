package dk.samsyn.broker.engine;

import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.DecimalVector;
import dk.samsyn.broker.engine.column.DoubleVector;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.ObjectVector;
import dk.samsyn.broker.engine.column.Vector;
import org.jspecify.annotations.Nullable;

/** How much memory a batch holds, about. */
public final class BatchSize {
    private static final int OBJECT_BYTES = 48;

    private BatchSize() {}

    /** Bytes of a batch. */
    public static long of(Batch batch) {
        long bytes = 0;
        for (Vector column : batch.columns()) {
            bytes += of(column, batch.size());
        }
        return bytes;
    }

    private static long of(Vector column, int rows) {
        if (column instanceof LongVector longs) {
            return longs.values.length * 8L;
        }
        if (column instanceof DoubleVector doubles) {
            return doubles.values.length * 8L;
        }
        if (column instanceof DecimalVector decimals) {
            return decimals.unscaled.length * 8L;
        }
        long bytes = 4L * rows;
        @Nullable Object[] values = ((ObjectVector) column).values;
        Object before = null;
        for (int row = 0; row < rows; row++) {
            Object value = values[row];
            if (value != null && value != before) {
                bytes += value instanceof String text ? OBJECT_BYTES + text.length() : OBJECT_BYTES;
            }
            before = value;
        }
        return bytes;
    }
}

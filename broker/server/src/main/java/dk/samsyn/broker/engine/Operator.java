package dk.samsyn.broker.engine;

import dk.samsyn.broker.engine.column.Batch;
import org.jspecify.annotations.Nullable;

/** A running step of a plan. Read by one thread; closed by any. */
public abstract class Operator implements AutoCloseable {
    private final Execution execution;
    private final Execution.Counter counter;
    private volatile boolean closed;

    protected Operator(Execution execution, Node node) {
        this.execution = execution;
        this.counter = execution.counter(node);
    }

    protected final Execution execution() {
        return execution;
    }

    /** Begins in the background what can begin before rows are wanted. */
    public abstract void start();

    /** The next rows, or null at the end. */
    public final @Nullable Batch next() {
        if (closed) {
            return null;
        }
        execution.check();
        long since = System.nanoTime();
        try {
            Batch batch = produce();
            counter.add(batch == null ? 0 : batch.size());
            return batch;
        } finally {
            counter.spend(System.nanoTime() - since);
        }
    }

    /** The next rows, or null at the end; not called again after that. */
    protected abstract @Nullable Batch produce();

    protected final boolean isClosed() {
        return closed;
    }

    /** Stops everything below and lets go of memory. May be called twice, and while another thread reads. */
    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            release();
        }
    }

    /** Closes inputs and accounts. */
    protected abstract void release();
}

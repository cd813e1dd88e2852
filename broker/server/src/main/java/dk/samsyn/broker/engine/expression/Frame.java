package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.column.Batch;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What expressions of one operator see while it runs: the current batch, the run, and what they remember. */
public final class Frame {
    private final Execution execution;
    private final IdentityHashMap<Object, Object> remembered = new IdentityHashMap<>();
    private @Nullable Batch batch;
    private long number;

    public Frame(Execution execution) {
        this.execution = execution;
    }

    /** Turns to the next batch. */
    public Frame over(Batch next) {
        batch = next;
        number++;
        return this;
    }

    public Batch batch() {
        return Objects.requireNonNull(batch);
    }

    /** Number of the current batch. */
    long number() {
        return number;
    }

    /** Length of vectors that hold values of the current batch. */
    public int capacity() {
        return batch().size();
    }

    public Execution execution() {
        return execution;
    }

    /** What an expression remembers from batch to batch of this operator. */
    @SuppressWarnings("unchecked")
    public <T> T remembered(Object owner, Supplier<T> first) {
        return (T) remembered.computeIfAbsent(owner, o -> Objects.requireNonNull(first.get()));
    }
}

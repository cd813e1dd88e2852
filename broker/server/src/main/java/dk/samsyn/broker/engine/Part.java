package dk.samsyn.broker.engine;

import dk.samsyn.broker.engine.column.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A part of a running plan that is computed once: its rows are kept for several readers, and the distinct values of some of
 * its columns are keys by which other sources are asked. It is read by whoever needs it first; the others wait. Parts need
 * each other without circles, so no two wait for one another.
 */
public final class Part implements AutoCloseable {
    /** Distinct keys beyond which nobody wants them: sending them costs more than reading the other side. */
    public static final int MAX_KEYS = 200_000;

    private final Execution execution;
    private final ExecutablePlan.Definition definition;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<@Nullable Batch> batches = new ArrayList<>();
    private final Map<Integer, KeySet> keys = new HashMap<>();
    private final MemoryBudget.Account account;
    private volatile @Nullable Operator operator;
    private long bytes;
    private boolean ended;
    private volatile boolean closed;
    private @Nullable RuntimeException failure;

    Part(Execution execution, ExecutablePlan.Definition definition) {
        this.execution = execution;
        this.definition = definition;
        this.account = execution.memory().account();
        definition
                .keyColumns()
                .forEach(column ->
                        keys.put(column, new KeySet(definition.tree().forms().get(column))));
    }

    /** Begins reading in the background, so that independent sources are asked at the same time. */
    void start() {
        if (!definition.keyColumns().isEmpty()) {
            execution.run(this::begin);
        }
    }

    /** What goes wrong is told to those who ask for the rows. */
    private void begin() {
        lock.lock();
        try {
            readKeys();
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable e) {
        if (failure == null) {
            failure = e instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
    }

    /** The rows at a place in the order of reading, or null at the end. A part with one reader forgets them then. */
    public @Nullable Batch batch(int place) {
        lock.lock();
        try {
            readKeys();
            while (place >= batches.size() && !ended) {
                read();
            }
            if (place >= batches.size()) {
                return null;
            }
            Batch batch = batches.get(place);
            if (batch != null && definition.readers() == 1) {
                batches.set(place, null);
                bytes -= BatchSize.of(batch);
                hold();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** The distinct values of a column, or null if there are too many to be worth sending. */
    public @Nullable KeySet keys(int column) {
        lock.lock();
        try {
            readKeys();
            KeySet found = keys.get(column);
            if (found == null) {
                throw new IllegalStateException("nobody announced that keys of column " + column + " are wanted");
            }
            return found.size() > MAX_KEYS ? null : found;
        } finally {
            lock.unlock();
        }
    }

    /** Reads until the key sets are complete or all too large. */
    private void readKeys() {
        while (!ended && keys.values().stream().anyMatch(k -> k.size() <= MAX_KEYS)) {
            read();
        }
    }

    private void read() {
        if (failure != null) {
            throw failure;
        }
        if (closed) {
            ended = true;
            return;
        }
        try {
            Operator source = operator();
            Batch batch = source.next();
            if (batch == null) {
                ended = true;
                source.close();
                return;
            }
            if (definition.readers() > 0) {
                batches.add(batch);
                bytes += BatchSize.of(batch);
            }
            for (Map.Entry<Integer, KeySet> entry : keys.entrySet()) {
                if (entry.getValue().size() <= MAX_KEYS) {
                    entry.getValue().add(batch, entry.getKey());
                }
            }
            hold();
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
    }

    private void hold() {
        account.hold(bytes + keys.values().stream().mapToLong(KeySet::bytes).sum());
    }

    private Operator operator() {
        Operator running = operator;
        if (running == null) {
            running = definition.tree().open(execution);
            operator = running;
            running.start();
        }
        return running;
    }

    @Override
    public void close() {
        closed = true;
        Operator running = operator;
        if (running != null) {
            running.close();
        }
        account.close();
    }
}

package dk.samsyn.broker.engine;

import dk.samsyn.broker.engine.column.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
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

    /** Held while a batch is read. Fair: whoever waits for the next one has a turn before all are there. */
    private final ReentrantLock reading = new ReentrantLock(true);

    /** Held for a moment; guards what was read. */
    private final ReentrantLock lock = new ReentrantLock();

    private final List<@Nullable Batch> batches = new ArrayList<>();
    private final Map<Integer, KeySet> keys = new HashMap<>();
    private final MemoryBudget.Account account;
    private volatile @Nullable Operator operator;
    private long bytes;
    private boolean ended;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

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
        try {
            readUntil(this::keysAreThere);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable e) {
        lock.lock();
        try {
            if (failure == null) {
                failure = e instanceof RuntimeException known ? known : new IllegalStateException(e);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The rows at a place in the order of reading, or null at the end. A part with one reader forgets them then. */
    public @Nullable Batch batch(int place) {
        readUntil(this::keysAreThere);
        readUntil(() -> place < batches.size() || ended);
        lock.lock();
        try {
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
        readUntil(this::keysAreThere);
        KeySet found = announced(column);
        return found.size() > MAX_KEYS ? null : found;
    }

    /**
     * The distinct values of a column from a place in the order of their first appearance, as soon as there are any; none if there
     * will be no more. For sets that are known not to be too large.
     */
    public List<Object> keysFrom(int column, int place) {
        KeySet found = announced(column);
        readUntil(() -> ended || found.size() > place);
        lock.lock();
        try {
            return found.objects(place);
        } finally {
            lock.unlock();
        }
    }

    private KeySet announced(int column) {
        KeySet found = keys.get(column);
        if (found == null) {
            throw new IllegalStateException("nobody announced that keys of column " + column + " are wanted");
        }
        return found;
    }

    /** Whether the key sets are complete or all too large. */
    private boolean keysAreThere() {
        return ended || keys.values().stream().allMatch(k -> k.size() > MAX_KEYS);
    }

    /** Reads batch by batch, by turns with others who do, until there is enough. */
    private void readUntil(BooleanSupplier enough) {
        while (!is(enough)) {
            reading.lock();
            try {
                if (!is(enough)) {
                    read();
                }
            } finally {
                reading.unlock();
            }
        }
    }

    private boolean is(BooleanSupplier enough) {
        lock.lock();
        try {
            return enough.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
        try {
            Operator source = closed ? null : operator();
            Batch batch = source == null ? null : source.next();
            keep(batch);
            if (batch == null && source != null) {
                source.close();
            }
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
    }

    private void keep(@Nullable Batch batch) {
        lock.lock();
        try {
            if (batch == null) {
                ended = true;
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
        } finally {
            lock.unlock();
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

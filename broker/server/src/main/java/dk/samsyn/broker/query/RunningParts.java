package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.runtime.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one running query: each is computed once, by whoever needs it first, and kept until the query ends. Parts need
 * each other without circles, so that no two wait for one another.
 */
final class RunningParts {
    /** Distinct keys beyond which sending them costs more than reading the other side. */
    static final int MAX_KEYS = 200_000;

    private static final int CHECK_EVERY = 1024;

    private final QueryState state;
    private final List<Part> parts = new ArrayList<>();
    private final List<Parts.KeySource> keySets;

    RunningParts(QueryState state, List<Bindable<Object>> code, List<Parts.KeySource> keySets) {
        this.state = state;
        this.keySets = List.copyOf(keySets);
        code.forEach(c -> parts.add(new Part(c)));
    }

    /** Starts every part, so that independent sources are asked at the same time. */
    void start(Executor threads) {
        parts.forEach(part -> threads.execute(part::begin));
    }

    /** Whether something may be running that nobody waits for. */
    boolean mayRun() {
        return !parts.isEmpty();
    }

    /** Rows of a part. */
    Enumerable<Object> rows(int part) {
        return Linq4j.asEnumerable(() -> parts.get(part).rows().iterator());
    }

    /** Keys of a set; null means that there are too many, "do not restrict". */
    @Nullable
    Set<Object> keys(int set) {
        Parts.KeySource source = keySets.get(set);
        return parts.get(source.part()).keys(source.column());
    }

    private final class Part {
        private final Bindable<Object> code;
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<Integer, Set<Object>> keys = new HashMap<>();
        private @Nullable List<Object> rows;
        private @Nullable RuntimeException failure;

        private Part(Bindable<Object> code) {
            this.code = code;
        }

        /** What goes wrong is told to who asks for the rows. */
        private void begin() {
            try {
                rows();
            } catch (RuntimeException | Error e) {
                if (!state.isCancelled()) {
                    fail(e);
                }
            }
        }

        private void fail(Throwable e) {
            lock.lock();
            try {
                failure = e instanceof RuntimeException known ? known : new IllegalStateException(e);
            } finally {
                lock.unlock();
            }
        }

        private List<Object> rows() {
            lock.lock();
            try {
                if (failure != null) {
                    throw failure;
                }
                if (rows == null) {
                    rows = read();
                }
                return rows;
            } finally {
                lock.unlock();
            }
        }

        private List<Object> read() {
            state.check();
            List<Object> read = new ArrayList<>();
            try (Enumerator<Object> enumerator = code.bind(state).enumerator()) {
                while (enumerator.moveNext()) {
                    read.add(enumerator.current());
                    if (read.size() % CHECK_EVERY == 0) {
                        state.check();
                    }
                }
            }
            return read;
        }

        private @Nullable Set<Object> keys(int column) {
            lock.lock();
            try {
                Set<Object> distinct = keys.get(column);
                if (distinct == null) {
                    distinct = distinct(rows(), column);
                    keys.put(column, distinct);
                }
                return distinct.size() > MAX_KEYS ? null : distinct;
            } finally {
                lock.unlock();
            }
        }

        private static Set<Object> distinct(List<Object> rows, int column) {
            Set<Object> distinct = new HashSet<>();
            for (Object row : rows) {
                Object key = row instanceof @Nullable Object[] values ? values[column] : row;
                if (key != null) {
                    distinct.add(key);
                }
            }
            return distinct;
        }
    }
}

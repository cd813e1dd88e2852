package dk.samsyn.broker.engine;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.util.concurrent.atomic.AtomicLong;

/** Memory that one query may hold in hash tables, sorts and kept rows. Thread-safe. */
public final class MemoryBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();

    /**
     * A budget.
     *
     * @param limit bytes
     */
    public MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** The most that was held at a time, in bytes. */
    public long peak() {
        return peak.get();
    }

    /** What is held now, in bytes; 0 after a run. */
    public long held() {
        return used.get();
    }

    /** What one operator holds. */
    public Account account() {
        return new Account();
    }

    private void change(long bytes) {
        long now = used.addAndGet(bytes);
        peak.accumulateAndGet(now, Math::max);
        if (bytes > 0 && now > limit) {
            throw new QueryException(
                    ErrorCode.MEMORY_LIMIT,
                    "The question needs more than the " + (limit >> 20) + " MB of memory that a query may use."
                            + " Narrow it by more conditions, or ask for fewer columns.");
        }
    }

    /** Bytes held by one operator. */
    public final class Account implements AutoCloseable {
        private final AtomicLong held = new AtomicLong();

        private Account() {}

        /**
         * Says how much is held now.
         *
         * @throws QueryException if the query holds more than its budget
         */
        public void hold(long bytes) {
            long before = held.getAndSet(bytes);
            if (bytes != before) {
                change(bytes - before);
            }
        }

        @Override
        public void close() {
            hold(0);
        }
    }
}

package dk.samsyn.broker.release;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Keeps the ledger's batches, in order and for good; several brokers may share one. */
interface BatchStore {
    /**
     * Where the ledger begins.
     *
     * @param after number of the batch before its first, 0 unless it was started afresh
     * @param afresh the day on which it was
     */
    record Beginning(long after, Optional<LocalDate> afresh) {
        static final Beginning FIRST = new Beginning(0, Optional.empty());
    }

    /** Where this one begins. */
    default Beginning beginning() {
        return Beginning.FIRST;
    }

    /** Answers that stewards have approved beyond a budget. */
    default long approved(BudgetApproval.Subject subject, String period) {
        return 0;
    }

    /** What is to be appended once all that came before is known. */
    interface Work {
        /**
         * Made while nobody else may append.
         *
         * @param newer batches after the last one that the caller knew, without members
         * @return the next batch, or empty to append nothing
         */
        Optional<Batch> next(List<Batch> newer);
    }

    /**
     * Hands out what is newer than {@code known} and appends what the work makes of it; durable when it returns.
     *
     * @throws dk.samsyn.broker.access.QueryException LEDGER_RULE if the ledger cannot be read or written
     */
    void append(long known, Work work);

    /** Members of one answer. */
    Members members(long batch, int answer);
}

package dk.samsyn.broker.release;

import java.util.List;
import java.util.Optional;

/** Keeps the ledger's batches, in order and for good; several brokers may share one. */
interface BatchStore {
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

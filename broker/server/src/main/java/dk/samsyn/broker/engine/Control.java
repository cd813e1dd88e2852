package dk.samsyn.broker.engine;

/** What may end a run from outside. */
public interface Control {
    /** Throws if the query was cancelled or its deadline has passed. */
    void check();

    /** Whether the query was cancelled. */
    boolean isCancelled();

    /** Whether what cannot add to the result need not be read: not where the time of an answer may tell nothing. */
    default boolean mayStopEarly() {
        return true;
    }
}

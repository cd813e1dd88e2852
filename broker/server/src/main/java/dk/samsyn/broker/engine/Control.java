package dk.samsyn.broker.engine;

/** What may end a run from outside. */
public interface Control {
    /** Throws if the query was cancelled or its deadline has passed. */
    void check();

    /** Whether the query was cancelled. */
    boolean isCancelled();
}

package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Session;
import java.util.List;

/** The public face of the pipeline: all that the doors use. Every method blocks; doors call it from worker threads. */
public interface Queries {
    /**
     * Parses and validates without running.
     *
     * @throws dk.samsyn.broker.access.QueryException if the statement is wrong or not allowed
     */
    Prepared prepare(Session session, String sql);

    /**
     * Starts a query. The decision is in the audit log before the first source is asked.
     *
     * @throws dk.samsyn.broker.access.QueryException with a stable code
     */
    QueryAnswer run(Session session, QueryRequest request);

    /** Cancels a running query of the same principal; false if there is none with that id. */
    boolean cancel(Session session, String queryId);

    /** What the session may see. */
    Catalogue catalogue(Session session);

    /** Columns of the answer and types of the parameters, in order. */
    record Prepared(List<ResultColumn> columns, List<ResultColumn> parameters) {}
}

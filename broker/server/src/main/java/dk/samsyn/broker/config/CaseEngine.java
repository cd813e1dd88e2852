package dk.samsyn.broker.config;

import dk.samsyn.broker.access.Session;

/** Runs the queries of cases: the real pipeline, with all its policies. */
@FunctionalInterface
public interface CaseEngine {
    /**
     * The whole answer.
     *
     * @throws dk.samsyn.broker.access.QueryException if the query is refused or fails
     */
    CaseAnswer ask(Session session, String sql);
}

package dk.samsyn.broker.portal;

import dk.samsyn.broker.doors.OpenQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a browser still waits for the answer to its request. When it does not, because the page was left or asked for anew, the
 * queries made for it are cancelled and no others are begun: the sources are for those who wait.
 */
public final class Waiting {
    private final Set<OpenQuery> queries = new HashSet<>();
    private boolean over;

    /** Nobody waits any more; safe to call from any thread, and more than once. */
    void end() {
        List<OpenQuery> left;
        synchronized (this) {
            over = true;
            left = List.copyOf(queries);
            queries.clear();
        }
        left.forEach(OpenQuery::cancel);
    }

    /** Whether nobody waits any more. */
    synchronized boolean over() {
        return over;
    }

    /** A query that is cancelled with the waiting, at once if that is over. */
    void on(OpenQuery query) {
        synchronized (this) {
            if (!over) {
                queries.add(query);
                return;
            }
        }
        query.cancel();
    }

    /** A query that has been read. */
    synchronized void done(OpenQuery query) {
        queries.remove(query);
    }
}

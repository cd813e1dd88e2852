package dk.samsyn.broker.jdbc;

import dk.samsyn.broker.doors.OpenQuery;
import dk.samsyn.broker.query.ResultColumn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A statement of a connection: what it is prepared for, and the query it runs. */
final class JdbcStatement {
    private final String connectionId;
    private final int id;
    private @Nullable Prepared prepared;
    private @Nullable OpenQuery query;
    private long offset;

    JdbcStatement(String connectionId, int id) {
        this.connectionId = connectionId;
        this.id = id;
    }

    /**
     * What a statement is prepared for.
     *
     * @param sql the statement
     * @param parameters its parameters
     * @param maxRows rows after which answers end; 0 or less for no limit
     */
    record Prepared(String sql, List<ResultColumn> parameters, long maxRows) {}

    int id() {
        return id;
    }

    /** The name by which the query of this statement is cancelled and asked about: {@code CONNECTION.STATEMENT}. */
    String queryName() {
        return connectionId + "." + id;
    }

    synchronized Optional<Prepared> prepared() {
        return Optional.ofNullable(prepared);
    }

    synchronized void prepared(Prepared what) {
        this.prepared = what;
    }

    /** Sets the query and returns the one before. */
    synchronized @Nullable OpenQuery replace(@Nullable OpenQuery next) {
        OpenQuery old = query;
        query = next;
        offset = 0;
        return old;
    }

    synchronized Optional<OpenQuery> query() {
        return Optional.ofNullable(query);
    }

    /** Offset of the next row; counts {@code rows} as sent. */
    synchronized long sent(int rows) {
        long start = offset;
        offset += rows;
        return start;
    }

    boolean running() {
        return query().filter(q -> !q.ended()).isPresent();
    }
}

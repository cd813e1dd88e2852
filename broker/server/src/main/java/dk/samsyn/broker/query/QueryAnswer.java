package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.ReleaseMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A running or finished answer; read forward once, by one thread at a time. {@link #next()} throws {@link
 * dk.samsyn.broker.access.QueryException} if a source fails, the deadline passes or the query is cancelled.
 */
public interface QueryAnswer extends AutoCloseable {
    /** The broker's id of this query, for cancel and audit. */
    String queryId();

    List<ResultColumn> columns();

    /** Moves to the next row; false at the end. */
    boolean next();

    /**
     * The current row. Values: String, Boolean, Integer, Long, BigDecimal, Double, LocalDate, LocalTime, LocalDateTime,
     * List for arrays, or null.
     */
    @Nullable
    Object[] row();

    ReleaseMode mode();

    /** Notices so far; complete when {@link #next()} has returned false. */
    List<Notice> notices();

    /** Sources asked; complete when {@link #next()} has returned false. */
    List<SourceUse> sources();

    List<PolicyRef> policies();

    /** Cancels what still runs and closes the audit entry; may be called twice, from any thread. */
    @Override
    void close();

    /**
     * What a source gave.
     *
     * @param id the source
     * @param status {@code ok}, {@code partial} or {@code failed}
     * @param asOf ISO time of the data, or empty if the source does not say
     * @param calls requests of the plan, or citizens looked up one at a time; absent unless the mode is identified
     * @param rows rows after the seal; absent unless the mode is identified
     */
    record SourceUse(String id, String status, Optional<String> asOf, Optional<Long> calls, Optional<Long> rows) {}
}

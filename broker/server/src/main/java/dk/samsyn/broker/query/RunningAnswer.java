package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.audit.SourceAsked;
import dk.samsyn.broker.engine.ExecutablePlan;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.Vector;
import dk.samsyn.spi.ErrorCode;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way: rows are read in batches, the persons in a batch are in the audit log before its first row leaves, and
 * the entry is closed or failed exactly once.
 */
final class RunningAnswer implements QueryAnswer {
    /** Rows of the first batch, and of later ones: who reads on waits less often for the disk of the log. */
    private static final int FIRST_BATCH = 500;

    private static final int MOST = 16_000;

    private final PlannedQuery plan;
    private final QueryState state;
    private final AuditLog.Entry audit;
    private final OptionalLong maxRows;
    private final Afterword afterword;
    private final Runnable done;
    private final Deque<@Nullable Object[]> ready = new ArrayDeque<>();
    private final List<@Nullable Object[]> told = new ArrayList<>();
    private final ExecutablePlan.Run run;
    private final List<Form> forms;
    private @Nullable Operator rows;
    private @Nullable Object @Nullable [] current;
    private long given;
    private long read;
    private int batch = FIRST_BATCH;
    private boolean exhausted;
    private boolean closed;
    private final long begun;

    /**
     * What is told when the rows have been read.
     *
     * @param asOf how new a source's data are, if they are not live
     * @param rest makes sure of the sources that have given no answer
     * @param leftOut what may be said of rows that citizens have withheld
     * @param asked what was asked of each source, for the log
     */
    record Afterword(
            Function<String, Optional<LocalDateTime>> asOf,
            Runnable rest,
            Supplier<Optional<Notice>> leftOut,
            Supplier<List<SourceAsked>> asked) {}

    /**
     * An answer that has not begun.
     *
     * @param run the plan's run
     */
    RunningAnswer(
            PlannedQuery plan,
            ExecutablePlan.Run run,
            QueryState state,
            AuditLog.Entry audit,
            OptionalLong maxRows,
            Afterword afterword,
            Runnable done) {
        this.plan = plan;
        this.run = run;
        this.forms = plan.code().code().root().forms();
        this.state = state;
        this.audit = audit;
        this.maxRows = maxRows;
        this.afterword = afterword;
        this.done = done;
        this.begun = state.release().pace().begun();
    }

    @Override
    public String queryId() {
        return state.queryId;
    }

    @Override
    public List<ResultColumn> columns() {
        return plan.columns();
    }

    @Override
    public synchronized boolean next() {
        if (closed) {
            return false;
        }
        try {
            if (maxRows.isPresent() && given >= maxRows.getAsLong()) {
                finish(null);
                return false;
            }
            if (ready.isEmpty()) {
                fill();
            }
            current = ready.poll();
            if (current == null) {
                finish(null);
                return false;
            }
            given++;
            return true;
        } catch (Throwable e) {
            QueryException error = failure(e);
            finish(error.errorCode());
            throw error;
        }
    }

    private QueryException failure(Throwable e) {
        try {
            hold();
        } catch (QueryException stopped) {
            return stopped;
        }
        return SqlErrors.running(e, true);
    }

    /**
     * Waits for the next of the times at which what stands behind a gate may leave, be it an answer or a failure. One that is
     * stopped meanwhile, or whose time ends before, does not leave: else whoever cancels, or sets a limit, would see whether it
     * was ready.
     */
    private void hold() {
        if (given == 0 && plan.releases()) {
            state.release().pace().hold(begun, state::isCancelled);
            state.check();
        }
    }

    private void fill() {
        if (told.isEmpty()) {
            if (exhausted) {
                return;
            }
            read();
        }
        audit.durable();
        ready.addAll(told);
        told.clear();
        hold();
        if (batch == MOST && !exhausted && given + ready.size() < maxRows.orElse(Long.MAX_VALUE)) {
            // Of a long answer the next rows are read while these leave and the disk takes in who is in them; not rows
            // that
            // nobody will get, for who is in them would stand in the log as shown.
            read();
            audit.durableSoon();
        }
    }

    /** Reads rows and writes who is in them; they may leave when that is durable. */
    private void read() {
        if (rows == null) {
            rows = run.start();
        }
        while (told.size() < batch) {
            Batch batch = rows.next();
            if (batch == null) {
                exhausted = true;
                afterword.rest().run();
                afterword.leftOut().get().ifPresent(state::notice);
                break;
            }
            read += batch.size();
            checkCap();
            for (PersonColumn column : plan.persons()) {
                Vector persons = batch.column(column.index());
                Form form = forms.get(column.index());
                state.shown().read(column.names(), batch.size(), row -> persons.get(row, form));
            }
            told.addAll(Arrays.asList(visible(batch)));
        }
        batch = Math.min(MOST, batch * 2);
        state.tell(audit);
    }

    private void checkCap() {
        java.util.OptionalInt cap = plan.decision().obligations().maxRows();
        if (cap.isPresent() && read > cap.getAsInt()) {
            throw new QueryException(
                    ErrorCode.ROW_CAP_EXCEEDED,
                    "The answer has more than the " + cap.getAsInt()
                            + " rows that the policy allows. Narrow the question; nothing is cut silently.");
        }
    }

    private @Nullable Object[][] visible(Batch batch) {
        int width = plan.columns().size();
        @Nullable Object[][] rows = new @Nullable Object[batch.size()][width];
        for (int i = 0; i < width; i++) {
            Vector values = batch.column(i);
            Form form = forms.get(i);
            ResultColumn column = plan.columns().get(i);
            for (int row = 0; row < rows.length; row++) {
                rows[row][i] = Results.shown(values.get(row, form), column);
            }
        }
        return rows;
    }

    private void finish(@Nullable ErrorCode failure) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!exhausted) {
                state.cancel();
            }
            run.close();
        } finally {
            done.run();
            if (failure == null) {
                audit.closed(given, afterword.asked().get());
            } else {
                audit.failed(failure, afterword.asked().get());
            }
        }
    }

    @Override
    public @Nullable Object[] row() {
        if (current == null) {
            throw new IllegalStateException("next() has not been called");
        }
        return current;
    }

    @Override
    public ReleaseMode mode() {
        return plan.decision().mode();
    }

    @Override
    public List<Notice> notices() {
        return state.notices();
    }

    @Override
    public List<SourceUse> sources() {
        return state.uses().told(state.now(), afterword.asOf());
    }

    /** What was fetched from each source, seen or not: for operators. */
    Map<String, QueryState.SourceCounter> fetched() {
        return new TreeMap<>(state.counters());
    }

    @Override
    public List<PolicyRef> policies() {
        return plan.decision().policies();
    }

    @Override
    public void close() {
        state.cancelIfUnread(this::isOver);
        synchronized (this) {
            finish(null);
        }
    }

    private boolean isOver() {
        return exhausted || closed;
    }
}

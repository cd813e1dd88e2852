package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.engine.ExecutablePlan;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.spi.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way: rows are read in batches, the persons in a batch are in the audit log before its first row leaves, and
 * the entry is closed or failed exactly once.
 */
final class RunningAnswer implements QueryAnswer {
    private static final int BATCH = 500;

    private final PlannedQuery plan;
    private final QueryState state;
    private final AuditLog.Entry audit;
    private final OptionalLong maxRows;
    private final Runnable done;
    private final Set<String> shown = new HashSet<>();
    private final Deque<@Nullable Object[]> ready = new ArrayDeque<>();
    private final ExecutablePlan.Run run;
    private final List<Form> forms;
    private @Nullable Operator rows;
    private @Nullable Object @Nullable [] current;
    private long given;
    private long read;
    private boolean exhausted;
    private boolean closed;

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
            Runnable done) {
        this.plan = plan;
        this.run = run;
        this.forms = plan.code().code().root().forms();
        this.state = state;
        this.audit = audit;
        this.maxRows = maxRows;
        this.done = done;
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
            QueryException error = SqlErrors.running(e, true);
            finish(error.errorCode());
            throw error;
        }
    }

    private void fill() {
        if (exhausted) {
            return;
        }
        if (rows == null) {
            rows = run.start();
        }
        Set<String> persons = new HashSet<>();
        while (ready.size() < BATCH) {
            Batch batch = rows.next();
            if (batch == null) {
                exhausted = true;
                break;
            }
            read += batch.size();
            checkCap();
            for (int row = 0; row < batch.size(); row++) {
                ready.add(visible(batch, row, persons));
            }
        }
        persons.removeAll(shown);
        if (!persons.isEmpty()) {
            audit.shown(persons, categories());
            shown.addAll(persons);
        }
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

    private @Nullable Object[] visible(Batch batch, int row, Set<String> persons) {
        int width = plan.columns().size();
        @Nullable Object[] values = new @Nullable Object[width];
        for (int i = 0; i < width; i++) {
            values[i] = Results.shown(
                    batch.column(i).get(row, forms.get(i)), plan.columns().get(i));
        }
        if (mode().rows()) {
            for (int i = width; i < batch.width(); i++) {
                Object person = batch.column(i).get(row, forms.get(i));
                if (person != null) {
                    persons.add(person.toString());
                }
            }
        }
        return values;
    }

    private String categories() {
        return String.join(
                ",",
                plan.decision().tables().values().stream()
                        .map(t -> t.category())
                        .distinct()
                        .sorted()
                        .toList());
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
                audit.closed(given, plan.sources());
            } else {
                audit.failed(failure);
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
        List<SourceUse> uses = new ArrayList<>();
        boolean counts = mode() == ReleaseMode.IDENTIFIED;
        for (String source : plan.sources()) {
            QueryState.SourceCounter counter = state.counter(source);
            uses.add(new SourceUse(
                    source,
                    state.failedSources().contains(source) ? "failed" : "ok",
                    Optional.empty(),
                    counts ? Optional.of(counter.calls.sum()) : Optional.empty(),
                    counts ? Optional.of(counter.rows.sum()) : Optional.empty()));
        }
        return uses;
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

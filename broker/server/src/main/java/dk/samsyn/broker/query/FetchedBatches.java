package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.ColumnFill;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.operator.SourceNode;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.RowSink;
import dk.samsyn.spi.SourceException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request's rows as batches of the engine; the source is asked when the first are wanted. Read by one thread, closed by any. */
final class FetchedBatches implements SourceNode.Reader, RowSink {
    private static final int FIRST_ROWS = 64;

    private final QueryState state;
    private final Request request;
    private final List<Form> forms;
    private final QueryState.SourceCounter counter;
    private final long started = System.nanoTime();
    private volatile @Nullable RowCursor cursor;
    private volatile boolean closed;
    private final SharedTexts[] texts;
    private final ColumnFill[] columns;
    private int rows = FIRST_ROWS;
    private long read;
    private int filled;
    private boolean ended;

    private FetchedBatches(QueryState state, Request request, List<Form> forms) {
        this.state = state;
        this.request = request;
        this.forms = forms;
        this.texts = forms.stream().map(f -> new SharedTexts()).toArray(SharedTexts[]::new);
        this.columns = new ColumnFill[forms.size()];
        this.counter = state.counter(request.source().value());
    }

    /** Nothing asked yet. */
    static FetchedBatches of(Request request, List<Form> forms, Execution execution) {
        return new FetchedBatches(QueryState.of(execution.context()), request, forms);
    }

    @Override
    public @Nullable Batch next() {
        RowCursor answer = ended ? null : asked();
        if (answer == null) {
            return null;
        }
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new ColumnFill(forms.get(i), rows);
        }
        filled = 0;
        orNothing(() -> {
            boolean more = fill(answer);
            state.heard(request);
            return more;
        });
        int count = filled;
        if (count == 0) {
            return null;
        }
        counter.rows.add(count);
        if (state.counts(request)) {
            state.uses().rows(request.source().value(), count);
        }
        rows = Math.min(Batch.ROWS, rows * 4);
        return new Batch(count, Arrays.stream(columns).map(c -> c.vector(count)).toList());
    }

    /** The source's answer, asked for now if it was not; null if nobody wants it or the query goes on without. */
    private @Nullable RowCursor asked() {
        RowCursor open = cursor;
        if (open != null || closed) {
            return open;
        }
        open = orNothing(() -> request.open(state));
        cursor = open;
        if (closed && open != null) {
            open.close();
        }
        return closed ? null : open;
    }

    /** Adds rows until the batch is full or the answer ends; what came before a failure stays. */
    private boolean fill(RowCursor answer) {
        if (answer.take(rows, this) == rows) {
            return true;
        }
        ended = true;
        state.answered(request.source().value(), read, Duration.ofNanos(System.nanoTime() - started));
        return false;
    }

    @Override
    public void put(int column, @Nullable Object value) {
        ColumnFill fill = columns[column];
        Object told = LateValue.internal(value);
        fill.put(filled, fill.form() == Form.TEXT ? texts[column].shared(told) : told);
    }

    @Override
    public void putLong(int column, long value) {
        columns[column].putLong(filled, value);
    }

    @Override
    public void putDouble(int column, double value) {
        columns[column].putDouble(filled, value);
    }

    @Override
    public void endRow() {
        filled++;
        read++;
    }

    /**
     * What a call to the source gives, or nothing if the query goes on without the rest of this answer. An answer that is
     * closed while it is read breaks off: that is no failure of the source.
     */
    private <T> @Nullable T orNothing(Supplier<T> call) {
        try {
            return call.get();
        } catch (SourceException e) {
            if (closed) {
                ended = true;
                return null;
            }
            QueryException refusal = refusal(state, request, e);
            if (refusal.errorCode() != ErrorCode.QUERY_CANCELLED && state.goesOnWithout(request, e, read > 0)) {
                ended = true;
                return null;
            }
            throw refusal;
        }
    }

    /** What the asker is told when a source does not answer a request. */
    static QueryException refusal(QueryState state, Request request, SourceException e) {
        if (e.code() == ErrorCode.QUERY_CANCELLED || state.isCancelled()) {
            return new QueryException(ErrorCode.QUERY_CANCELLED, "The query was cancelled.", e);
        }
        return new QueryException(e.code(), sentence(e) + state.uses().advice(request, e.code()), e);
    }

    private static String sentence(SourceException e) {
        return switch (e.code()) {
            case SOURCE_UNAVAILABLE ->
                "Source " + e.source()
                        + " cannot be reached. Ask again later, or leave its tables out of the question.";
            case SOURCE_TIMEOUT ->
                "Source " + e.source() + " gave no answer in time. Ask again later or for fewer persons.";
            case SOURCE_MALFORMED ->
                "Source " + e.source() + " sent an answer that cannot be read. Its owner must look into it.";
            case SOURCE_REFUSED -> "Source " + e.source() + " refused the question.";
            case SOURCE_BUSY -> "Source " + e.source() + " is busy. Ask again in a moment.";
            default -> "Source " + e.source() + " could not answer.";
        };
    }

    @Override
    public void close() {
        closed = true;
        RowCursor open = cursor;
        if (open != null) {
            open.close();
        }
    }
}

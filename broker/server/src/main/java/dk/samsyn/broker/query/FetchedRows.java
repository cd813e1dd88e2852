package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceException;
import java.time.Duration;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/** A request's rows in the engine's form. A one-column row is the bare value, as generated code expects. */
final class FetchedRows extends AbstractEnumerable<Object> {
    private final QueryState state;
    private final Request request;

    FetchedRows(QueryState state, Request request) {
        this.state = state;
        this.request = request;
    }

    @Override
    public Enumerator<Object> enumerator() {
        return new Rows();
    }

    private final class Rows implements Enumerator<Object> {
        private final QueryState.SourceCounter counter =
                state.counter(request.source().value());
        private @Nullable RowCursor cursor;
        private long started;
        private long read;
        private @Nullable Object current;

        @Override
        public Object current() {
            // A one-column row may be SQL NULL, for which the engine's interface has no name.
            return unchecked(current);
        }

        @Override
        public boolean moveNext() {
            state.check();
            try {
                if (cursor == null) {
                    started = System.nanoTime();
                    if (!request.countsItself()) {
                        state.uses().requested(request.source().value(), 1);
                    }
                    cursor = request.open(state);
                }
                if (!cursor.next()) {
                    cursor.close();
                    state.answered(request.source().value(), read, Duration.ofNanos(System.nanoTime() - started));
                    return false;
                }
                read++;
                @Nullable Object[] row = cursor.row();
                counter.rows.increment();
                if (state.counts(request)) {
                    state.uses().row(request.source().value());
                }
                for (int i = 0; i < row.length; i++) {
                    row[i] = LateValue.internal(row[i]);
                }
                current = row.length == 1 ? row[0] : row;
                return true;
            } catch (SourceException e) {
                close();
                QueryException refusal = translated(e);
                if (refusal.errorCode() != ErrorCode.QUERY_CANCELLED
                        && state.goesOnWithout(request, e, read > 0)) {
                    return false;
                }
                throw refusal;
            }
        }

        @Override
        public void reset() {
            throw new UnsupportedOperationException("rows of a source are read once");
        }

        @Override
        public void close() {
            if (cursor != null) {
                cursor.close();
            }
        }

        private QueryException translated(SourceException e) {
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
    }

    @SuppressWarnings("NullAway")
    private static Object unchecked(@Nullable Object value) {
        return value;
    }
}

package dk.samsyn.broker.query;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.RowSink;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Rows of several answers one after another: each asks for the keys that have been found since the one before was asked. */
final class RowsByComingKeys implements RowCursor {
    private final IntFunction<List<Object>> keysFrom;
    private final Function<List<Object>, RowCursor> ask;
    private volatile @Nullable RowCursor answer;
    private volatile boolean closed;
    private int place;

    /**
     * Nothing asked yet.
     *
     * @param keysFrom keys from a place on as soon as there are any, none at the end
     * @param ask asks for the rows of some keys
     */
    RowsByComingKeys(IntFunction<List<Object>> keysFrom, Function<List<Object>, RowCursor> ask) {
        this.keysFrom = keysFrom;
        this.ask = ask;
    }

    @Override
    public boolean next() {
        for (RowCursor rows = current(); rows != null; rows = following(rows)) {
            if (rows.next()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable Object[] row() {
        RowCursor rows = answer;
        if (rows == null) {
            throw new IllegalStateException("next() has not been called");
        }
        return rows.row();
    }

    @Override
    public int take(int most, RowSink sink) {
        int taken = 0;
        RowCursor rows = current();
        while (rows != null) {
            taken += rows.take(most - taken, sink);
            if (taken == most) {
                return taken;
            }
            rows = following(rows);
        }
        return taken;
    }

    private @Nullable RowCursor current() {
        RowCursor rows = answer;
        return rows == null ? open() : rows;
    }

    private @Nullable RowCursor following(RowCursor ended) {
        ended.close();
        return open();
    }

    private @Nullable RowCursor open() {
        List<Object> keys = closed ? List.of() : keysFrom.apply(place);
        if (keys.isEmpty()) {
            return null;
        }
        place += keys.size();
        RowCursor rows = ask.apply(keys);
        answer = rows;
        if (closed) {
            rows.close();
        }
        return rows;
    }

    @Override
    public void close() {
        closed = true;
        RowCursor rows = answer;
        if (rows != null) {
            rows.close();
        }
    }
}

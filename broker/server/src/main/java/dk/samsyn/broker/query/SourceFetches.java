package dk.samsyn.broker.query;

import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.function.Function0;

/** What generated code calls to reach sources; public because it is compiled into another package. */
public final class SourceFetches {
    private SourceFetches() {}

    /** Rows of a request; nothing is asked before they are read. */
    public static Enumerable<Object> open(DataContext context, Request request) {
        return new FetchedRows(QueryState.of(context), request);
    }

    /** Rows of a driver, remembered, that also fill key set {@code set} from column {@code column}. */
    public static Enumerable<Object> spool(
            DataContext context, Enumerable<Object> rows, int column, boolean single, int set) {
        return new SpooledRows(QueryState.of(context), rows, column, single, set);
    }

    /** A sealed table's rows, noted as they pass. */
    public static Enumerable<Object> tapped(
            DataContext context, Enumerable<Object> rows, String table, int person, int ordinary) {
        return new TappedRows(QueryState.of(context), rows, table, person, ordinary);
    }

    /** Rows that are computed when they are first read, not when the plan is bound. */
    public static Enumerable<Object> deferred(Function0<Enumerable<Object>> rows) {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<Object> enumerator() {
                return rows.apply().enumerator();
            }
        };
    }

    /** Rows of several inputs in no order, read in parallel. */
    public static Enumerable<Object> parallel(DataContext context, List<Enumerable<Object>> inputs) {
        return new ParallelRows(QueryState.of(context), inputs);
    }
}

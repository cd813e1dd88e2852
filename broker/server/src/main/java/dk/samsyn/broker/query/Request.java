package dk.samsyn.broker.query;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceId;

/** What a plan asks of one source, with constants and keys that are known when it runs. Immutable and shared by queries. */
public interface Request {
    /** The source. */
    SourceId source();

    /** One line for plans: tables, columns and kinds of conditions, no value. */
    String describe();

    /** Columns of each row. */
    int width();

    /** Asks the source; rows have the request's columns in the forms of {@link dk.samsyn.spi.ColumnType}. */
    RowCursor open(RunningQuery query);
}

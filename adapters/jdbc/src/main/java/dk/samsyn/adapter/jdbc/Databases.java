package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceScope;

/** Where a source's rows are: one database or many. */
interface Databases extends AutoCloseable {
    /** Starts answering. */
    RowCursor ask(Question question, SourceScope scope);

    @Override
    void close();
}

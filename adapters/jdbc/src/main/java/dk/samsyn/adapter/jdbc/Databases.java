package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.TableStatistics;
import java.util.Optional;

/** Where a source's rows are: one database or many. */
interface Databases extends AutoCloseable {
    /** Starts answering. */
    RowCursor ask(Question question, SourceScope scope);

    /** The statistics of a table, by what the catalogue of one database or of some says. */
    Optional<TableStatistics> statistics(DeclaredTable table, Catalogue catalogue, SourceScope scope);

    @Override
    void close();
}

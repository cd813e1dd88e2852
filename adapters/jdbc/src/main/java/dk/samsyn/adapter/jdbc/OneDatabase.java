package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.TableStatistics;
import java.util.Optional;

/**
 * A source in one database.
 *
 * @param database the database
 */
record OneDatabase(Database database) implements Databases {
    @Override
    public RowCursor ask(Question question, SourceScope scope) {
        return database.open(question.everywhere(), question.types(), "", scope);
    }

    @Override
    public Optional<TableStatistics> statistics(DeclaredTable table, Catalogue catalogue, SourceScope scope) {
        return catalogue.of(table, (statement, types) -> database.all(statement, "", scope, types));
    }

    @Override
    public void close() {
        database.close();
    }
}

package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceScope;

/**
 * A source in one database.
 *
 * @param database the database
 */
record OneDatabase(Database database) implements Databases {
    @Override
    public RowCursor ask(Question question, SourceScope scope) {
        return database.open(question.statement(), question.types(), "", scope);
    }

    @Override
    public void close() {
        database.close();
    }
}

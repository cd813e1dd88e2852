package dk.samsyn.adapter.soap;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.KeyPattern;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Declares the tables of a service and cuts whole rows down to the columns that were asked for. */
public final class TableShape {
    private final String name;
    private final List<SourceColumn> columns = new ArrayList<>();

    /** A table whose first column is {@code cpr}, the number that was asked for. */
    public TableShape(String name) {
        this.name = name;
        columns.add(new SourceColumn("cpr", ColumnType.VARCHAR, 12, 0, false, PersonFormat.PLAIN, true));
    }

    /** Adds a text column of at most {@code length} characters. */
    public TableShape text(String column, int length) {
        columns.add(new SourceColumn(column, ColumnType.VARCHAR, length, 0, true, PersonFormat.NONE, true));
        return this;
    }

    /** Adds a column of another type. */
    public TableShape add(String column, ColumnType type) {
        columns.add(SourceColumn.of(column, type));
        return this;
    }

    /** The finished table. */
    public SourceTable table(KeyPattern key, Set<Capability> capabilities, long estimatedRows) {
        return new SourceTable(name, columns, key, capabilities, estimatedRows, "");
    }

    /** Positions in the table's rows of the columns a request wants. */
    public static int[] positions(SourceTable table, ScanRequest request) {
        return request.columns().stream()
                .mapToInt(column -> {
                    int index = table.indexOf(column);
                    if (index < 0) {
                        throw new IllegalArgumentException(table.name() + " has no column " + column);
                    }
                    return index;
                })
                .toArray();
    }

    /** The values of a row at the given positions. */
    public static @Nullable Object[] cut(@Nullable Object[] row, int[] positions) {
        @Nullable Object[] wanted = new @Nullable Object[positions.length];
        for (int i = 0; i < positions.length; i++) {
            wanted[i] = row[positions[i]];
        }
        return wanted;
    }
}

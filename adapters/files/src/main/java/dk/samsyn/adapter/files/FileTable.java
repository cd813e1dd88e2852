package dk.samsyn.adapter.files;

import dk.samsyn.spi.SourceTable;
import java.util.List;

/**
 * One table: which files hold it and how they are written.
 *
 * @param table what the broker sees
 * @param glob pattern of file names
 * @param pick which of the files that match
 * @param format how they are written
 * @param columns columns in the order of {@code table}
 */
record FileTable(SourceTable table, String glob, Pick pick, CsvFormat format, List<FileColumn> columns) {
    FileTable {
        columns = List.copyOf(columns);
    }

    /** Header of the key column, or empty if the table takes no keys. */
    String keyHeader() {
        String key = table.key().column();
        return key.isEmpty() ? "" : columns.get(table.indexOf(key)).header();
    }

    /** Which files of those that match. */
    enum Pick {
        /** Every file: deliveries add up. */
        ALL,
        /** The last by name: each delivery replaces the one before. */
        NEWEST
    }
}

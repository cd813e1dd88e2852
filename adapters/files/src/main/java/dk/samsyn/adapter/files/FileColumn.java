package dk.samsyn.adapter.files;

import dk.samsyn.spi.SourceColumn;

/**
 * One declared column and where its text stands in a file.
 *
 * @param column what the broker sees
 * @param header name in the file's first line, compared without regard to case, or one of the two marks below
 * @param parser text to value
 */
record FileColumn(SourceColumn column, String header, FieldParser parser) {
    /** Instead of a header: the file's name. */
    static final String FILE = "#file";

    /** Instead of a header: the line on which the record starts, from 1, the header being line 1. */
    static final String LINE = "#line";
}

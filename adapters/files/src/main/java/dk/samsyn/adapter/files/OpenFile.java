package dk.samsyn.adapter.files;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dk.samsyn.spi.SourceId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One file being read: its records as whole rows of the table. */
final class OpenFile implements AutoCloseable {
    /** Longest field; a quote that is never closed ends here and not at the end of the file. */
    private static final int MAX_FIELD_CHARS = 1 << 16;

    private static final int FILE = -1;
    private static final int LINE = -2;

    private final SourceId source;
    private final FileTable table;
    private final String name;
    private final @Nullable List<PersonIndex.Slice> slices;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final int[] positions;
    private final int fields;
    private int read;
    private long line = 1;

    /**
     * Reads the header.
     *
     * @param slices the parts {@code in} consists of, the header first, or null if it is the whole file
     */
    OpenFile(SourceId source, FileTable table, String name, InputStream in, @Nullable List<PersonIndex.Slice> slices) {
        this.source = source;
        this.table = table;
        this.name = name;
        this.slices = slices;
        reader = CsvReader.builder()
                .fieldSeparator(table.format().delimiter())
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(MAX_FIELD_CHARS)
                .ofCsvRecord(table.format().reader(in));
        records = reader.iterator();
        CsvRecord header = nextRecord();
        if (header == null) {
            close();
            throw Failures.malformed(source, name, 1, null);
        }
        fields = header.getFieldCount();
        positions = positions(header);
    }

    /** The next row with every column of the table, or null at the end. */
    @Nullable
    Object @Nullable [] next() {
        CsvRecord record = nextRecord();
        if (record == null) {
            return null;
        }
        if (record.getFieldCount() != fields) {
            throw Failures.malformed(source, name, line, null);
        }
        @Nullable Object[] row = new @Nullable Object[positions.length];
        for (int i = 0; i < positions.length; i++) {
            row[i] = value(table.columns().get(i), positions[i], record);
        }
        return row;
    }

    /** Number of the field under a header, from 0. */
    int position(String header) {
        for (int i = 0; i < positions.length; i++) {
            if (table.columns().get(i).header().equals(header)) {
                return positions[i];
            }
        }
        throw new IllegalArgumentException("no such header is declared");
    }

    private @Nullable CsvRecord nextRecord() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            line = slices == null
                    ? record.getStartingLineNumber()
                    : slices.get(read).line();
            read++;
            return record;
        } catch (UncheckedIOException | CsvParseException e) {
            close();
            throw Failures.whileReading(source, name, line + (read == 0 ? 0 : 1), e);
        }
    }

    private @Nullable Object value(FileColumn column, int position, CsvRecord record) {
        String text =
                switch (position) {
                    case FILE -> name;
                    case LINE -> Long.toString(line);
                    default -> record.getField(position).strip();
                };
        if (text.isEmpty()) {
            if (!column.column().nullable()) {
                throw Failures.malformed(source, name, line, null);
            }
            return null;
        }
        try {
            return column.parser().parse(text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            // The cause is left out: its message quotes the text.
            throw Failures.malformed(source, name, line, null);
        }
    }

    private int[] positions(CsvRecord header) {
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < header.getFieldCount(); i++) {
            String field = header.getField(i).strip();
            byName.putIfAbsent((i == 0 ? withoutMark(field) : field).toLowerCase(Locale.ROOT), i);
        }
        int[] found = new int[table.columns().size()];
        for (int i = 0; i < found.length; i++) {
            String wanted = table.columns().get(i).header();
            found[i] = switch (wanted) {
                case FileColumn.FILE -> FILE;
                case FileColumn.LINE -> LINE;
                default -> {
                    Integer position = byName.get(wanted.toLowerCase(Locale.ROOT));
                    if (position == null) {
                        close();
                        throw Failures.missingHeader(source, name, wanted);
                    }
                    yield position;
                }
            };
        }
        return found;
    }

    /** Spreadsheets put a byte order mark before the first header. */
    private static String withoutMark(String header) {
        return header.startsWith("\uFEFF") ? header.substring(1) : header;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw Failures.whileReading(source, name, line, e);
        }
    }
}

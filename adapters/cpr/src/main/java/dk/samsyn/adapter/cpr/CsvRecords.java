package dk.samsyn.adapter.cpr;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads records of a list: semicolons, fields in double quotes where needed (RFC 4180), LF or CRLF. A last record without
 * its line end is refused: a list that was cut off ends so.
 */
final class CsvRecords {
    private static final int MAX_FIELD = 1_000;

    private final Reader reader;
    private final char[] buffer = new char[64 * 1024];
    private final StringBuilder field = new StringBuilder();
    private int position;
    private int limit;

    CsvRecords(Reader reader) {
        this.reader = reader;
    }

    /**
     * Reads the next record into {@code fields}, which is emptied first.
     *
     * @return false at the end
     * @throws IllegalArgumentException if the list is not well-formed
     */
    boolean next(List<String> fields) throws IOException {
        fields.clear();
        int c = read();
        if (c < 0) {
            return false;
        }
        while (true) {
            if (c == '"') {
                c = quoted();
            } else {
                c = plain(c);
            }
            fields.add(field.toString());
            field.setLength(0);
            if (c == '\r') {
                c = read();
            }
            if (c == '\n') {
                return true;
            }
            if (c != ';') {
                throw new IllegalArgumentException("a record of the list is not whole");
            }
            c = read();
        }
    }

    /** All records of a short list, for its header. */
    List<String> header() throws IOException {
        List<String> names = new ArrayList<>();
        if (!next(names)) {
            throw new IllegalArgumentException("the list has no header");
        }
        return names;
    }

    private int plain(int first) throws IOException {
        int c = first;
        while (c >= 0 && c != ';' && c != '\n' && c != '\r') {
            append(c);
            c = read();
        }
        return c;
    }

    private int quoted() throws IOException {
        while (true) {
            int c = read();
            if (c < 0) {
                throw new IllegalArgumentException("a quoted field of the list does not end");
            }
            if (c == '"') {
                c = read();
                if (c != '"') {
                    return c;
                }
            }
            append(c);
        }
    }

    private void append(int c) {
        if (field.length() == MAX_FIELD) {
            throw new IllegalArgumentException("a field of the list is too long");
        }
        field.append((char) c);
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = reader.read(buffer, 0, buffer.length);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        return buffer[position++];
    }
}

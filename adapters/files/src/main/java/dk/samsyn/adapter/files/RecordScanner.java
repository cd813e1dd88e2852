package dk.samsyn.adapter.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Finds where the records of a CSV file stand, in bytes, and what stands in one of their fields, without decoding the rest.
 * It cuts as RFC 4180 does: a quote counts only where a field starts, {@code ""} is a quote inside, line ends inside quotes
 * belong to the field. Empty lines are no records.
 */
final class RecordScanner {
    private final InputStream in;
    private final int delimiter;
    private final byte[] buffer = new byte[1 << 16];
    private byte[] captured = new byte[32];
    private int capturedLength;
    private int filled;
    private int position;
    private long consumed;
    private int lines = 1;

    private long start;
    private int startLine;
    private int fields;
    private boolean broken;

    RecordScanner(InputStream in, char delimiter) {
        this.in = in;
        this.delimiter = delimiter;
    }

    /**
     * Moves to the next record and keeps the bytes of one of its fields.
     *
     * @param keep number of the field to keep, from 0
     */
    boolean next(int keep) throws IOException {
        State state;
        do {
            start = consumed;
            startLine = lines;
            capturedLength = 0;
            fields = 1;
            broken = false;
            state = record(keep);
        } while (state == State.EMPTY_LINE);
        return state == State.RECORD;
    }

    private State record(int keep) throws IOException {
        Field field = Field.START;
        boolean any = false;
        for (int b = read(); b >= 0; b = read()) {
            if (field == Field.QUOTED) {
                if (b == '"') {
                    field = Field.CLOSED;
                } else {
                    keep(b, keep);
                }
                continue;
            }
            if (b == '\n' || b == '\r') {
                return any ? State.RECORD : State.EMPTY_LINE;
            }
            any = true;
            if (b == delimiter) {
                fields++;
                field = Field.START;
            } else if (b == '"' && field == Field.START) {
                field = Field.QUOTED;
            } else if (b == '"' && field == Field.CLOSED) {
                keep(b, keep);
                field = Field.QUOTED;
            } else {
                broken |= field == Field.CLOSED;
                keep(b, keep);
                field = Field.PLAIN;
            }
        }
        broken |= field == Field.QUOTED;
        return any ? State.RECORD : State.END;
    }

    private void keep(int b, int keep) {
        if (fields - 1 == keep) {
            if (capturedLength == captured.length) {
                captured = Arrays.copyOf(captured, 2 * capturedLength);
            }
            captured[capturedLength++] = (byte) b;
        }
    }

    /** The next byte, or -1; {@code \r\n} is read as one {@code \n}. */
    private int read() throws IOException {
        if (position == filled && !fill()) {
            return -1;
        }
        int b = buffer[position++] & 0xFF;
        consumed++;
        if (b == '\n' || b == '\r') {
            lines++;
            if (b == '\r' && (position < filled || fill()) && buffer[position] == '\n') {
                position++;
                consumed++;
                return '\n';
            }
        }
        return b;
    }

    private boolean fill() throws IOException {
        filled = Math.max(0, in.read(buffer));
        position = 0;
        return filled > 0;
    }

    /** First byte of the record, from 0. */
    long offset() {
        return start;
    }

    /** Bytes of the record with its line end. */
    int length() {
        return Math.toIntExact(consumed - start);
    }

    /** Line on which the record starts, from 1. */
    int line() {
        return startLine;
    }

    int fields() {
        return fields;
    }

    /** Whether quotes do not fit: text after a closing quote, or a quote never closed. */
    boolean broken() {
        return broken;
    }

    /** Bytes of the kept field without its quotes. */
    byte[] kept() {
        return Arrays.copyOf(captured, capturedLength);
    }

    private enum Field {
        START,
        PLAIN,
        QUOTED,
        CLOSED
    }

    private enum State {
        RECORD,
        EMPTY_LINE,
        END
    }
}

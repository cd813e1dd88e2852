package dk.samsyn.driver;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the broker sends them beside Avatica's answer: column by column. A value becomes an object when it is asked for. The
 * broker's class of the same name says what the bytes mean.
 */
final class ColumnFrame extends AbstractList<Object> {
    private final Column[] columns;
    private final int rows;

    private ColumnFrame(Column[] columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** The frame that begins at {@code start} of {@code body} and ends where that ends. */
    static Meta.Frame read(byte[] body, int start) {
        ByteBuffer bytes = ByteBuffer.wrap(body).position(start);
        long offset = bytes.getLong();
        boolean done = bytes.get() != 0;
        int rows = bytes.getInt();
        Column[] columns = new Column[bytes.getInt()];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = Column.read(body, bytes, rows);
        }
        return new Meta.Frame(offset, done, new ColumnFrame(columns, rows));
    }

    @Override
    public Object get(int index) {
        return new Row(columns, rows, index);
    }

    @Override
    public int size() {
        return rows;
    }

    private static final class Row extends AbstractList<@Nullable Object> {
        private final Column[] columns;
        private final int rows;
        private final int row;

        Row(Column[] columns, int rows, int row) {
            this.columns = columns;
            this.rows = rows;
            this.row = row;
        }

        @Override
        public @Nullable Object get(int index) {
            return columns[index].value(rows, row);
        }

        @Override
        public int size() {
            return columns.length;
        }
    }

    private static final class Column {
        private final byte[] body;
        /** The body again, to read numbers of. */
        private final ByteBuffer bytes;

        private final Kind kind;
        /** Where its null bits begin, or -1 if it has none. */
        private final int nulls;
        /** Where its values begin, one of fixed width for each row. */
        private final int values;
        /** The different texts of a column of codes. */
        private final String[] texts;

        private Column(byte[] body, ByteBuffer bytes, Kind kind, int nulls, String[] texts) {
            this.body = body;
            this.bytes = bytes;
            this.kind = kind;
            this.nulls = nulls;
            this.texts = texts;
            this.values = bytes.position();
        }

        static Column read(byte[] body, ByteBuffer bytes, int rows) {
            Kind kind = Kind.of(bytes.get());
            int nulls = -1;
            if (bytes.get() != 0) {
                nulls = bytes.position();
                bytes.position(nulls + (rows + 7) / 8);
            }
            String[] texts = new String[kind == Kind.CODE ? bytes.getInt() : 0];
            if (texts.length > 0) {
                Column distinct = new Column(body, bytes, Kind.TEXT, -1, texts);
                for (int i = 0; i < texts.length; i++) {
                    texts[i] = distinct.text(texts.length, i);
                }
                distinct.skip(texts.length);
            }
            Column column = new Column(body, bytes, kind, nulls, texts);
            column.skip(rows);
            return column;
        }

        private void skip(int rows) {
            int end = values + kind.width * rows;
            boolean text = kind == Kind.TEXT || kind == Kind.DECIMAL;
            bytes.position(text && rows > 0 ? end + bytes.getInt(end - kind.width) : end);
        }

        @Nullable
        Object value(int rows, int row) {
            if (nulls >= 0 && (bytes.get(nulls + (row >> 3)) & 1 << (row & 7)) != 0) {
                return null;
            }
            int at = values + kind.width * row;
            return switch (kind) {
                case TEXT -> text(rows, row);
                case BOOLEAN -> bytes.get(at) != 0;
                case INTEGER -> bytes.getInt(at);
                case LONG -> bytes.getLong(at);
                case FLOAT -> bytes.getFloat(at);
                case DOUBLE -> bytes.getDouble(at);
                case DECIMAL -> new BigDecimal(text(rows, row));
                case CODE -> texts[bytes.get(at)];
            };
        }

        private String text(int rows, int row) {
            int from = row == 0 ? 0 : bytes.getInt(values + Integer.BYTES * (row - 1));
            int to = bytes.getInt(values + Integer.BYTES * row);
            return new String(body, values + Integer.BYTES * rows + from, to - from, StandardCharsets.UTF_8);
        }
    }

    /** Kinds of columns. */
    private enum Kind {
        TEXT(Integer.BYTES),
        BOOLEAN(1),
        INTEGER(Integer.BYTES),
        LONG(Long.BYTES),
        FLOAT(Float.BYTES),
        DOUBLE(Double.BYTES),
        DECIMAL(Integer.BYTES),
        CODE(1);

        /** Bytes for each row; of text, those of its end. */
        final int width;

        Kind(int width) {
            this.width = width;
        }

        static Kind of(byte number) {
            return switch (number) {
                case 0 -> TEXT;
                case 1 -> BOOLEAN;
                case 2 -> INTEGER;
                case 3 -> LONG;
                case 4 -> FLOAT;
                case 5 -> DOUBLE;
                case 6 -> DECIMAL;
                case 7 -> CODE;
                default -> throw new IllegalStateException("the broker is newer than this driver");
            };
        }
    }
}

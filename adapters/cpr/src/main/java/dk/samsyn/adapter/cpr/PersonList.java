package dk.samsyn.adapter.cpr;

import dk.samsyn.spi.ColumnStatistics;
import dk.samsyn.spi.Condition;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.TableStatistics;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** One nightly list in memory, by columns, with an index on persons and on the coded columns that are filtered by. */
final class PersonList {
    private final ListTable table;
    private final List<ListColumn> columns;
    private final int size;

    private PersonList(ListTable table, List<ListColumn> columns, int size) {
        this.table = table;
        this.columns = columns;
        this.size = size;
    }

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException or {@link java.time.DateTimeException} if it is not one; the message holds no value
     */
    static PersonList read(ListTable table, Reader csv) throws IOException {
        CsvRecords records = new CsvRecords(csv);
        List<String> header = records.header();
        List<ListColumn> columns = new ArrayList<>();
        int[] positions = new int[table.fields().size()];
        for (ListTable.Field field : table.fields()) {
            int position = header.indexOf(field.name());
            if (position < 0) {
                throw new IllegalArgumentException("the list has no column " + field.name());
            }
            positions[columns.size()] = position;
            columns.add(field.spelling().column());
        }
        int size = 0;
        List<String> fields = new ArrayList<>();
        while (records.next(fields)) {
            if (fields.size() != header.size()) {
                throw new IllegalArgumentException("a record of the list is not whole");
            }
            for (int i = 0; i < positions.length; i++) {
                columns.get(i).add(spelling(table.fields().get(i), fields.get(positions[i])));
            }
            size++;
        }
        columns.forEach(ListColumn::finish);
        return new PersonList(table, List.copyOf(columns), size);
    }

    int size() {
        return size;
    }

    /** Sizes of the list and its columns. */
    TableStatistics statistics() {
        Map<String, ColumnStatistics> known = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            known.put(table.fields().get(i).name(), columns.get(i).statistics());
        }
        return new TableStatistics(size, known);
    }

    /** The rows a request wants. */
    RowCursor select(ScanRequest request, SourceId source, SourceScope scope) {
        List<IntPredicate> tests = new ArrayList<>();
        int @Nullable [] rows = request.keys().isPresent()
                ? columns.get(0).rowsOf(request.keys().orElseThrow())
                : null;
        for (Condition condition : request.conditions()) {
            Condition.In in = (Condition.In) condition;
            ListColumn column = columns.get(indexOf(in.column()));
            int @Nullable [] found = rows == null ? column.rowsOf(in.values()) : null;
            if (found == null) {
                tests.add(column.in(in.values()));
            } else {
                rows = found;
            }
        }
        ListColumn[] wanted = request.columns().stream()
                .map(name -> columns.get(indexOf(name)))
                .toArray(ListColumn[]::new);
        return new ListCursor(rows, size, tests, wanted, source, scope);
    }

    private int indexOf(String column) {
        List<ListTable.Field> fields = table.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(table.tableName() + " has no column " + column);
    }

    /** Persons are stored as they are looked up; a row without one is no row of this register. */
    private static String spelling(ListTable.Field field, String text) {
        if (field.spelling() != ListTable.Spelling.PERSON) {
            return text.strip();
        }
        String person = field.spelling().value(text).toString();
        if (person.isEmpty()) {
            throw new IllegalArgumentException("a record of the list has no person");
        }
        return person;
    }

    private static final class ListCursor implements RowCursor {
        private static final int CHECK_EVERY = 4096;

        private final int @Nullable [] rows;
        private final int count;
        private final List<IntPredicate> tests;
        private final ListColumn[] wanted;
        private final SourceId source;
        private final SourceScope scope;
        private int position = -1;

        private ListCursor(
                int @Nullable [] rows,
                int size,
                List<IntPredicate> tests,
                ListColumn[] wanted,
                SourceId source,
                SourceScope scope) {
            this.rows = rows;
            this.count = rows == null ? size : rows.length;
            this.tests = tests;
            this.wanted = wanted;
            this.source = source;
            this.scope = scope;
        }

        @Override
        public boolean next() {
            while (++position < count) {
                if (position % CHECK_EVERY == 0) {
                    scope.check(source);
                }
                if (passes(rowNumber())) {
                    return true;
                }
            }
            position = count;
            return false;
        }

        @Override
        public @Nullable Object[] row() {
            if (position < 0 || position >= count) {
                throw new IllegalStateException("next() has not been called");
            }
            @Nullable Object[] row = new @Nullable Object[wanted.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = wanted[i].get(rowNumber());
            }
            return row;
        }

        @Override
        public void close() {
            position = count;
        }

        private int rowNumber() {
            return rows == null ? position : rows[position];
        }

        private boolean passes(int row) {
            for (IntPredicate test : tests) {
                if (!test.test(row)) {
                    return false;
                }
            }
            return true;
        }
    }
}

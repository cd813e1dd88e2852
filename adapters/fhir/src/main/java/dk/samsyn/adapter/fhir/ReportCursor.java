package dk.samsyn.adapter.fhir;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.RowSelection;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one table, citizen by citizen: memory holds one citizen's reports at a time. */
final class ReportCursor implements RowCursor {
    private final SourceId source;
    private final Inbox inbox;
    private final FhirTable table;
    private final RowSelection selection;
    private final SourceScope scope;
    private final Iterator<Inbox.Person> people;
    private final Deque<@Nullable Object[]> rows = new ArrayDeque<>();
    private @Nullable Object @Nullable [] current;
    private volatile boolean closed;

    ReportCursor(
            SourceId source,
            Inbox inbox,
            FhirTable table,
            RowSelection selection,
            SourceScope scope,
            List<Inbox.Person> people) {
        this.source = source;
        this.inbox = inbox;
        this.table = table;
        this.selection = selection;
        this.scope = scope;
        this.people = people.iterator();
    }

    @Override
    public boolean next() {
        while (rows.isEmpty() && !closed && people.hasNext()) {
            fold(people.next());
        }
        current = closed ? null : rows.poll();
        return current != null;
    }

    private void fold(Inbox.Person person) {
        Fold fold = new Fold();
        for (Path file : person.files(table.types())) {
            scope.check(source);
            Report report = inbox.read(file, scope);
            try {
                fold.add(report, file);
            } catch (Malformed e) {
                throw inbox.malformed(file);
            }
        }
        for (Fold.Fact fact : fold.facts()) {
            @Nullable Object[] row;
            try {
                row = table.row(fact, person.cpr(), person.kommunekode());
            } catch (Malformed e) {
                throw inbox.malformed(fact.file());
            }
            if (row != null && selection.accepts(row)) {
                rows.add(selection.project(row));
            }
        }
    }

    @Override
    public @Nullable Object[] row() {
        if (current == null) {
            throw new IllegalStateException("next() has not been called or there is no row");
        }
        return current;
    }

    @Override
    public void close() {
        closed = true;
    }
}

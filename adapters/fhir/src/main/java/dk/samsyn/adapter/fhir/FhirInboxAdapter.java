package dk.samsyn.adapter.fhir;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.RowSelection;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SourceTable;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The municipalities that push their reports, as one source partitioned by municipality. */
final class FhirInboxAdapter implements SourceAdapter {
    private final SourceId id;
    private final Inbox inbox;
    private final List<SourceTable> tables;
    private final Map<String, FhirTable> byName = new HashMap<>();

    FhirInboxAdapter(SourceId id, Inbox inbox, int callsAtOnce, Map<String, Long> estimatedRows) {
        this.id = id;
        this.inbox = inbox;
        FhirTable.ALL.forEach(table -> byName.put(table.name(), table));
        this.tables = FhirTable.ALL.stream()
                .map(table -> table.table(estimatedRows.getOrDefault(table.name(), 1_000L), callsAtOnce))
                .toList();
    }

    @Override
    public SourceId id() {
        return id;
    }

    @Override
    public List<SourceTable> tables() {
        return tables;
    }

    @Override
    public RowCursor scan(ScanRequest request, SourceScope scope) {
        FhirTable table = byName.get(request.table());
        if (table == null) {
            throw new IllegalArgumentException(id + " has no table " + request.table());
        }
        SourceTable shown = table.table(0, 1);
        RowSelection selection = new RowSelection(shown, request);
        scope.check(id);
        if (selection.keys().map(Set::isEmpty).orElse(false)) {
            return RowCursor.of(List.of());
        }
        Optional<Set<Object>> municipalities = selection.allowed(shown, shown.partitionColumn());
        List<Inbox.Person> people = inbox.people(scope).stream()
                .filter(person ->
                        municipalities.isEmpty() || municipalities.get().contains(person.kommunekode()))
                .toList();
        // A report that nobody can read may be on anyone: without it no answer on its municipality is whole.
        people.stream().filter(person -> person.cpr().isEmpty()).findFirst().ifPresent(unknown -> {
            throw inbox.malformed(unknown.letters().get(0).file());
        });
        List<Inbox.Person> asked = people.stream()
                .filter(person ->
                        selection.keys().isEmpty() || selection.keys().get().contains(person.cpr()))
                .toList();
        return new ReportCursor(id, inbox, table, selection, scope, asked);
    }

    /** Learns whose each report is, which the first request would wait for. */
    @Override
    public void prepare(SourceScope scope) {
        inbox.people(scope);
    }

    @Override
    public Optional<LocalDateTime> asOf() {
        return inbox.newest();
    }

    @Override
    public void ping(SourceScope scope) {
        scope.countCall();
        inbox.ping();
    }

    @Override
    public void close() {}
}

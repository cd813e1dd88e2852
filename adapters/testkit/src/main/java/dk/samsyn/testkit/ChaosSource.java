package dk.samsyn.testkit;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.Condition;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SourceTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A source in memory that delays, fails, pages, limits and counts as it is told, for tests of what stands on top of sources.
 * It evaluates what its tables declare and refuses the rest.
 */
public final class ChaosSource implements SourceAdapter {
    private final SourceId id;
    private final Map<SourceTable, List<List<@Nullable Object>>> tables;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final Set<ScanRequest> requests = ConcurrentHashMap.newKeySet();
    private volatile Behaviour behaviour = Behaviour.CALM;

    /**
     * A source.
     *
     * @param tables tables and their rows, values in the order of the columns
     */
    public ChaosSource(SourceId id, Map<SourceTable, List<List<@Nullable Object>>> tables) {
        this.id = id;
        this.tables = Map.copyOf(tables);
    }

    /** Behaves so from the next call on. */
    public void behave(Behaviour next) {
        behaviour = next;
    }

    /** Calls since the source was made. */
    public long calls() {
        return calls.get();
    }

    /** Calls that run now. */
    public int running() {
        return running.get();
    }

    /** The most calls that ran at the same time. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** Different requests since the source was made. */
    public Set<ScanRequest> requests() {
        return Set.copyOf(requests);
    }

    @Override
    public SourceId id() {
        return id;
    }

    @Override
    public List<SourceTable> tables() {
        return tables.keySet().stream()
                .sorted(java.util.Comparator.comparing(SourceTable::name))
                .toList();
    }

    @Override
    public RowCursor scan(ScanRequest request, SourceScope scope) {
        SourceTable table = tables.keySet().stream()
                .filter(candidate -> candidate.name().equals(request.table()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no table " + request.table()));
        refuseUndeclared(request, table);
        requests.add(request);
        scope.check(id);
        return new ChaosCursor(this, answers(request, table), scope);
    }

    @Override
    public void ping(SourceScope scope) {
        scope.check(id);
        begin(scope);
        end();
        if (behaviour.failAfterRows() == 0) {
            throw new SourceException(id, behaviour.failure(), "fails as it was told");
        }
    }

    @Override
    public void close() {}

    Behaviour behaviour() {
        return behaviour;
    }

    /** Begins a call; one too many is refused. */
    void begin(SourceScope scope) {
        calls.incrementAndGet();
        scope.countCall();
        int now = running.incrementAndGet();
        mostAtOnce.accumulateAndGet(now, Math::max);
        if (now > behaviour.callsAtOnce()) {
            running.decrementAndGet();
            throw new SourceException(id, ErrorCode.SOURCE_BUSY, "runs as many calls as it can");
        }
    }

    void end() {
        running.decrementAndGet();
    }

    /** The rows of each call: one list per batch of keys, cut into pages. */
    private List<List<@Nullable Object[]>> answers(ScanRequest request, SourceTable table) {
        List<List<@Nullable Object[]>> answers = new ArrayList<>();
        long wanted = request.limit().orElse(Long.MAX_VALUE);
        if (request.keys().isEmpty()) {
            addPages(answers, first(wanted, rows(request, table, null)));
            return answers;
        }
        List<String> keys = List.copyOf(new LinkedHashSet<>(request.keys().get()));
        int batch = table.key().keysPerCall();
        for (int start = 0; start < keys.size(); start += batch) {
            Set<String> some = Set.copyOf(keys.subList(start, Math.min(keys.size(), start + batch)));
            List<@Nullable Object[]> rows = first(wanted, rows(request, table, some));
            addPages(answers, rows);
            wanted -= rows.size();
        }
        return answers;
    }

    private static List<@Nullable Object[]> first(long wanted, List<@Nullable Object[]> rows) {
        return rows.subList(0, (int) Math.min(rows.size(), wanted));
    }

    private void addPages(List<List<@Nullable Object[]>> answers, List<@Nullable Object[]> rows) {
        int size = behaviour.rowsPerPage();
        int start = 0;
        do {
            int end = (int) Math.min(rows.size(), (long) start + size);
            answers.add(rows.subList(start, end));
            start = end;
        } while (start < rows.size());
    }

    private List<@Nullable Object[]> rows(ScanRequest request, SourceTable table, @Nullable Set<String> keys) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        int key = table.indexOf(table.key().column());
        for (List<@Nullable Object> row : tables.getOrDefault(table, List.of())) {
            boolean wanted = keys == null || keys.contains(String.valueOf(row.get(key)));
            if (wanted && request.conditions().stream().allMatch(condition -> holds(condition, row, table))) {
                rows.add(request.columns().stream()
                        .map(column -> row.get(table.indexOf(column)))
                        .toArray());
            }
        }
        return rows;
    }

    private static boolean holds(Condition condition, List<@Nullable Object> row, SourceTable table) {
        Object value = row.get(table.indexOf(condition.column()));
        if (condition instanceof Condition.In in) {
            return value != null
                    && in.values().stream()
                            .map(ValueForms::comparable)
                            .anyMatch(wanted -> Objects.equals(ValueForms.comparable(value), wanted));
        }
        return ValueForms.within((Condition.Range) condition, value);
    }

    private static void refuseUndeclared(ScanRequest request, SourceTable table) {
        Set<Capability> capabilities = table.capabilities();
        request.columns().forEach(table::column);
        request.conditions().forEach(condition -> table.column(condition.column()));
        boolean in = request.conditions().stream().anyMatch(Condition.In.class::isInstance);
        boolean range = request.conditions().stream().anyMatch(Condition.Range.class::isInstance);
        if ((request.keys().isPresent() && !capabilities.contains(Capability.KEYS))
                || (request.keys().isEmpty() && !capabilities.contains(Capability.SCAN))
                || (in && !capabilities.contains(Capability.FILTER_IN))
                || (range && !capabilities.contains(Capability.FILTER_RANGE))
                || (request.limit().isPresent() && !capabilities.contains(Capability.LIMIT))) {
            throw new IllegalArgumentException(table.name() + " was asked for what it does not declare");
        }
    }
}

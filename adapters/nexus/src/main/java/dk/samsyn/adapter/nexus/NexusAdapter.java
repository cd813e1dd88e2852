package dk.samsyn.adapter.nexus;

import dk.samsyn.spi.AskingCost;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.RowSelection;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SourceTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All municipalities with the same product as one source, partitioned by municipality. A few persons are searched for one by
 * one; for many, or none, the lists of the organisations are read and filtered. Which it is depends on the length of each
 * instance's lists when they were last read.
 */
final class NexusAdapter implements SourceAdapter {
    private static final int SEARCHES_PER_PAGE = 2;

    private final SourceId id;
    private final Parts parts;
    private final int searchesAtMost;
    private final int callsAtOnce;
    private final int callsPerInstance;
    private final ListSizes sizes = new ListSizes();
    private final Map<String, NexusTable> byName = new LinkedHashMap<>();
    private final List<SourceTable> tables = new ArrayList<>();

    /** Instances at the last request; before the first one, about half of the region's municipalities. */
    private volatile int instancesSeen = 10;

    NexusAdapter(Parts parts, int searchesAtMost, HalClient.Limits limits, Map<String, Long> estimatedRows) {
        this.parts = parts;
        this.id = parts.failures().source();
        this.searchesAtMost = searchesAtMost;
        this.callsAtOnce = limits.callsAtOnce();
        this.callsPerInstance = limits.callsPerInstance();
        for (NexusTable table : NexusTable.ALL) {
            byName.put(table.name(), table);
            tables.add(table.table(estimatedRows.getOrDefault(table.name(), 1_000L), callsAtOnce));
        }
    }

    /** What an adapter is made of. */
    record Parts(Failures failures, Instances instances, HalClient client, Homes homes, ExecutorService threads) {}

    @Override
    public SourceId id() {
        return id;
    }

    @Override
    public List<SourceTable> tables() {
        return List.copyOf(tables);
    }

    /** A call takes a tenth of a second, and a person is searched for in every instance; lists have 500 rows a page. */
    @Override
    public AskingCost askingCost(String table) {
        double call = 100.0 / callsAtOnce;
        return new AskingCost(200, call * instancesSeen, call / 100);
    }

    @Override
    public RowCursor scan(ScanRequest request, SourceScope scope) {
        NexusTable table = byName.get(request.table());
        if (table == null) {
            throw new IllegalArgumentException(id + " has no table " + request.table());
        }
        SourceTable shown = table.table(0, callsAtOnce);
        RowSelection selection = new RowSelection(shown, request);
        scope.check(id);
        if (selection.keys().map(Set::isEmpty).orElse(false)) {
            return RowCursor.of(List.of());
        }
        Optional<Set<Object>> wanted = selection.allowed(shown, shown.partitionColumn());
        List<Instance> asked = parts.instances().now().stream()
                .filter(instance -> wanted.isEmpty() || wanted.get().contains(instance.kommunekode()))
                .toList();
        instancesSeen = Math.max(1, parts.instances().now().size());
        Asking asking = new Asking(id, scope);
        List<Step> first = new ArrayList<>();
        for (Instance instance : asked) {
            Walk walk = new Walk(table, instance, parts, asking, sizes);
            first.add(
                    searches(selection, table, instance, asked.size())
                            ? walk.persons(List.copyOf(selection.keys().orElseThrow()))
                            : walk.everything());
        }
        return new Harvest(
                parts.failures(), asking, scope, selection, first, new Harvest.Ahead(callsAtOnce, callsPerInstance));
    }

    /** Whether searching costs less than reading the lists, about: a page of hundreds is as much work as two small calls. */
    private boolean searches(RowSelection selection, NexusTable table, Instance instance, int instancesAsked) {
        if (selection.keys().isEmpty()) {
            return false;
        }
        int keys = selection.keys().orElseThrow().size();
        return keys * (long) instancesAsked <= searchesAtMost
                || keys < SEARCHES_PER_PAGE * sizes.pages(instance, table).orElse(0);
    }

    /** Reads every home resource: a source with one instance down does not answer for the region. */
    @Override
    public void ping(SourceScope scope) {
        Asking asking = new Asking(id, scope);
        SourceScope.Registration registration = scope.onCancel(asking::stop);
        try {
            for (CompletableFuture<Hal> home : parts.instances().now().stream()
                    .map(instance -> parts.client().get(instance, instance.home(), asking))
                    .toList()) {
                home.get(asking.remaining().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw parts.failures().late("the service", e);
        } catch (TimeoutException e) {
            throw parts.failures().late("the service", e);
        } catch (ExecutionException e) {
            asking.check();
            throw parts.failures().of("the service", e.getCause() == null ? e : e.getCause());
        } finally {
            registration.close();
            asking.stop();
        }
    }

    @Override
    public void close() {
        parts.threads().shutdownNow();
    }
}

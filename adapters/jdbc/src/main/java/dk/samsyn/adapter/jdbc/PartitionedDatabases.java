package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ColumnStatistics;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.KeyPattern;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.spi.TableStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A source in many databases of one shape. A database is connected to when it is first asked, and let go soon after. */
final class PartitionedDatabases implements Databases {
    private static final Database.Pooling POOLING = new Database.Pooling(2, Duration.ofSeconds(20));

    private static final int PARTITIONS_ASKED = 3;
    private static final SourceTable PERSONS = new SourceTable(
            "persons",
            List.of(SourceColumn.of("person", ColumnType.VARCHAR)),
            KeyPattern.NONE,
            Set.of(Capability.SCAN),
            1,
            "");

    private final SourceId source;
    private final JdbcSettings.PartitionList list;
    private final JdbcSettings settings;
    private final Database.Setup setup;
    private final int callsAtOnce;
    private final PartitionFile file;
    private final Map<String, Database> byUrl = new HashMap<>();
    private boolean closed;

    PartitionedDatabases(
            SourceId source,
            JdbcSettings.PartitionList list,
            JdbcSettings settings,
            Database.Setup setup,
            int callsAtOnce) {
        this.source = source;
        this.list = list;
        this.settings = settings;
        this.setup = setup;
        this.callsAtOnce = callsAtOnce;
        this.file = new PartitionFile(list.file(), settings.product().urlPrefix(), Failures.of(source));
    }

    /** One of the databases and its value of the partition column. */
    record Partition(String value, Database database) {}

    @Override
    public RowCursor ask(Question question, SourceScope scope) {
        List<Partition> selected = selected(question);
        if (selected.isEmpty()) {
            return RowCursor.of(List.of());
        }
        Residents residents =
                (Residents) scope.kept(Residents.class, () -> new Residents(settings.product(), list.persons()));
        return PartitionedCursor.start(selected, question, source, scope, residents, setup.threads(), callsAtOnce);
    }

    /** What a few partitions say, as if the others were like them. */
    @Override
    public Optional<TableStatistics> statistics(DeclaredTable table, Catalogue catalogue, SourceScope scope) {
        List<Partition> all = selected(Question.of(Fragment.of("SELECT 1"), List.of()));
        double rows = 0;
        double persons = 0;
        int asked = 0;
        Map<String, ColumnStatistics> columns = new HashMap<>();
        for (int i = 0; i < all.size(); i += Math.max(1, all.size() / PARTITIONS_ASKED)) {
            Partition partition = all.get(i);
            Optional<TableStatistics> found = catalogue.of(
                    table, (statement, types) -> partition.database().all(statement, partition.value(), scope, types));
            if (found.isPresent()) {
                rows += found.get().rows();
                columns.putAll(found.get().columns());
                persons += persons(partition, catalogue, scope);
                asked++;
            }
        }
        for (SourceColumn column : table.table().columns()) {
            if (persons > 0 && column.person() != PersonFormat.NONE) {
                columns.put(column.name(), ColumnStatistics.of(persons / asked * all.size()));
            }
        }
        return asked == 0 ? Optional.empty() : Optional.of(new TableStatistics(rows / asked * all.size(), columns));
    }

    /** Persons in a partition's list of persons, about. */
    private double persons(Partition partition, Catalogue catalogue, SourceScope scope) {
        return list.persons()
                .map(column -> new DeclaredTable(PERSONS, column.from(), List.of(), Map.of("person", column.column())))
                .flatMap(declared -> catalogue.of(
                        declared,
                        (statement, types) -> partition.database().all(statement, partition.value(), scope, types)))
                .map(TableStatistics::rows)
                .orElse(0.0);
    }

    private synchronized List<Partition> selected(Question question) {
        if (closed) {
            throw Failures.of(source).unavailable("is closed");
        }
        Map<String, String> urls = file.urls();
        letGo(urls);
        List<Partition> selected = new ArrayList<>();
        urls.forEach((value, url) -> {
            if (question.partitions().test(value)) {
                selected.add(new Partition(value, byUrl.computeIfAbsent(url, key -> open(value, key))));
            }
        });
        return selected;
    }

    /** Closes databases that are no longer listed; closing waits for what runs on them, so elsewhere. */
    private void letGo(Map<String, String> urls) {
        Iterator<Map.Entry<String, Database>> open = byUrl.entrySet().iterator();
        while (open.hasNext()) {
            Map.Entry<String, Database> entry = open.next();
            if (!urls.containsValue(entry.getKey())) {
                open.remove();
                setup.threads().run(entry.getValue()::close);
            }
        }
    }

    private Database open(String value, String url) {
        return new Database(
                new Login(url, settings.user(), settings.password(), settings.product(), setup.timeout()),
                setup,
                POOLING,
                new Failures(source, list.label() + " " + value + " "));
    }

    @Override
    public synchronized void close() {
        closed = true;
        byUrl.values().forEach(Database::close);
        byUrl.clear();
    }
}

package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A source in many databases of one shape. A database is connected to when it is first asked, and let go soon after. */
final class PartitionedDatabases implements Databases {
    private static final Database.Pooling POOLING = new Database.Pooling(2, Duration.ofSeconds(20));

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
        return PartitionedCursor.start(selected, question, source, scope, setup.threads(), callsAtOnce);
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

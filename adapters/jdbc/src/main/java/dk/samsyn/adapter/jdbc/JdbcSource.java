package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.spi.SqlRequest;
import dk.samsyn.spi.SqlSource;
import dk.samsyn.spi.TableStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A source in a SQL database, or in many databases of one shape that are asked in parallel and read as one. */
final class JdbcSource implements SqlSource {
    private static final Duration IDLE = Duration.ofMinutes(2);

    private final SourceId id;
    private final JdbcSettings settings;
    private final DeclaredTables tables;
    private final Threads threads;
    private final Databases databases;

    JdbcSource(SourceConfig config, JdbcSettings settings, DeclaredTables tables) {
        this.id = config.id();
        this.settings = settings;
        this.tables = tables;
        this.threads = new Threads(id);
        Database.Setup setup = new Database.Setup(settings.product(), settings.fetchSize(), config.timeout(), threads);
        this.databases = settings.partitions()
                .<Databases>map(list -> new PartitionedDatabases(id, list, settings, setup, config.callsAtOnce()))
                .orElseGet(() -> new OneDatabase(new Database(
                        new Login(
                                settings.url(),
                                settings.user(),
                                settings.password(),
                                settings.product(),
                                config.timeout()),
                        setup,
                        new Database.Pooling(config.callsAtOnce(), IDLE),
                        Failures.of(id))));
    }

    @Override
    public SourceId id() {
        return id;
    }

    @Override
    public List<SourceTable> tables() {
        return tables.tables();
    }

    @Override
    public Dialect dialect() {
        return settings.product().dialect();
    }

    @Override
    public String from(String table) {
        return tables.named(table).from();
    }

    @Override
    public Optional<String> fromKeyed(String table, String test) {
        List<String> parts = tables.named(table).keyedFrom();
        return parts.isEmpty() ? Optional.empty() : Optional.of(parts.get(0) + test + parts.get(1));
    }

    @Override
    public String physicalColumn(String table, String column) {
        return tables.named(table).physicalColumn(column);
    }

    @Override
    public boolean onePersonOneKey() {
        return settings.onePersonOneKey();
    }

    @Override
    public Optional<TableStatistics> statistics(String table, SourceScope scope) {
        return databases.statistics(tables.named(table), Catalogue.of(settings.product()), scope);
    }

    @Override
    public RowCursor scan(ScanRequest request, SourceScope scope) {
        Optional<Question> question = ScanStatement.of(request, tables.named(request.table()), settings.product());
        return question.map(asked -> databases.ask(asked, scope)).orElseGet(() -> RowCursor.of(List.of()));
    }

    @Override
    public RowCursor query(SqlRequest request, SourceScope scope) {
        if (settings.partitions().isEmpty()
                && (request.partitions().isPresent()
                        || request.parameters().stream().anyMatch(SqlRequest.Partition.class::isInstance))) {
            throw new IllegalArgumentException("source " + id + " has no partitions");
        }
        Optional<Set<String>> selected = request.partitions().map(Set::copyOf);
        return databases.ask(
                new Question(
                        here -> StatementText.of(request, settings.product(), here),
                        request.columns(),
                        request.columns().size(),
                        partition ->
                                selected.map(set -> set.contains(partition)).orElse(true),
                        List.of(),
                        OptionalLong.empty()),
                scope);
    }

    @Override
    public void ping(SourceScope scope) {
        try (RowCursor rows = databases.ask(Question.of(Fragment.of("SELECT 1"), List.of(ColumnType.INTEGER)), scope)) {
            while (rows.next()) {
                scope.check(id);
            }
        }
    }

    @Override
    public void close() {
        databases.close();
        threads.close();
    }
}

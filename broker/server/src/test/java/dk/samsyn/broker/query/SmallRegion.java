package dk.samsyn.broker.query;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.ExecutedStatements;
import dk.samsyn.broker.audit.FileAuditLog;
import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.MeasuresFile;
import dk.samsyn.broker.config.PolicyFiles;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.config.SourcesConfig;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.broker.release.ReleaseControl;
import dk.samsyn.broker.release.RuleSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Six citizens in one H2 database that is five sources, under the shipped schema, concepts, conditions and roles: starts in a
 * second, for tests of what policies make of a statement. What the sources are in truth is tested over {@link Lille}.
 */
final class SmallRegion {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final SmallRegion SHARED = new SmallRegion();

    final Federation federation;
    final FileAuditLog audit;
    private final SchemaConfig schema;
    private final ReleaseControl release;
    private final Concepts concepts;
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    private SmallRegion() {
        ConfigProblems problems = new ConfigProblems();
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            connection.createStatement().execute(Files.readString(resource("tables.sql")));
            this.audit = new FileAuditLog(Files.createTempDirectory("audit").resolve("audit.jsonl"), Clock.systemUTC());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path conf = Lille.root().resolve("conf");
        this.schema = SchemaConfig.read(conf.resolve("schema"), problems);
        this.concepts = Concepts.read(conf.resolve("concepts"), problems);
        SourcesConfig sources = SourcesConfig.read(resource("sources"), Map.of("SAMSYN_SMALL_URL", url), problems);
        this.federation = Federation.open(schema, sources, concepts, true, problems);
        this.release = ReleaseControl.inMemory(
                MeasuresFile.read(conf.resolve("measures"), schema, concepts, problems), Lille.noise(), RuleSet.ALL);
        problems.throwIfAny();
    }

    static SmallRegion get() {
        return SHARED;
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(SmallRegion.class.getResource("/small-region/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes to the sources, as their owners do at any time. */
    void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A set of policies, each the text of a file. */
    PolicyEngine policies(String... files) {
        ConfigProblems problems = new ConfigProblems();
        try {
            Path folder = Files.createTempDirectory("policies");
            for (String name : List.of("conditions.yaml", "roles.yaml")) {
                Files.copy(Lille.root().resolve("policies").resolve(name), folder.resolve(name));
            }
            for (int i = 0; i < files.length; i++) {
                Files.writeString(folder.resolve(i + ".policy.yaml"), files[i]);
            }
            PolicyEngine engine = new PolicyEngine(PolicyFiles.read(folder, PolicyFiles.declared(schema), problems));
            problems.throwIfAny();
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    QueryService under(String... files) {
        return under(policies(files), Clock.systemUTC());
    }

    QueryService under(PolicyEngine engine, Clock clock) {
        Services services = new Services(
                clock,
                Optional.of(TODAY),
                new PersonCipher.Ring("a test secret of some length".getBytes(StandardCharsets.UTF_8)),
                new PersonIndex(List::of),
                concepts,
                Duration.ofMinutes(1),
                64L << 20,
                200,
                10_000,
                new Bookkeeping(
                        new PersonSearches(clock, 1000),
                        new SourceHealth(clock),
                        audit,
                        new ExecutedStatements(DanishTime.ZONE)),
                release);
        return new QueryService(federation, services, () -> engine, audit);
    }

    /** The rows of an answer as text, sorted, or the code of the refusal. */
    static List<String> outcome(QueryService queries, Session session, String sql) {
        try (QueryAnswer answer = queries.run(session, QueryRequest.of(sql))) {
            List<String> rows = new ArrayList<>();
            while (answer.next()) {
                rows.add(Arrays.stream(answer.row())
                        .map(String::valueOf)
                        .reduce((a, b) -> a + " " + b)
                        .orElse(""));
            }
            rows.sort(null);
            return rows;
        } catch (QueryException e) {
            return List.of(e.errorCode().code());
        }
    }
}

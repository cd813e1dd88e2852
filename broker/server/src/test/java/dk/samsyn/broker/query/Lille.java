package dk.samsyn.broker.query;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.ExecutedStatements;
import dk.samsyn.broker.audit.FileAuditLog;
import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.MeasuresFile;
import dk.samsyn.broker.config.PolicyFiles;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.config.SourcesConfig;
import dk.samsyn.broker.policy.Policy;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.broker.release.BudgetLimits;
import dk.samsyn.broker.release.NoiseSecret;
import dk.samsyn.broker.release.Pace;
import dk.samsyn.broker.release.ReleaseControl;
import dk.samsyn.broker.release.ReleaseSchema;
import dk.samsyn.broker.release.RuleSet;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import dk.samsyn.spi.DemoRegion;
import dk.samsyn.spi.SourceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One region of size lille with a broker in front of it, shared by every test of this JVM and stopped with it. */
final class Lille {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    static final DemoRegion.Options OPTIONS =
            new DemoRegion.Options(DemoRegion.Size.LILLE, 1, TODAY, Optional.empty(), Optional.empty());

    /** Budgets of populations that no test reaches, where what comes after their end is not what is asked about. */
    static final BudgetLimits WITHOUT_END = new BudgetLimits(
            BudgetLimits.DEFAULT.answersPerDay(),
            Map.of(),
            BudgetLimits.DEFAULT.columnsPerQuarter(),
            BudgetLimits.DEFAULT.listsPerQuarter(),
            new BudgetLimits.Population(10_000_000, 10_000_000, 10_000_000));

    private static @Nullable Lille shared;

    final DemoRegion.Running region;
    final QueryService queries;
    final PolicyEngine policies;
    final Services services;
    final Path auditFile;
    final FileAuditLog audit;
    /** Statements counted apart from the log. */
    final ExecutedStatements executed = new ExecutedStatements(DanishTime.ZONE);

    final Federation federation;
    /** What the sources are asked, while somebody listens. */
    final RequestLog requests = new RequestLog();
    /** The broker's own database, which is a source, too. */
    final OwnDatabase own;

    private final StoreSettings store =
            new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "samsyn", "samsyn");

    Lille(boolean pushdown) {
        this(OPTIONS, pushdown);
    }

    private Lille(DemoRegion.Options options, boolean pushdown) {
        this.region = region().start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(region::close));
        this.own = OwnDatabase.open(store);
        Path root = root();
        ConfigProblems problems = new ConfigProblems();
        SchemaConfig schema = SchemaConfig.read(root.resolve("conf/schema"), problems);
        SourcesConfig sources = SourcesConfig.read(root.resolve("conf/sources"), settings(), problems);
        Concepts concepts = Concepts.read(root.resolve("conf/concepts"), problems);
        this.federation = Federation.open(schema, sources, concepts, pushdown, problems, requests::around);
        ReleaseSchema measures = MeasuresFile.read(root.resolve("conf/measures"), schema, concepts, problems);
        List<Policy> active = PolicyFiles.read(root.resolve("policies"), PolicyFiles.declared(schema), problems);
        problems.throwIfAny();
        federation.refreshStatistics(new OwnScope(Duration.ofSeconds(30)));
        this.policies = new PolicyEngine(active);
        PersonIndex persons = new PersonIndex(() ->
                federation.aliases(new SourceId("cpr"), "person_identifikator", new OwnScope(Duration.ofSeconds(30))));
        try {
            this.auditFile = Files.createTempDirectory("audit").resolve("audit.jsonl");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.audit = new FileAuditLog(auditFile, Clock.systemUTC());
        this.services = new Services(
                Clock.systemUTC(),
                Optional.of(TODAY),
                new PersonCipher.Ring("a test secret of some length".getBytes(StandardCharsets.UTF_8)),
                persons,
                concepts,
                Duration.ofMinutes(2),
                256L << 20,
                200,
                10_000,
                new Bookkeeping(
                        new PersonSearches(Clock.systemUTC(), 100_000),
                        new SourceHealth(Clock.systemUTC()),
                        audit,
                        executed),
                ReleaseControl.inMemory(measures, noise(), RuleSet.ALL));
        this.queries = new QueryService(federation, services, () -> policies, audit);
    }

    /** Values of the placeholders in the sources' files. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(region.settings());
        settings.putAll(store.asSource());
        return settings;
    }

    /** The same region behind a broker that finds other things where some settings point to. */
    QueryService with(Map<String, String> changes) {
        return with(changes, true);
    }

    /** The same region behind a broker that computes all by itself. */
    QueryService withoutPushdown() {
        return with(Map.of(), false);
    }

    private QueryService with(Map<String, String> changes, boolean pushdown) {
        ConfigProblems problems = new ConfigProblems();
        Map<String, String> settings = settings();
        settings.putAll(changes);
        Path root = root();
        Federation other = Federation.open(
                SchemaConfig.read(root.resolve("conf/schema"), problems),
                SourcesConfig.read(root.resolve("conf/sources"), settings, problems),
                services.concepts(),
                pushdown,
                problems);
        problems.throwIfAny();
        return new QueryService(other, services, () -> policies, audit);
    }

    /** The same sources and policies behind an empty answer ledger. */
    QueryService withEmptyLedger(RuleSet rules) {
        ReleaseControl empty = ReleaseControl.inMemory(services.release().schema(), noise(), rules);
        return new QueryService(
                federation, services(services.clock(), services.own().searches(), empty), () -> policies, audit);
    }

    /** The same sources and policies behind another release control. */
    QueryService with(ReleaseControl release) {
        Services own = services(services.clock(), services.own().searches(), release);
        return new QueryService(federation, own, () -> policies, audit);
    }

    /** The same sources and policies behind an empty answer ledger whose answers leave at another pace. */
    QueryService at(Pace pace) {
        Services own = services(
                services.clock(), services.own().searches(), services.release().at(pace));
        return new QueryService(federation, own, () -> policies, audit);
    }

    /** The same sources and policies behind a pipeline of its own clock. */
    QueryService with(Clock clock) {
        return with(clock, services.own().searches());
    }

    /** The same sources and policies behind a pipeline of its own clock and limit of searches. */
    QueryService with(Clock clock, PersonSearches searches) {
        Services own = services(clock, searches, services.release());
        return new QueryService(federation, own, () -> policies, audit);
    }

    private Services services(Clock clock, PersonSearches searches, ReleaseControl release) {
        return new Services(
                clock,
                services.today(),
                services.ciphers(),
                services.persons(),
                services.concepts(),
                services.queryTimeout(),
                services.queryMemory(),
                services.callsPerStatement(),
                services.callsPerTestStatement(),
                new Bookkeeping(searches, services.own().health(), audit, executed),
                release);
    }

    /** Keys of noise that are the same in every test. */
    static NoiseSecret noise() {
        return new NoiseSecret("a noise secret of some length", 1);
    }

    /** All that is in the audit log. */
    String auditText() {
        try {
            return Files.readString(auditFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static synchronized Lille get() {
        if (shared == null) {
            shared = new Lille(OPTIONS, true);
        }
        return shared;
    }

    /** Another region, the same but for these citizens, whom no source knows. The caller closes {@link #region}. */
    static Lille without(Collection<String> cprs) {
        return new Lille(
                new DemoRegion.Options(
                        OPTIONS.size(), OPTIONS.seed(), TODAY, Optional.of(String.join(",", cprs)), Optional.empty()),
                true);
    }

    /** Another region, the same but that these citizens have each other's numbers. The caller closes {@link #region}. */
    static Lille exchanging(List<String> cprs) {
        return new Lille(
                new DemoRegion.Options(OPTIONS.size(), OPTIONS.seed(), TODAY, Optional.empty(), Optional.empty(), cprs),
                true);
    }

    static DemoRegion region() {
        return ServiceLoader.load(DemoRegion.class).findFirst().orElseThrow();
    }

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("conf"))) {
            here = Optional.ofNullable(here.getParent()).orElseThrow();
        }
        return here;
    }

    static Session alt() {
        Principal alt = new Principal("alt", "test", "test", Purpose.TEST, Set.of(Purpose.TEST), Map.of());
        return new Session(alt, Purpose.TEST, Optional.empty(), false, "test");
    }

    static Session doctor(String ydernr) {
        Principal doctor = new Principal(
                "laege-" + ydernr,
                "praktiserende_laege",
                "praksis:" + ydernr,
                Purpose.BEHANDLING,
                Set.of(Purpose.BEHANDLING),
                Map.of("ydernr", ydernr));
        return new Session(doctor, Purpose.BEHANDLING, Optional.empty(), false, "test");
    }

    /** All rows of a query. */
    List<@Nullable Object[]> rows(Session session, String sql) {
        return rows(queries, session, sql);
    }

    static List<@Nullable Object[]> rows(QueryService queries, Session session, String sql) {
        try (QueryAnswer answer = queries.run(session, QueryRequest.of(sql))) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            while (answer.next()) {
                rows.add(answer.row());
            }
            return rows;
        }
    }
}

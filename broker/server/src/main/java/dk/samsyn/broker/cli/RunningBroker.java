package dk.samsyn.broker.cli;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.audit.DailyCheck;
import dk.samsyn.broker.audit.ExecutedStatements;
import dk.samsyn.broker.audit.FileAuditLog;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.SignOnConfig;
import dk.samsyn.broker.doors.OpenQueries;
import dk.samsyn.broker.doors.Workers;
import dk.samsyn.broker.identity.SignIn;
import dk.samsyn.broker.identity.SignOn;
import dk.samsyn.broker.jdbc.JdbcDoor;
import dk.samsyn.broker.jdbc.JdbcSessions;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.broker.portal.Portal;
import dk.samsyn.broker.portal.PortalSettings;
import dk.samsyn.broker.query.Bookkeeping;
import dk.samsyn.broker.query.Federation;
import dk.samsyn.broker.query.OwnScope;
import dk.samsyn.broker.query.PersonCipher;
import dk.samsyn.broker.query.PersonIndex;
import dk.samsyn.broker.query.PersonSearches;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.query.QueryService;
import dk.samsyn.broker.query.Services;
import dk.samsyn.broker.query.SourceHealth;
import dk.samsyn.broker.release.NoiseSecret;
import dk.samsyn.broker.release.ReleaseControl;
import dk.samsyn.broker.steward.PipelineTrial;
import dk.samsyn.broker.steward.PolicySets;
import dk.samsyn.broker.steward.SilentLog;
import dk.samsyn.broker.steward.StewardDesk;
import dk.samsyn.broker.steward.Trial;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.web.PolicyEndpoints;
import dk.samsyn.broker.web.WebServer;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker, put together by hand: pipeline first, then doors. Closing stops in the opposite order. */
final class RunningBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningBroker.class);
    private static final Duration OWN_CALL = Duration.ofSeconds(30);
    /** How long sources may look for what their first answers would wait for. */
    private static final Duration PREPARATION = Duration.ofMinutes(2);

    /** How long another broker's activation may go unnoticed. */
    private static final Duration FOLLOW = Duration.ofSeconds(2);

    /** Planning is about twice as fast after so many seconds. */
    private static final Duration REHEARSAL = Duration.ofSeconds(8);

    /** How often is looked whether a day of the log is due to be checked. */
    private static final Duration CHECK = Duration.ofMinutes(1);

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** Whoever started the program from a shell: not one of its users. */
    private static final Session SHELL = new Session(
            new Principal("samsyn", "drift", "samsyn", Purpose.KONTROL, Set.of(Purpose.KONTROL), Map.of()),
            Purpose.KONTROL,
            Optional.empty(),
            false,
            "shell");

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Federation federation;
    private final OwnDatabase own;
    private final PersonIndex persons;
    private final FileAuditLog audit;
    private final DailyCheck check;
    private final PolicySets sets;
    private final QueryService pipeline;
    private final SignIn signIn;
    private final StewardDesk desk;
    private final Optional<LocalDate> today;
    private volatile boolean warm;

    /**
     * Opens sources, policies and the audit log; calls no source and listens nowhere.
     *
     * @param today the date that counts as today, or empty for the real one
     * @throws dk.samsyn.broker.config.ConfigException with every problem of mappings and views
     * @throws QueryException AUDIT_UNAVAILABLE
     */
    RunningBroker(Configuration config, Optional<LocalDate> today, ConfigProblems problems) {
        BrokerConfig broker = config.broker();
        this.today = today;
        this.signIn = config.signIn();
        this.federation = opened(Federation.open(config.schema(), config.sources(), config.concepts(), true, problems));
        problems.throwIfAny();
        this.own = opened(OwnDatabase.open(broker.store()));
        this.audit = opened(new FileAuditLog(broker.auditFile(), Clock.systemUTC()));
        this.signIn.tell(audit::act);
        ExecutedStatements executed = new ExecutedStatements(DanishTime.ZONE);
        this.check = new DailyCheck(
                audit, broker.auditFile(), DanishTime.ZONE, broker.logCheck(), Clock.systemUTC(), executed);
        parts.push(check::stop);
        check.start();
        this.sets = PolicySets.open(own.dataSource(), config.reader(), audit, Clock.systemUTC(), config::directory);
        if (!sets.activeSet().files().equals(config.directory().files())) {
            LOG.info("set {} is in force; the directory of policies differs from it", sets.activeNumber());
        }
        this.persons = new PersonIndex(() -> federation.aliases(
                new SourceId(broker.persons().source()), broker.persons().table(), new OwnScope(OWN_CALL)));
        SourceHealth health = new SourceHealth(Clock.systemUTC());
        NoiseSecret noise = new NoiseSecret(broker.secrets().noise(), 1);
        Services services = new Services(
                Clock.systemUTC(),
                today,
                new PersonCipher.Ring(broker.secrets().pid().getBytes(StandardCharsets.UTF_8)),
                persons,
                config.concepts(),
                broker.limits().queryTimeout(),
                broker.limits().queryMemory(),
                broker.limits().callsPerStatement(),
                broker.limits().callsPerTestStatement(),
                new Bookkeeping(
                        new PersonSearches(Clock.systemUTC(), broker.limits().personSearchesPerHour()),
                        health,
                        audit,
                        executed),
                ReleaseControl.durable(
                        config.measures(), noise, own.dataSource(), config.budgets(), audit.lastLedger()));
        if (!audit.ledgers().contains(noise.mark())) {
            audit.act(SHELL.principal().name(), AuditLog.LEDGER_OPENED, Map.of("mark", noise.mark()));
        }
        this.pipeline = new QueryService(federation, services, sets, audit);
        this.desk = new StewardDesk(sets, pipeline, audit, () -> today.orElseGet(() -> LocalDate.now(DanishTime.ZONE)));
    }

    /** The pipeline behind the doors. */
    Queries pipeline() {
        return pipeline;
    }

    /**
     * Tries a set of policies on the pipeline from the shell; what the cases read is in the log, for the owners of the data.
     *
     * @param work is given the trial
     */
    <T> T tried(Function<Trial, T> work) {
        SilentLog log = new SilentLog();
        try {
            return work.apply(new PipelineTrial(pipeline, log));
        } finally {
            log.tried("policy.test").ifPresent(what -> audit.tried(SHELL, what));
        }
    }

    /**
     * Opens the doors.
     *
     * @return the address that clients use
     */
    String listen(Configuration config) {
        BrokerConfig broker = config.broker();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Workers workers = opened(new Workers(broker.limits()));
        OpenQueries queries = new OpenQueries(pipeline, workers, broker.limits(), meters);
        parts.push(queries::cancelAll);
        JdbcSessions sessions = opened(new JdbcSessions(queries, workers, broker.limits(), Clock.systemUTC()));
        JdbcDoor jdbc = new JdbcDoor(pipeline, queries, sessions, config.signIn(), broker.limits(), workers);
        PolicyEndpoints policies = new PolicyEndpoints(desk, workers.requests());
        ScheduledFuture<?> following = workers.every(FOLLOW, this::follow);
        parts.push(() -> following.cancel(false));
        ScheduledFuture<?> checking = workers.every(CHECK, this::checkLog);
        parts.push(() -> checking.cancel(false));
        Vertx vertx = Vertx.vertx();
        parts.push(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
        WebServer server = opened(WebServer.start(
                vertx,
                broker.server(),
                new WebServer.Parts(
                        pipeline,
                        queries,
                        workers,
                        config.signIn(),
                        jdbc,
                        this::ready,
                        meters,
                        List.of(policies, portal(config, queries, workers, vertx)::mount))));
        return server.url();
    }

    private Portal portal(Configuration config, OpenQueries queries, Workers workers, Vertx vertx) {
        SignOnConfig providers = config.broker().signOn();
        PortalSettings settings = new PortalSettings(
                config.broker().portal().session(),
                config.broker().portal().idleLock(),
                config.broker().server().tls().isPresent()
                        || providers
                                .address()
                                .filter(a -> a.startsWith("https"))
                                .isPresent(),
                today.isPresent(),
                today,
                config.sources().names());
        return new Portal(new Portal.Parts(
                pipeline,
                queries,
                workers,
                config.signIn(),
                Optional.of(providers)
                        .filter(known -> !known.all().isEmpty())
                        .map(known -> new SignOn(vertx, known, config.signIn(), Clock.systemUTC())),
                new OwnTables(own.dataSource(), audit::act),
                Optional.of(desk),
                config.benchmark(),
                settings,
                Clock.systemUTC()));
    }

    /** Sources that do not answer now; asks all of them. */
    List<String> silentSources() {
        return federation.adapters().parallelStream()
                .filter(adapter -> !answers(adapter))
                .map(adapter -> adapter.id().value())
                .sorted()
                .toList();
    }

    /**
     * Loads the list of persons' numbers and lets sources, planner and sign-in do for the first time what takes seconds the first
     * time, for no user should wait for it.
     */
    void warmUp() {
        CompletableFuture<Void> rehearsal = CompletableFuture.runAsync(this::rehearse, task -> {
            Thread thread = new Thread(task, "samsyn-rehearsal");
            thread.setDaemon(true);
            thread.start();
        });
        persons.reload();
        federation.refreshStatistics(new OwnScope(OWN_CALL));
        List<String> unprepared = federation.prepare(new OwnScope(PREPARATION));
        if (!unprepared.isEmpty()) {
            LOG.info("first answers will wait for {}", unprepared);
        }
        rehearsal.join();
        warm = true;
    }

    /** What cannot be rehearsed is slow at first; that must not keep everybody out. */
    private void rehearse() {
        try {
            signIn.rehearse();
            LOG.info("{} statements rehearsed", pipeline.rehearse(REHEARSAL));
        } catch (RuntimeException e) {
            LOG.warn("the rehearsal of first statements broke off", e);
        }
    }

    /** Warms up in the background, again and again until the register of persons answers. */
    void warmUpWhenPossible() {
        Thread thread = new Thread(
                () -> {
                    while (!warm) {
                        try {
                            warmUp();
                        } catch (SourceException | QueryException e) {
                            LOG.warn("not ready: {}", e.getMessage());
                            pause();
                        }
                    }
                },
                "samsyn-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        try {
            sets.refresh();
        } catch (QueryException e) {
            LOG.warn("the set of policies that is in force elsewhere cannot be taken over: {}", e.display());
        }
    }

    private void checkLog() {
        try {
            for (DailyCheck.Checked checked : check.run()) {
                if (checked.found().complete()) {
                    LOG.info("the log of {} is complete", checked.day());
                } else {
                    LOG.error(
                            "the log of {} has {} gaps; samsyn.logkontrol names them",
                            checked.day(),
                            checked.found().gaps().size());
                }
            }
        } catch (IOException | QueryException e) {
            LOG.error("the log could not be checked for completeness", e);
        }
    }

    private boolean ready() {
        return warm && audit.healthy();
    }

    private static boolean answers(SourceAdapter adapter) {
        try {
            adapter.ping(new OwnScope(OWN_CALL));
            return true;
        } catch (SourceException e) {
            LOG.warn("{}", e.getMessage());
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        String failed = parts.stream()
                .filter(part -> !closes(part))
                .map(part -> part.getClass().getSimpleName())
                .collect(Collectors.joining(", "));
        parts.clear();
        if (!failed.isEmpty()) {
            LOG.warn("did not stop cleanly: {}", failed);
        }
    }

    private static boolean closes(AutoCloseable part) {
        try {
            part.close();
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}

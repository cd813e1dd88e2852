package dk.samsyn.broker.doors;

import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.identity.SignIn;
import dk.samsyn.broker.jdbc.JdbcDoor;
import dk.samsyn.broker.jdbc.JdbcSessions;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.web.WebServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A real server on a free port over {@link FakeQueries} and the demo users. */
public final class DoorsFixture implements AutoCloseable {
    public final FakeQueries pipeline = new FakeQueries();
    public final AtomicBoolean ready = new AtomicBoolean(true);
    public final Workers workers;
    public final OpenQueries queries;
    public final SignIn signIn;
    public final JdbcSessions sessions;
    private final Vertx vertx = Vertx.vertx();
    private final WebServer server;

    public DoorsFixture() {
        this(config());
    }

    public DoorsFixture(BrokerConfig config) {
        this(config, Optional.empty());
    }

    /** The doors in front of a real pipeline; the test user may come in. */
    public static DoorsFixture over(Queries queries) {
        return new DoorsFixture(config(), Optional.of(queries));
    }

    private DoorsFixture(BrokerConfig config, Optional<Queries> real) {
        Queries served = real.orElse(pipeline);
        this.workers = new Workers(config.limits());
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        this.queries = new OpenQueries(served, workers, config.limits(), meters);
        this.signIn = Realms.signIn(
                        new BrokerConfig.Users(
                                "file",
                                Path.of("..", "..", "conf", "users.yaml"),
                                Optional.empty(),
                                Duration.ofMinutes(5)),
                        real.isPresent() ? Realms.Stage.DEMO_WITH_TEST_USER : Realms.Stage.DEMO,
                        Clock.systemUTC(),
                        new ConfigProblems())
                .orElseThrow();
        this.sessions = new JdbcSessions(queries, workers, config.limits(), Clock.systemUTC());
        this.server = WebServer.start(
                vertx,
                config.server(),
                new WebServer.Parts(
                        served,
                        queries,
                        workers,
                        signIn,
                        new JdbcDoor(served, queries, sessions, signIn, config.limits(), workers),
                        ready::get,
                        meters,
                        List.of()));
    }

    /** The shipped settings on a free port. */
    public static BrokerConfig config() {
        return BrokerConfig.read(
                        Path.of("..", "..", "conf"),
                        Map.of("SAMSYN_PID_SECRET", "p".repeat(16), "SAMSYN_NOISE_SECRET", "n".repeat(16))::get,
                        new ConfigProblems())
                .orElseThrow()
                .withPort(0);
    }

    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
        sessions.close();
        queries.cancelAll();
        workers.close();
        vertx.close();
    }
}

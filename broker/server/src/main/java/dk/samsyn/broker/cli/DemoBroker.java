package dk.samsyn.broker.cli;

import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.demo.DemoLogin;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.spi.DemoRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A made-up region and a broker over it. Closing stops all that has been started, also while starting. */
final class DemoBroker implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final UnaryOperator<Map<String, String>> way;
    private boolean closed;

    DemoBroker() {
        this(settings -> settings);
    }

    /**
     * A broker that reaches its region another way.
     *
     * @param way from the region's settings to those that the broker gets
     */
    DemoBroker(UnaryOperator<Map<String, String>> way) {
        this.way = way;
    }

    /** A broker over its region, and what it was made from. */
    record Started(Configuration config, RunningBroker broker, DemoLogin login) {
        /** Opens the doors; the record system beside the broker opens its pages there. */
        String listen(int port) {
            String url = broker.listen(config.withPort(port));
            login.records().opensAt(url);
            return url;
        }
    }

    /**
     * Starts the region, then the broker without its doors; returns when every source answers.
     *
     * @throws IllegalStateException if a source cannot be started or does not answer
     */
    Started start(DemoOptions options, @Nullable Path conf, @Nullable Path policies, Realms.Stage stage)
            throws IOException {
        Path confFolder = Installation.conf(conf);
        Path policyFolder = Installation.policies(policies);
        DemoRegion.Running region = begin(DemoOptions.demoRegion().start(options.region()));
        DemoLogin login = begin(new DemoLogin(region.examples()));
        ConfigProblems problems = new ConfigProblems();
        Optional<Configuration> read =
                Configuration.read(confFolder, policyFolder, values(options, region, login), stage, problems);
        problems.throwIfAny();
        Configuration config = read.orElseThrow();
        login.admit(config.signIn()::password);
        RunningBroker broker = begin(new RunningBroker(config, Optional.of(options.date), problems));
        List<String> silent = broker.silentSources();
        if (!silent.isEmpty()) {
            throw new IllegalStateException("these sources do not answer: " + String.join(", ", silent));
        }
        broker.warmUp();
        return new Started(config, broker, login);
    }

    private Map<String, String> values(DemoOptions options, DemoRegion.Running region, DemoLogin login)
            throws IOException {
        Path folder = options.data == null
                ? begin(TemporaryFolder.create("samsyn-demo")).path()
                : Files.createDirectories(options.data);
        Map<String, String> values = new HashMap<>(System.getenv());
        values.putAll(way.apply(region.settings()));
        values.put(
                "SAMSYN_AUDIT_FILE",
                folder.resolve("audit.log").toAbsolutePath().toString());
        values.put(
                "SAMSYN_STORE_URL", "jdbc:h2:file:" + folder.resolve("broker").toAbsolutePath());
        values.put("SAMSYN_PID_SECRET", options.secret("pid"));
        // A demo whose ledger was started afresh is started with the new secret.
        values.put("SAMSYN_NOISE_SECRET", System.getenv().getOrDefault("SAMSYN_NOISE_SECRET", options.secret("noise")));
        values.put("SAMSYN_OIDC_NAME", "fælles login");
        values.put("SAMSYN_OIDC_ISSUER", login.address());
        values.put("SAMSYN_OIDC_SECRET", login.clientSecret());
        values.put("SAMSYN_SMART_NAME", "fælles login");
        values.put("SAMSYN_SMART_ISS", login.records().iss());
        values.put("SAMSYN_SMART_SECRET", login.clientSecret());
        return values;
    }

    private <T extends AutoCloseable> T begin(T part) {
        synchronized (started) {
            started.push(part);
            if (closed) {
                closeAll();
            }
        }
        return part;
    }

    @Override
    public void close() {
        synchronized (started) {
            closed = true;
            closeAll();
        }
    }

    private void closeAll() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                System.err.println("did not stop cleanly: " + e.getClass().getSimpleName());
            }
        }
    }
}

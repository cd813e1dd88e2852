package dk.samsyn.broker.cli;

import com.sun.management.OperatingSystemMXBean;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.query.QueryAnswer;
import dk.samsyn.broker.query.QueryRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Queries side by side with a hand-written program that is the limit of what federation can do: both in one process, in turn, so
 * that what disturbs one disturbs the other. Prints medians in milliseconds and their ratio; no time fails anything, a
 * different answer does.
 */
@Command(
        name = "bench",
        description = "Runs queries beside the hand-written limit and prints ratios.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    /** Runs before those that are measured: so many at least, and for so long, since short ones need many to be compiled. */
    private static final int WARM_UPS = 3;

    private static final double WARM_UP_MILLIS = 4_000;
    private static final int WARM_UPS_AT_MOST = 2_000;
    private static final double NANOS = 1e6;
    /** Rows from which what a row costs over the door can be told. */
    private static final long MANY_ROWS = 100_000;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** The one user of conf/bench, and what everybody knows of it. */
    private static final String USER = "benchmark";

    private static final String PASSWORD = "samsyn";

    @Option(names = "--conf", description = "folder of configuration (default: conf/bench)")
    @Nullable
    Path conf;

    @Option(names = "--policies", description = "folder of policies (default: policies below the configuration)")
    @Nullable
    Path policies;

    @Option(
            names = "--lab",
            defaultValue = "${env:LAB}",
            required = true,
            description =
                    "folder with queries/*.sql and java/src/main/java/peers/HandPeer.java (default: LAB of the environment)")
    Path lab = Path.of("");

    @Option(names = "--only", split = ",", description = "names of queries, such as Q01,Q02")
    List<String> only = List.of();

    @Option(
            names = "--runs",
            defaultValue = "5",
            description = "measured runs of each side (default: ${DEFAULT-VALUE})")
    int runs;

    @Option(names = "--cpr", defaultValue = "${env:TEST_CPR:-0104335874}", description = "number put in for @CPR@")
    String cpr = "";

    @Option(
            names = "--jdbc",
            description =
                    "the driver's jar: every query also over the broker's door on one connection, P00 being its floor")
    @Nullable
    Path jdbc;

    @Option(names = "--plans", description = "prints the plan of each query")
    boolean plans;

    /**
     * What one query took: medians in milliseconds.
     *
     * @param doorCpu processor seconds of client and broker for a million rows over the door, beyond those in process
     */
    private record Measured(
            double limit, double samsyn, double door, double first, boolean same, long rows, double doorCpu) {}

    @Override
    public Integer call() throws IOException {
        try (TemporaryFolder data = TemporaryFolder.create("samsyn-bench")) {
            return call(data.path());
        }
    }

    private int call(Path data) throws IOException {
        Path folder = conf != null ? conf : Installation.conf(null).resolve("bench");
        ConfigProblems problems = new ConfigProblems();
        Optional<Configuration> read = Configuration.read(
                folder,
                policies != null ? policies : folder.resolve("policies"),
                values(data),
                Realms.Stage.REAL,
                problems);
        problems.throwIfAny();
        try (RunningBroker broker = new RunningBroker(read.orElseThrow(), Optional.empty(), problems);
                LimitProgram limit = LimitProgram.start(lab.resolve("java/src/main/java"), data)) {
            broker.warmUp();
            if (jdbc == null) {
                return measure(broker.pipeline(), limit, Optional.empty());
            }
            try (DoorClient door =
                    DoorClient.connect(jdbc, broker.listen(read.orElseThrow().withPort(0)), USER, PASSWORD)) {
                return measure(broker.pipeline(), limit, Optional.of(door));
            } catch (SQLException e) {
                throw new IOException("the broker's door does not open: SQLSTATE " + e.getSQLState(), e);
            }
        }
    }

    private static Map<String, String> values(Path data) {
        Map<String, String> values = new HashMap<>(System.getenv());
        values.put("SAMSYN_AUDIT_FILE", data.resolve("audit.log").toString());
        values.put("SAMSYN_STORE_URL", "jdbc:h2:file:" + data.resolve("broker"));
        values.putIfAbsent("SAMSYN_PID_SECRET", "benchmark-pid-secret");
        values.putIfAbsent("SAMSYN_NOISE_SECRET", "benchmark-noise-secret");
        return values;
    }

    private int measure(Queries samsyn, LimitProgram limit, Optional<DoorClient> door) throws IOException {
        Principal principal =
                new Principal(USER, "benchmark", "benchmark", Purpose.BEHANDLING, Set.of(Purpose.BEHANDLING), Map.of());
        Session session = new Session(principal, Purpose.BEHANDLING, Optional.empty(), false, "bench");
        System.out.printf(
                Locale.ROOT,
                "%-5s %10s %10s %7s %10s %10s %9s %s%n",
                "query",
                "limit ms",
                "samsyn ms",
                "ratio",
                "jdbc ms",
                "first ms",
                "rows",
                "answers");
        List<Double> ratios = new ArrayList<>();
        boolean wrong = false;
        for (Path file : files()) {
            String name = name(file);
            String sql = sql(file);
            try {
                if (plans) {
                    run(samsyn, session, "EXPLAIN " + sql, row -> System.out.println(row[0]));
                }
                Measured m = measure(
                        rows -> limit.run(name, rows),
                        rows -> run(samsyn, session, sql, rows),
                        door.map(d -> rows -> d.run(sql, rows)));
                wrong |= !m.same();
                ratios.add(m.samsyn() / m.limit());
                System.out.printf(
                        Locale.ROOT,
                        "%-5s %10.1f %10.1f %6.2fx %10.1f %10.1f %9d %s%n",
                        name,
                        m.limit(),
                        m.samsyn(),
                        m.samsyn() / m.limit(),
                        m.door(),
                        m.first(),
                        m.rows(),
                        m.same() ? "equal" : "DIFFERENT");
                if (m.rows() >= MANY_ROWS && door.isPresent()) {
                    System.out.printf(
                            Locale.ROOT,
                            "      over JDBC %.2f CPU-s per million rows more than in process, client and broker%n",
                            m.doorCpu());
                }
            } catch (QueryException e) {
                wrong = true;
                System.out.printf(Locale.ROOT, "%-5s %s%n", name, e.display());
            }
        }
        double logs = ratios.stream().mapToDouble(Math::log).average().orElse(0);
        System.out.printf(Locale.ROOT, "geometric mean of %d: %.2fx%n", ratios.size(), Math.exp(logs));
        return wrong ? SamsynCommand.FOUND_WRONG : 0;
    }

    /** Both sides in turn; the first run of each is the check of the answers. */
    private Measured measure(
            Consumer<Consumer<@Nullable Object[]>> limit,
            Consumer<Consumer<@Nullable Object[]>> samsyn,
            Optional<Consumer<Consumer<@Nullable Object[]>>> door) {
        AnswerSum expected = new AnswerSum();
        limit.accept(expected::add);
        AnswerSum answer = new AnswerSum();
        double first = time(() -> samsyn.accept(answer::add));
        double warm = 0;
        for (int i = 1; i < WARM_UPS || (warm < WARM_UP_MILLIS && i < WARM_UPS_AT_MOST); i++) {
            warm += time(() -> {
                limit.accept(row -> {});
                samsyn.accept(row -> {});
                door.ifPresent(d -> d.accept(row -> {}));
            });
        }
        List<Double> doors = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> extra = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            limits.add(time(() -> limit.accept(row -> {})));
            long before = SYSTEM.getProcessCpuTime();
            ours.add(time(() -> samsyn.accept(row -> {})));
            long between = SYSTEM.getProcessCpuTime();
            door.ifPresent(d -> doors.add(time(() -> d.accept(row -> {}))));
            extra.add(SYSTEM.getProcessCpuTime() - between - (double) (between - before));
        }
        return new Measured(
                median(limits),
                median(ours),
                door.isPresent() ? median(doors) : Double.NaN,
                first,
                answer.sameAs(expected),
                answer.rows(),
                median(extra) / 1000 / Math.max(1, answer.rows()));
    }

    private static double time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / NANOS;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void run(Queries samsyn, Session session, String sql, Consumer<@Nullable Object[]> rows) {
        try (QueryAnswer answer = samsyn.run(session, QueryRequest.of(sql))) {
            while (answer.next()) {
                rows.accept(answer.row());
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(lab.resolve("queries"))) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> only.isEmpty() || only.contains(name(file)))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replace(".sql", "");
    }

    private String sql(Path file) throws IOException {
        return String.join(
                        "\n",
                        Files.readAllLines(file).stream()
                                .filter(line -> !line.startsWith("--"))
                                .toList())
                .replace("@CPR@", cpr);
    }
}

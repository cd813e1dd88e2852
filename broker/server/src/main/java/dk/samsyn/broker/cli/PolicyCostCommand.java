package dk.samsyn.broker.cli;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.query.QueryAnswer;
import dk.samsyn.broker.query.QueryRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What policies cost, over the demo region. Planning: one statement planned anew for a doctor and for the user who sees
 * everything, in the processor's time, which other work on the machine hardly changes. Running: the doctor's statement beside
 * one of the user who sees everything in which the policy's conditions are written out, both planned already and of the same
 * answer. All in one process and in turn; prints medians in milliseconds, and the median of the ratios of neighbouring runs,
 * which share what else the machine does. No time fails it, a different answer does.
 */
@Command(
        name = "policy-cost",
        description =
                "Compares planning and running under policies with a user who sees everything, over the demo region.",
        mixinStandardHelpOptions = true)
final class PolicyCostCommand implements Callable<Integer> {
    /** The line of a file below which the statement of the user who sees everything stands. */
    static final String EVERYTHING = "-- everything\n";

    private static final double NANOS = 1e6;
    private static final int WARM_UPS = 10;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    DemoOptions options = new DemoOptions();

    @Option(names = "--conf", description = "folder of configuration; statements are in bench/policy below it")
    @Nullable
    Path conf;

    @Option(names = "--policies", description = "folder of policies")
    @Nullable
    Path policies;

    @Option(
            names = "--runs",
            defaultValue = "41",
            description = "measured runs of each side (default: ${DEFAULT-VALUE})")
    int runs;

    private record Cost(
            double planningAll,
            double planning,
            double runningAll,
            double running,
            double ratio,
            boolean same,
            long rows) {}

    @Override
    public Integer call() throws IOException {
        try (DemoBroker demo = new DemoBroker()) {
            Queries queries = demo.start(options, conf, policies, Realms.Stage.DEMO_WITH_TEST_USER)
                    .broker()
                    .pipeline();
            return measure(queries, Output.of(spec));
        }
    }

    private static Session session(
            String name, String role, String organisation, Purpose purpose, Map<String, Object> of) {
        Principal principal = new Principal(name, role, organisation, purpose, Set.of(purpose), of);
        return new Session(principal, purpose, Optional.empty(), false, "policy-cost");
    }

    private int measure(Queries queries, PrintWriter out) throws IOException {
        Session doctor = session(
                "laege-099001",
                "praktiserende_laege",
                "praksis:099001",
                Purpose.BEHANDLING,
                Map.of("ydernr", "099001"));
        Session all = session("alt", "test", "test", Purpose.TEST, Map.of());
        out.printf(
                Locale.ROOT,
                "%-5s %12s %12s %9s %12s %12s %7s %8s %s%n",
                "query",
                "plan all ms",
                "plan ms",
                "added ms",
                "run all ms",
                "run ms",
                "ratio",
                "rows",
                "answers");
        List<Double> ratios = new ArrayList<>();
        List<Double> added = new ArrayList<>();
        boolean wrong = false;
        for (Path file : files()) {
            String[] parts = Files.readString(file).split(EVERYTHING, -1);
            Cost cost = cost(queries, doctor, parts[0], all, parts[1]);
            wrong |= !cost.same();
            ratios.add(cost.ratio());
            added.add(cost.planning() - cost.planningAll());
            out.printf(
                    Locale.ROOT,
                    "%-5s %12.2f %12.2f %9.2f %12.2f %12.2f %6.2fx %8d %s%n",
                    String.valueOf(file.getFileName()).replace(".sql", ""),
                    cost.planningAll(),
                    cost.planning(),
                    cost.planning() - cost.planningAll(),
                    cost.runningAll(),
                    cost.running(),
                    cost.ratio(),
                    cost.rows(),
                    cost.same() ? "equal" : "DIFFERENT");
        }
        out.printf(
                Locale.ROOT,
                "policies add at most %.1f ms to planning; geometric mean of running: %.2fx%n",
                added.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                Math.exp(ratios.stream().mapToDouble(Math::log).average().orElse(0)));
        return wrong ? SamsynCommand.FOUND_WRONG : 0;
    }

    private Cost cost(Queries queries, Session doctor, String asked, Session all, String everything) {
        AnswerSum expected = new AnswerSum();
        AnswerSum answer = new AnswerSum();
        run(queries, all, everything, expected::add);
        run(queries, doctor, asked, answer::add);
        List<Double> planningAll = new ArrayList<>();
        List<Double> planning = new ArrayList<>();
        List<Double> runningAll = new ArrayList<>();
        List<Double> running = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = -WARM_UPS; i < runs; i++) {
            // Another text each time, so that no plan is kept from the time before.
            String fresh = asked + "\n-- " + i;
            boolean first = i % 2 == 0;
            double one = processor(() -> queries.prepare(first ? all : doctor, fresh));
            double two = processor(() -> queries.prepare(first ? doctor : all, fresh));
            double three = time(() -> run(queries, first ? all : doctor, first ? everything : asked, row -> {}));
            double four = time(() -> run(queries, first ? doctor : all, first ? asked : everything, row -> {}));
            if (i >= 0) {
                planningAll.add(first ? one : two);
                planning.add(first ? two : one);
                runningAll.add(first ? three : four);
                running.add(first ? four : three);
                ratios.add(first ? four / three : three / four);
            }
        }
        return new Cost(
                median(planningAll),
                median(planning),
                median(runningAll),
                median(running),
                median(ratios),
                answer.sameAs(expected),
                answer.rows());
    }

    private static void run(Queries queries, Session session, String sql, Consumer<@Nullable Object[]> rows) {
        try (QueryAnswer answer = queries.run(session, QueryRequest.of(sql))) {
            while (answer.next()) {
                rows.accept(answer.row());
            }
        }
    }

    /** Milliseconds that the processor spent in the planning threads. */
    private static double processor(Runnable work) {
        long start = planningNanos();
        work.run();
        return (planningNanos() - start) / NANOS;
    }

    private static long planningNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("samsyn-plan-"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .filter(nanos -> nanos > 0)
                .sum();
    }

    private static double time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / NANOS;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Installation.conf(conf).resolve("bench/policy"))) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }
}

package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Control;
import dk.samsyn.broker.engine.ExecutablePlan;
import dk.samsyn.broker.engine.MemoryBudget;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.Readers;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.ColumnFill;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.expression.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.calcite.DataContexts;
import org.apache.calcite.sql.type.SqlTypeName;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The engine's steps beside the same work over boxed rows in the JDK's collections: {@link #ROWS} measurements (person, place,
 * value, time) of {@link #PERSONS} persons. Both are checked to count the same rows before anything is timed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class OperatorBenchmark {
    private static final int ROWS = 300_000;
    private static final int PERSONS = 60_000;
    private static final int PLACES = 19;
    private static final long MEMORY = 1L << 30;
    private static final List<Form> MEASUREMENT = List.of(Form.TEXT, Form.INT, Form.DOUBLE, Form.LONG);
    private static final List<Form> PERSON = List.of(Form.TEXT);
    private static final Expression KEY = Steps.compiled(Steps.column(0, SqlTypeName.VARCHAR));
    private static final Condition SAME_PERSON =
            new Condition(List.of(KEY), List.of(KEY), List.of(false), Optional.empty(), List.of());

    private final List<Object[]> measurements = new ArrayList<>();
    private final List<Object[]> persons = new ArrayList<>();
    private Node measured = new ValuesNode(MEASUREMENT, List.of());
    private Node some = new ValuesNode(PERSON, List.of());

    /** Runs all and prints, for each step, the engine's time, the JDK's, and their ratio. */
    public static void main(String[] args) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(OperatorBenchmark.class.getName())
                        .build())
                .run();
        Map<String, Map<String, Double>> times = new TreeMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            String[] parts = name.substring(name.lastIndexOf('.') + 1).split("_", 2);
            times.computeIfAbsent(parts[0], none -> new HashMap<>())
                    .put(parts[1], result.getPrimaryResult().getScore());
        }
        System.out.printf("%n%-12s %10s %10s %7s%n", "step", "engine ms", "boxed ms", "ratio");
        times.forEach((step, by) -> System.out.printf(
                "%-12s %10.1f %10.1f %6.2fx%n", step, by.get("engine"), by.get("boxed"), by.get("engine") / by.get("boxed")));
    }

    /** Makes the rows, the same in every run. */
    @Setup
    public void fill() {
        Random random = new Random(1);
        for (int i = 0; i < ROWS; i++) {
            int person = random.nextInt(PERSONS);
            measurements.add(new Object[] {
                String.format("%010d", person * 7919L),
                random.nextInt(PLACES),
                30 + random.nextInt(900) / 10.0,
                1_700_000_000_000L + random.nextInt(1_000_000) * 60_000L
            });
        }
        for (int person = 0; person < PERSONS; person += 5) {
            persons.add(new Object[] {String.format("%010d", person * 7919L)});
        }
        measured = source(MEASUREMENT, measurements);
        some = source(PERSON, persons);
        check("join", join_engine(), join_boxed());
        check("semijoin", semijoin_engine(), semijoin_boxed());
        check("byplace", byplace_engine(), byplace_boxed());
        check("byperson", byperson_engine(), byperson_boxed());
        check("sort", sort_engine(), sort_boxed());
    }

    private static void check(String step, long engine, long boxed) {
        if (engine != boxed || engine == 0) {
            throw new IllegalStateException(step + " gives " + engine + " rows, the JDK " + boxed);
        }
    }

    private static Node source(List<Form> forms, List<Object[]> rows) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += Batch.ROWS) {
            int count = Math.min(Batch.ROWS, rows.size() - from);
            List<ColumnFill> columns =
                    forms.stream().map(form -> new ColumnFill(form, count)).toList();
            for (int row = 0; row < count; row++) {
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).put(row, rows.get(from + row)[i]);
                }
            }
            batches.add(new Batch(
                    count, columns.stream().map(column -> column.vector(count)).toList()));
        }
        return new SourceNode(
                forms,
                execution -> new SourceNode.Reader() {
                    private int at;

                    @Override
                    public Batch next() {
                        return at < batches.size() ? batches.get(at++) : null;
                    }

                    @Override
                    public void close() {}
                },
                "rows in memory");
    }

    private static long rows(Node root) {
        long rows = 0;
        try (Readers readers = new Readers();
                ExecutablePlan.Run run = new ExecutablePlan(root, List.of())
                        .run(DataContexts.EMPTY, new Unhurried(), new MemoryBudget(MEMORY), readers)) {
            Operator operator = run.start();
            for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
                rows += batch.size();
            }
        }
        return rows;
    }

    private static final class Unhurried implements Control {
        @Override
        public void check() {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    }

    @Benchmark
    public long join_engine() {
        return rows(new JoinNode(measured, some, JoinKind.INNER, SAME_PERSON, false));
    }

    @Benchmark
    public long join_boxed() {
        Map<Object, Object[]> table = new HashMap<>();
        persons.forEach(person -> table.put(person[0], person));
        List<Object[]> joined = new ArrayList<>();
        for (Object[] row : measurements) {
            Object[] person = table.get(row[0]);
            if (person != null) {
                joined.add(new Object[] {row[0], row[1], row[2], row[3], person[0]});
            }
        }
        return joined.size();
    }

    @Benchmark
    public long semijoin_engine() {
        return rows(new JoinNode(measured, some, JoinKind.SEMI, SAME_PERSON, false));
    }

    @Benchmark
    public long semijoin_boxed() {
        Set<Object> keys = new HashSet<>();
        persons.forEach(person -> keys.add(person[0]));
        List<Object[]> kept = new ArrayList<>();
        for (Object[] row : measurements) {
            if (keys.contains(row[0])) {
                kept.add(row);
            }
        }
        return kept.size();
    }

    @Benchmark
    public long byplace_engine() {
        return grouped(1);
    }

    @Benchmark
    public long byplace_boxed() {
        return groupedBoxed(1);
    }

    @Benchmark
    public long byperson_engine() {
        return grouped(0);
    }

    @Benchmark
    public long byperson_boxed() {
        return groupedBoxed(0);
    }

    private long grouped(int key) {
        return rows(new AggregateNode(
                measured,
                List.of(key),
                List.of(List.of(0)),
                List.of(
                        new AggregateCall(AggregateCall.Function.SUM, List.of(2), false, -1, Form.DOUBLE, 0.0),
                        new AggregateCall(AggregateCall.Function.COUNT, List.of(2), false, -1, Form.LONG, 0L))));
    }

    private long groupedBoxed(int key) {
        Map<Object, double[]> groups = new HashMap<>();
        for (Object[] row : measurements) {
            double[] group = groups.computeIfAbsent(row[key], none -> new double[2]);
            group[0] += (Double) row[2];
            group[1]++;
        }
        List<Object[]> rows = new ArrayList<>(groups.size());
        groups.forEach((place, group) -> rows.add(new Object[] {place, group[0], (long) group[1]}));
        return rows.size();
    }

    @Benchmark
    public long sort_engine() {
        return rows(new SortNode(
                measured,
                List.of(new SortKey(3, true, false), new SortKey(2, false, false)),
                execution -> Long.MAX_VALUE));
    }

    @Benchmark
    public long sort_boxed() {
        Object[][] rows = measurements.toArray(Object[][]::new);
        Arrays.sort(
                rows,
                Comparator.comparing((Object[] row) -> (Long) row[3])
                        .reversed()
                        .thenComparing(row -> (Double) row[2]));
        return rows.length;
    }
}

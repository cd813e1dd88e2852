package dk.samsyn.broker.release;

import static dk.samsyn.broker.release.Cells.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** T19: what the ledger costs, per 1,000 new cells of some 50 persons, durable before it answers. Times are told, never asserted. */
class LedgerCostTest {
    private static final int CELLS = 1_000;
    private static final int ROUNDS = 60;
    private static final int WARM = 40;

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    /** Milliseconds of this thread's processor time, and by the clock: the first does not grow with what else runs. */
    private record Cost(double processor, double elapsed) {}

    @TempDir
    private Path folder;

    /** Bytes do not depend on the machine. */
    @Test
    void aCellOfFiftyPersonsTakesFewBytes() throws IOException {
        Ordinals ordinals = new Ordinals();
        List<Batch.Answer> answers = new ArrayList<>();
        for (Candidate candidate : candidates(new Random(1), CELLS)) {
            Contributions who = candidate.contributions();
            int[] numbers = new int[who.size()];
            for (int i = 0; i < numbers.length; i++) {
                ordinals.add(who.person(i));
                numbers[i] = ordinals.of(who.person(i));
            }
            answers.add(new Batch.Answer(
                    candidate.measure(),
                    who.size(),
                    who.key(),
                    who.marks(12),
                    candidate.value(),
                    Optional.of(Members.of(who, numbers))));
        }
        int members = answers.stream()
                .mapToInt(answer -> answer.members().orElseThrow().bytes())
                .sum();
        assertThat(AnswerHeads.write(answers).length / CELLS).isLessThan(100);
        assertThat(members / CELLS).isLessThan(150);
        assertThat(AnswerHeads.read(AnswerHeads.write(answers)))
                .usingRecursiveComparison()
                .ignoringFields("members", "marks.found")
                .isEqualTo(answers);
    }

    @Test
    @Tag("nightly")
    void perThousandCells(TestReporter reporter) throws IOException {
        // The goal is of the processor's time: this machine runs other things.
        Cost memory = median(new MemoryBatches());
        report(reporter, "in memory", memory, memory);
        try (OwnDatabase h2 =
                OwnDatabase.open(new StoreSettings("jdbc:h2:file:" + folder.resolve("broker"), "samsyn", "samsyn"))) {
            report(reporter, "H2 file", median(StoredBatches.open(h2.dataSource(), SECRET)), memory);
            report(reporter, "H2 file, one cell", median(StoredBatches.open(h2.dataSource(), SECRET), 1), memory);
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                OwnDatabase postgres = OwnDatabase.open(
                        new StoreSettings(server.getJdbcUrl("postgres", "postgres"), "postgres", ""))) {
            report(reporter, "PostgreSQL", median(StoredBatches.open(postgres.dataSource(), SECRET)), memory);
            report(
                    reporter,
                    "PostgreSQL, one cell",
                    median(StoredBatches.open(postgres.dataSource(), SECRET), 1),
                    memory);
        }
    }

    private static void report(TestReporter reporter, String store, Cost cost, Cost memory) {
        reporter.publishEntry(
                "T19 ledger, " + store,
                String.format(
                        Locale.ROOT,
                        "%.1f ms of processor, %.1f ms elapsed, %.2f times that in memory",
                        cost.processor(),
                        cost.elapsed(),
                        cost.elapsed() / memory.elapsed()));
    }

    private static Cost median(BatchStore store) {
        return median(store, CELLS);
    }

    /** Median milliseconds of a statement with so many new cells. */
    private static Cost median(BatchStore store, int cells) {
        Ledger ledger = new Ledger(store, SECRET, Cells.withoutEnd(), RuleSet.ALL);
        Random random = new Random(3);
        double[] millis = new double[ROUNDS];
        double[] elapsed = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            List<Candidate> candidates = candidates(random, cells);
            long start = CPU.getCurrentThreadCpuTime();
            long begun = System.nanoTime();
            ledger.settle(candidates, Cells.charge(), Cells.populations(cells));
            millis[round] = (CPU.getCurrentThreadCpuTime() - start) / 1e6;
            elapsed[round] = (System.nanoTime() - begun) / 1e6;
        }
        return new Cost(middle(millis), middle(elapsed));
    }

    private static double middle(double[] millis) {
        double[] warm = Arrays.copyOfRange(millis, WARM, ROUNDS);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    /** Cells of 30 to 70 persons of a region of 20,000. */
    private static List<Candidate> candidates(Random random, int cells) {
        long[] keys = new Random(2).longs(20_000, 1, NoiseSecret.PRIME).sorted().toArray();
        List<Candidate> candidates = new ArrayList<>();
        for (int cell = 0; cell < cells; cell++) {
            long[] persons = random.ints(0, keys.length)
                    .distinct()
                    .limit(30 + random.nextInt(41))
                    .mapToLong(i -> keys[i])
                    .sorted()
                    .toArray();
            double[] ones = new double[persons.length];
            Arrays.fill(ones, 1);
            candidates.add(
                    new Candidate("count", Contributions.of(persons, ones), OptionalDouble.of(persons.length), 5));
        }
        return candidates;
    }
}

package dk.samsyn.broker.release;

import static dk.samsyn.broker.release.Cells.SECRET;
import static dk.samsyn.broker.release.Cells.count;
import static dk.samsyn.broker.release.Cells.persons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import dk.samsyn.spi.ErrorCode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lost ledger is started afresh under another secret only, and goes on with its numbers (T12's drill). */
class LostLedgerTest {
    private static final NoiseSecret OTHER = new NoiseSecret("another secret, quite as long", 1);
    private static final LocalDate TODAY = Cells.charge().day();

    @TempDir
    private Path folder;

    /**
     * Why the secret changes: who kept the answers of before sees under the same secret whether the victim has come since, for the
     * number stays or does not.
     */
    @Test
    void formerAnswersDoNotTellWhoHasComeSince(TestReporter reporter) {
        Guesses guarded = sinceTheLoss(OTHER, (now, then) -> !now.equals(then));
        Goals.attack(reporter, "T12, ledger started afresh", guarded, 0.05);
        assertThat(guarded.improvementAtMost()).as(guarded.toString()).isLessThan(0.05);
        assertThat(sinceTheLoss(SECRET, (now, then) -> !now.equals(then)).improvementAtLeast())
                .isGreaterThan(0.7);
    }

    /** What stays: two draws of nearly the same number, whose difference tells a little of who came between. */
    @Test
    void theDifferenceOfTwoDrawsTellsLittle(TestReporter reporter) {
        Guesses guarded = sinceTheLoss(OTHER, (now, then) -> now > then);
        Goals.attack(reporter, "T12, former answers subtracted", guarded, 0.20);
        assertThat(guarded.improvementAtMost()).as(guarded.toString()).isLessThan(0.20);
    }

    private static Guesses sinceTheLoss(NoiseSecret afterwards, BiPredicate<Double, Double> sign) {
        Guesses guesses = new Guesses(0.5);
        Random random = new Random(12);
        ReleaseControl before = Cells.withoutBudget(RuleSet.ALL);
        ReleaseControl after = Cells.withoutBudget(afterwards, RuleSet.ALL);
        for (int i = 0; i < 6_000; i++) {
            boolean in = i % 2 == 0;
            int size = 30 + random.nextInt(60);
            Map<String, Double> group = persons(1_000 * i, 1_000 * i + size, 1);
            double first = count(before, group, "group " + i).orElse(0);
            if (in) {
                group.put("victim " + i, 1.0);
            }
            double now = count(after, group, "group " + i).orElse(0);
            guesses.add(sign.test(now, first) == in);
        }
        return guesses;
    }

    @Test
    void anEmptyLedgerGoesOnAfterTheLogsLastBatchAndASecondStartKeepsIt() {
        try (OwnDatabase database = OwnDatabase.open(file())) {
            LostLedger.begin(database.dataSource(), OTHER, 17, TODAY);
            double first =
                    count(control(database, OTHER), persons(0, 60, 1), "a").orElseThrow();
            assertThat(StoredBatches.open(database.dataSource(), OTHER).last()).isEqualTo(18);
            assertThat(count(control(database, OTHER), persons(1, 60, 1), "b")).hasValue(first);
            StoredBatches.open(database.dataSource(), OTHER).notOlderThan(18);
        }
    }

    @Test
    void aBrokerThatStillHasTheFormerSecretReleasesNothingMore() {
        try (OwnDatabase database = OwnDatabase.open(file())) {
            ReleaseControl running = control(database, SECRET);
            count(running, persons(0, 60, 1), "a");
            LostLedger.begin(database.dataSource(), OTHER, 1, TODAY);
            assertThatThrownBy(() -> count(running, persons(100, 160, 1), "b"))
                    .isInstanceOfSatisfying(
                            QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.LEDGER_RULE));
        }
    }

    @Test
    void theSecretOfBeforeIsRefusedEvenWhereTheDatabaseIsGone() {
        try (OwnDatabase database = OwnDatabase.open(file())) {
            assertThatThrownBy(() -> LostLedger.check(database.dataSource(), SECRET, Set.of(SECRET.mark()), 3, false))
                    .hasMessageContaining("under this noise secret before");
            count(control(database, SECRET), persons(0, 60, 1), "a");
            assertThatThrownBy(() -> LostLedger.begin(database.dataSource(), SECRET, 3, TODAY))
                    .hasMessageContaining("still that of the ledger");
            assertThat(count(control(database, SECRET), persons(0, 60, 1), "a")).isPresent();
        }
    }

    /** One batch is there. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void aLedgerThatIsNotLostIsThrownAwayOnlyOnPurpose(long audited) {
        try (OwnDatabase database = OwnDatabase.open(file())) {
            count(control(database, SECRET), persons(0, 60, 1), "a");
            assertThatThrownBy(
                            () -> LostLedger.check(database.dataSource(), OTHER, Set.of(SECRET.mark()), audited, false))
                    .hasMessageContaining("is not lost");
            LostLedger.check(database.dataSource(), OTHER, Set.of(SECRET.mark()), audited, true);
            LostLedger.check(database.dataSource(), OTHER, Set.of(SECRET.mark()), audited + 2, false);
        }
    }

    @Test
    void inTheSameQuarterHalfAsManyRangesMayBeUsed() {
        try (OwnDatabase database = OwnDatabase.open(file())) {
            LostLedger.begin(database.dataSource(), OTHER, 0, TODAY);
            ReleaseControl control = control(database, OTHER);
            for (int i = 0; i < 8; i++) {
                Cells.ranged(control, persons(100 * i, 100 * i + 60, 1), "range " + i);
            }
            assertThatThrownBy(() -> Cells.ranged(control, persons(900, 960, 1), "one more"))
                    .isInstanceOfSatisfying(
                            QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.BUDGET_RULE))
                    .hasMessageContaining("8");
        }
    }

    private static ReleaseControl control(OwnDatabase database, NoiseSecret secret) {
        return new ReleaseControl(
                new ReleaseSchema(Map.of()),
                secret,
                StoredBatches.open(database.dataSource(), secret),
                BudgetLimits.DEFAULT,
                RuleSet.ALL);
    }

    private StoreSettings file() {
        return new StoreSettings("jdbc:h2:file:" + folder.resolve("broker"), "samsyn", "samsyn");
    }
}

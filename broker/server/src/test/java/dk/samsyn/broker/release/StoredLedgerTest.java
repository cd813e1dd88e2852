package dk.samsyn.broker.release;

import static dk.samsyn.broker.release.Cells.SECRET;
import static dk.samsyn.broker.release.Cells.ask;
import static dk.samsyn.broker.release.Cells.count;
import static dk.samsyn.broker.release.Cells.one;
import static dk.samsyn.broker.release.Cells.persons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import dk.samsyn.spi.ErrorCode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger outlives the broker, is one for all brokers, and nothing leaves without it. */
class StoredLedgerTest {
    private static final BudgetLimits LIMITS = BudgetLimits.DEFAULT;

    @TempDir
    private Path folder;

    @Test
    void aRestartDoesNotBringANewDraw() {
        for (int i = 0; i < 4; i++) {
            double with = afterRestart(control -> count(control, persons(0, 60, 1), "a"))
                    .orElseThrow();
            int day = i;
            assertThat(afterRestart(control -> count(control, persons(1, 60, 1), "day " + day)))
                    .hasValue(with);
        }
    }

    @Test
    void whatWasWithheldBeforeARestartStaysSo() {
        for (int i = 0; i < 4; i++) {
            Map<String, Double> four = persons(100 * i, 100 * i + 4, 1);
            Map<String, Double> eight = persons(100 * i, 100 * i + 8, 1);
            assertThat(afterRestart(control -> count(control, four, "day 1"))).isEmpty();
            assertThat(afterRestart(control -> count(control, eight, "day 2"))).isEmpty();
        }
    }

    @Test
    void amountsOfPersonsAreRememberedToo() {
        Map<String, Double> before = persons(0, 100, 500);
        Map<String, Double> after = persons(0, 100, 500);
        after.put("p7", 700.0);
        GateSpec sum = one(GateSpec.Statistic.SUM, Cells.MONEY, "x");
        GateSpec reworded = one(GateSpec.Statistic.SUM, Cells.MONEY, "y");

        double with = afterRestart(control -> ask(control, sum, before)).orElseThrow();

        assertThat(afterRestart(control -> ask(control, reworded, after))).hasValue(with);
    }

    @Test
    void aSetThatFillsSeveralPiecesIsRememberedWhole() {
        double with = afterRestart(control -> count(control, persons(0, 130_000, 1), "a"))
                .orElseThrow();

        assertThat(afterRestart(control -> count(control, persons(3, 130_000, 1), "b")))
                .hasValue(with);
    }

    @Test
    void aRestartDoesNotBringANewBudget() {
        BudgetLimits three = Cells.limits(3, 8);
        for (int i = 0; i < 3; i++) {
            int from = 100 * i;
            assertThat(afterRestart(three, c -> count(c, persons(from, from + 50, 1), "x" + from)))
                    .isPresent();
        }
        assertThatThrownBy(() -> afterRestart(three, c -> count(c, persons(300, 350, 1), "y")))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.BUDGET_RULE));
        assertThat(afterRestart(three, c -> count(c, persons(0, 50, 1), "x0"))).isPresent();
    }

    @Test
    void nothingStaysOfAStatementThatIsOverBudget() {
        try (OwnDatabase database = OwnDatabase.open(file())) {
            ReleaseControl control = control(database, Cells.limits(1, 8));
            double first = count(control, persons(0, 50, 1), "x").orElseThrow();
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> count(control, persons(200, 260, 1), "z"))
                        .isInstanceOf(QueryException.class);
            }
            assertThat(StoredBatches.open(database.dataSource(), SECRET).last()).isEqualTo(1);
            assertThat(count(control, persons(1, 50, 1), "x")).hasValue(first);
        }
    }

    @Test
    void brokersThatShareADatabaseHaveOneLedger() {
        try (OwnDatabase database = OwnDatabase.open(file())) {
            ReleaseControl one = control(database, LIMITS);
            ReleaseControl other = control(database, LIMITS);
            for (int i = 0; i < 20; i++) {
                int from = 100 * i;
                double with = count(one, persons(from, from + 60, 1), "a").orElseThrow();
                assertThat(count(other, persons(from + 1, from + 60, 1), "b")).hasValue(with);
                double next =
                        count(other, persons(from + 10, from + 90, 1), "c").orElseThrow();
                assertThat(count(one, persons(from + 11, from + 90, 1), "d")).hasValue(next);
            }
        }
    }

    @Test
    void postgreSqlKeepsTheSameLedger() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            StoreSettings settings = new StoreSettings(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
            double with;
            try (OwnDatabase first = OwnDatabase.open(settings)) {
                with = count(control(first, LIMITS), persons(0, 130_000, 1), "a")
                        .orElseThrow();
            }
            try (OwnDatabase second = OwnDatabase.open(settings)) {
                assertThat(count(control(second, LIMITS), persons(2, 130_000, 1), "b"))
                        .hasValue(with);
            }
        }
    }

    @Test
    void anotherNoiseSecretDoesNotFitTheLedger() {
        try (OwnDatabase database = OwnDatabase.open(file())) {
            count(control(database, LIMITS), persons(0, 60, 1), "a");
            NoiseSecret other = new NoiseSecret("quite a different one", 1);
            assertThatThrownBy(() -> StoredBatches.open(database.dataSource(), other))
                    .isInstanceOfSatisfying(QueryException.class, e -> {
                        assertThat(e.errorCode()).isEqualTo(ErrorCode.CONFIGURATION);
                        assertThat(e.getMessage()).contains("secrets.noise").doesNotContain("different one");
                    });
        }
    }

    @Test
    void aLedgerOlderThanTheAuditLogIsNotUsed() {
        try (OwnDatabase database = OwnDatabase.open(file())) {
            count(control(database, LIMITS), persons(0, 60, 1), "a");
            ReleaseSchema schema = new ReleaseSchema(Map.of());
            assertThat(ReleaseControl.durable(schema, SECRET, database.dataSource(), LIMITS, 1))
                    .isNotNull();
            assertThatThrownBy(() -> ReleaseControl.durable(schema, SECRET, database.dataSource(), LIMITS, 2))
                    .isInstanceOfSatisfying(
                            QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.CONFIGURATION));
        }
    }

    /** What an audit log names is looked up, also what the ledger does not have. */
    @Test
    void releasedAnswersAreFoundAgain() {
        try (OwnDatabase database = OwnDatabase.open(file())) {
            ReleaseControl control = control(database, LIMITS);
            GateSpec spec = one(GateSpec.Statistic.PERSONS, null, "a");
            PersonRows rows = control.collect(spec);
            persons(0, 60, 1).keySet().forEach(person -> rows.add(new Object[] {person, 1L}));
            String entries = control.release(rows, spec, Cells.charge()).answers();

            ReleasedAnswers.Found found = ReleasedAnswers.find(database.dataSource(), List.of(entries, "", "77:0-2"));

            assertThat(entries).isNotBlank();
            assertThat(found.missing()).containsExactly("77:0-2");
            assertThat(found.found()).isPositive().isEqualTo(found.named() - 3);
        }
    }

    @Test
    void withoutTheLedgerNothingLeaves() {
        ReleaseControl control;
        try (OwnDatabase database = OwnDatabase.open(file())) {
            control = control(database, LIMITS);
            count(control, persons(0, 60, 1), "a");
        }
        assertThatThrownBy(() -> count(control, persons(0, 60, 1), "a"))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.LEDGER_RULE));
    }

    private OptionalDouble afterRestart(Function<ReleaseControl, OptionalDouble> question) {
        return afterRestart(LIMITS, question);
    }

    private OptionalDouble afterRestart(BudgetLimits limits, Function<ReleaseControl, OptionalDouble> question) {
        try (OwnDatabase database = OwnDatabase.open(file())) {
            return question.apply(control(database, limits));
        }
    }

    private static ReleaseControl control(OwnDatabase database, BudgetLimits limits) {
        return new ReleaseControl(
                new ReleaseSchema(Map.of()),
                SECRET,
                StoredBatches.open(database.dataSource(), SECRET),
                limits,
                RuleSet.ALL);
    }

    private StoreSettings file() {
        return new StoreSettings("jdbc:h2:file:" + folder.resolve("broker"), "samsyn", "samsyn");
    }
}

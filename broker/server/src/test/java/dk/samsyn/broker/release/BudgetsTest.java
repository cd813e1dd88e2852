package dk.samsyn.broker.release;

import static dk.samsyn.broker.release.Cells.SECRET;
import static dk.samsyn.broker.release.Cells.persons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import dk.samsyn.spi.ErrorCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many new numbers about one population leave in a quarter, whoever asks (rule 23), and what two stewards add. */
class BudgetsTest {
    private static final LocalDate DAY = Cells.charge().day();
    private static final long NONE = 1_000_000;
    private static final BudgetLimits.Population UNLIMITED = new BudgetLimits.Population(NONE, NONE, NONE);

    @TempDir
    private Path folder;

    /** A question for the number of persons chosen by conditions, of persons whom nobody else has asked about. */
    private static OptionalDouble ask(
            ReleaseControl control, String account, LocalDate day, int first, String... where) {
        GateSpec plain = Cells.one(GateSpec.Statistic.PERSONS, null, "x");
        GateSpec spec = new GateSpec(
                plain.dimensions(),
                plain.groupSets(),
                false,
                plain.measures(),
                plain.outputs(),
                new GateSpec.Base(List.of("t"), conditions(first, where), List.of("t"), Map.of(), false),
                5);
        PersonRows rows = control.collect(spec);
        persons(100 * first, 100 * first + 50, 1)
                .keySet()
                .forEach(person -> rows.add(new @Nullable Object[] {person, 1L}));
        return Cells.number(control.release(rows, spec, new Charge("q", account, "v", day, Set.of())));
    }

    private static List<String> conditions(int question, String... where) {
        return Stream.concat(Stream.of(where), Stream.of("question " + question))
                .toList();
    }

    /** How many of a hundred such questions are answered. */
    private static long answered(ReleaseControl control, String account, LocalDate day, int first, String... where) {
        return IntStream.range(first, first + 100)
                .filter(i -> isAnswered(() -> ask(control, account, day, i, where)))
                .count();
    }

    private interface Question {
        OptionalDouble ask();
    }

    private static boolean isAnswered(Question question) {
        try {
            assertThat(question.ask()).isPresent();
            return true;
        } catch (QueryException e) {
            assertThat(e.errorCode()).isEqualTo(ErrorCode.BUDGET_RULE);
            return false;
        }
    }

    private static ReleaseControl inMemory(BudgetLimits.Population population) {
        return new ReleaseControl(
                new ReleaseSchema(Map.of()), SECRET, new MemoryBatches(), limits(NONE, population), RuleSet.ALL);
    }

    private static BudgetLimits limits(long answersPerDay, BudgetLimits.Population population) {
        return new BudgetLimits(answersPerDay, Map.of(), 8, 16, population);
    }

    /** Five organisations that share what they learn get no more than one. */
    @Test
    void fiveOrganisationsHaveOneBudgetForOnePopulation() {
        ReleaseControl control = inMemory(new BudgetLimits.Population(NONE, 20, NONE));
        long all = 0;
        for (int organisation = 0; organisation < 5; organisation++) {
            String account = "kommune:" + organisation + "|planlaegning";
            all += answered(control, account, DAY, 200 * organisation, "sygdom=DM");
        }
        assertThat(all).isBetween(19L, 20L);
    }

    /** One organisation cannot use up what all may ask, whatever its purposes; two stewards can approve more. */
    @Test
    void oneOrganisationLeavesTheRestForOthers() {
        BudgetLimits limits = new BudgetLimits(
                NONE,
                Map.of(),
                8,
                16,
                new BudgetLimits.Population(NONE, 60, NONE),
                new BudgetLimits.Population(NONE, 20, NONE));
        try (OwnDatabase database = OwnDatabase.open(file())) {
            ReleaseControl control = control(database, limits);
            long own = answered(control, "a|planlaegning", DAY, 0, "sygdom=DM")
                    + answered(control(database, limits), "a|forskning", DAY, 200, "sygdom=DM");
            assertThat(own).isBetween(19L, 20L);
            assertThatThrownBy(() -> ask(control, "a|planlaegning", DAY, 350, "sygdom=DM"))
                    .hasMessageContaining("Jeres del af kvartalets nye svar")
                    .hasMessageContaining("omkring 20 for en organisation");
            assertThat(answered(control, "a|planlaegning", DAY, 400, "sygdom=KOL"))
                    .as("of others")
                    .isBetween(19L, 20L);
            assertThat(answered(control, "b|planlaegning", DAY, 600, "sygdom=DM"))
                    .as("another organisation")
                    .isBetween(19L, 20L);
            approval(BudgetApproval.Subject.population(List.of("sygdom=DM")), "2026Q4", 5)
                    .grant(database.dataSource());
            assertThat(answered(control, "a|planlaegning", DAY, 800, "sygdom=DM"))
                    .isEqualTo(5);
        }
    }

    private static final GateSpec GROUPS = groups("a");

    private static GateSpec groups(String column) {
        BitSet kept = new BitSet();
        kept.set(0);
        return new GateSpec(
                List.of(new GateSpec.Dimension(ColumnRule.closed(column), new Grain.Listed(Set.of()), column)),
                List.of(kept),
                false,
                List.of(),
                Cells.one(GateSpec.Statistic.PERSONS, null, "x").outputs(),
                new GateSpec.Base(List.of("t"), List.of("sygdom=DM"), List.of("t"), Map.of(), false),
                5);
    }

    /** A statement of many groups, of persons whom nobody else has asked about. */
    private static ReleaseControl.Released askGroups(ReleaseControl control, String column, int groups, int persons) {
        GateSpec spec = groups(column);
        PersonRows rows = control.collect(spec);
        for (int group = 0; group < groups; group++) {
            for (int person = 0; person < persons; person++) {
                rows.add(new @Nullable Object[] {
                    column + " " + group + " " + person, String.format(java.util.Locale.ROOT, "%05d", group), 1L
                });
            }
        }
        return control.release(rows, spec, Cells.charge());
    }

    /** Before, the statement that reached an end was answered whole, however long it was. */
    @Test
    void noStatementPassesABudget() {
        ReleaseControl control = inMemory(new BudgetLimits.Population(NONE, 1_000, NONE));
        ReleaseControl.Released first = askGroups(control, "a", 500, 20);
        assertThat(first.rows()).hasSize(500);
        assertThat(first.whole()).isTrue();
        ReleaseControl.Released second = askGroups(control, "b", 5_000, 20);
        assertThat(second.whole()).isFalse();
        assertThat(second.rows()).as("what is left, in a step").hasSizeBetween(300, 500);
        long all = 500L + second.rows().size();
        for (int i = 0; i < 40; i++) {
            String column = "more " + i;
            try {
                all += askGroups(control, column, 1_100, 20).rows().size();
            } catch (QueryException e) {
                assertThat(e.errorCode()).isEqualTo(ErrorCode.BUDGET_RULE);
            }
        }
        assertThat(all).isBetween(950L, 1_050L);
        assertThat(askGroups(control, "a", 500, 20).rows())
                .as("what was answered whole is answered again")
                .hasSize(500);
    }

    /** What was not answered whole does not pass a budget when it is asked again. */
    @Test
    void askingAgainForWhatWasLeftOutPassesNoBudget() {
        ReleaseControl control = inMemory(new BudgetLimits.Population(NONE, 1_000, NONE));
        Set<Object> told = new java.util.HashSet<>();
        for (int i = 0; i < 40; i++) {
            try {
                askGroups(control, "a", 1_200, 20).rows().forEach(row -> told.add(row[0]));
            } catch (QueryException e) {
                assertThat(e.errorCode()).isEqualTo(ErrorCode.BUDGET_RULE);
            }
        }
        assertThat(told).hasSizeBetween(900, 1_000);
    }

    /** Which groups are left out follows from those that are shown: groups too small to be shown change nothing, nor does the ledger. */
    @Test
    void whatIsLeftOutTellsNothingOfSmallGroups() {
        List<List<String>> answers = new java.util.ArrayList<>();
        for (int small : new int[] {0, 1, 2, 3}) {
            ReleaseControl control = inMemory(new BudgetLimits.Population(NONE, 1_000, NONE));
            PersonRows rows = control.collect(GROUPS);
            for (int group = 0; group < 3_000; group++) {
                for (int person = 0; person < (group % 2 == 0 ? 20 : small); person++) {
                    rows.add(new @Nullable Object[] {
                        group + " " + person, String.format(java.util.Locale.ROOT, "%05d", group), 1L
                    });
                }
            }
            ReleaseControl.Released released = control.release(rows, GROUPS, Cells.charge());
            assertThat(released.whole()).isFalse();
            answers.add(
                    released.rows().stream().map(row -> String.valueOf(row[0])).toList());
        }
        assertThat(answers.get(0)).hasSize(950);
        assertThat(new java.util.HashSet<>(answers)).hasSize(1);
    }

    /** A number about women with diabetes is one about women, about diabetics, and about both, but not about those with KOL. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sygdom=DM           | sygdom=DM                        | false
            sygdom=DM;koen=K    | sygdom=DM                        | false
            sygdom=DM;koen=K    | koen=K                           | false
            sygdom=DM;koen=K    | among sygdom=DM;alder not null   | false
            sygdom=DM           | sygdom=DM;koen=K;kommunekode=730 | false
            sygdom=DM;koen=K    | sygdom=KOL                       | true
            sygdom=DM;koen=K    | koen=M                           | true
            """)
    void aNumberCountsForEachPopulationThatItTellsOf(String spent, String then, boolean stillAnswered) {
        ReleaseControl control = inMemory(new BudgetLimits.Population(NONE, 20, NONE));
        assertThat(answered(control, "a|p", DAY, 0, spent.split(";"))).isBetween(19L, 20L);
        // Of two populations one may end a number later.
        long more = answered(control, "a|p", DAY, 500, then.split(";"));
        assertThat(more).isBetween(stillAnswered ? 19L : 0L, stillAnswered ? 20L : 1L);
    }

    /** Of two values together less is told than of each; of everybody all is. */
    @Test
    void pairsAndEverybodyHaveNumbersOfTheirOwn() {
        ReleaseControl pairs = inMemory(new BudgetLimits.Population(NONE, NONE, 20));
        assertThat(answered(pairs, "a|p", DAY, 0, "sygdom=DM", "koen=K")).isBetween(19L, 20L);
        assertThat(isAnswered(() -> ask(pairs, "a|p", DAY, 500, "koen=K", "alder=40", "sygdom=DM")))
                .isFalse();
        assertThat(isAnswered(() -> ask(pairs, "a|p", DAY, 500, "sygdom=DM", "koen=M")))
                .isTrue();
        ReleaseControl everybody = inMemory(new BudgetLimits.Population(20, 20, 20));
        for (int i = 0; i < 19; i++) {
            ask(everybody, "a|p", DAY, i, "column " + i + "=1");
        }
        assertThat(answered(everybody, "a|p", DAY, 500, "sygdom=DM")).isLessThanOrEqualTo(1);
    }

    /** A group's value chooses whom the same condition chooses. */
    @Test
    void aGroupCountsAsItsCondition() {
        ReleaseControl control = inMemory(new BudgetLimits.Population(NONE, 20, NONE));
        assertThat(answered(control, "a|p", DAY, 0, "k=b")).isBetween(19L, 20L);
        GateSpec plain = Cells.one(GateSpec.Statistic.PERSONS, null, "x");
        BitSet kept = new BitSet();
        kept.set(0);
        GateSpec groups = new GateSpec(
                List.of(new GateSpec.Dimension(ColumnRule.closed("k"), new Grain.Listed(Set.of()), "k")),
                List.of(kept),
                false,
                List.of(),
                plain.outputs(),
                new GateSpec.Base(List.of("t"), List.of(), List.of("t"), Map.of(), false),
                5);
        assertThatThrownBy(() -> control.release(control.collect(groups), groups, Cells.charge()))
                .as("which values there are is for the answer to tell")
                .hasMessageContaining("k=…")
                .hasMessageNotContaining("k=b");
        assertThat(answered(control, "a|p", DAY, 300, "k=c"))
                .as("another group")
                .isBetween(19L, 20L);
    }

    /** Rows that only a policy opens are a population too. */
    @Test
    void whomAPolicyOpensHasABudget() {
        ReleaseControl control = inMemory(new BudgetLimits.Population(NONE, 20, NONE));
        long answered = IntStream.range(0, 40)
                .filter(i -> isAnswered(() -> {
                    GateSpec spec = Cells.one(GateSpec.Statistic.PERSONS, null, "question " + i);
                    PersonRows rows = control.collect(spec);
                    persons(100 * i, 100 * i + 50, 1).keySet().forEach(p -> rows.add(new @Nullable Object[] {p, 1L}));
                    return Cells.number(control.release(
                            rows, spec, new Charge("q", "a|p", "v", DAY, Set.of(), "[kommunekode = 730]")));
                }))
                .count();
        assertThat(answered).isBetween(19L, 20L);
        GateSpec spec = Cells.one(GateSpec.Statistic.PERSONS, null, "another question");
        Charge charge = new Charge("q", "a|p", "v", DAY, Set.of(), "[kommunekode = 730]");
        assertThatThrownBy(() -> control.release(control.collect(spec), spec, charge))
                .as("a name that two stewards can approve more for")
                .hasMessageMatching(".*udvalgt ved rows-[0-9a-f]{16} er brugt.*")
                .hasMessageNotContaining("730");
    }

    @Test
    void whatWasAnsweredIsAnsweredStillAndTheNextQuarterBeginsAnew() {
        ReleaseControl control = inMemory(new BudgetLimits.Population(NONE, 20, NONE));
        double first = ask(control, "a|p", DAY, 0, "sygdom=DM").orElseThrow();
        answered(control, "a|p", DAY, 1, "sygdom=DM");
        assertThat(ask(control, "b|p", DAY, 0, "sygdom=DM")).hasValue(first);
        assertThat(answered(control, "a|p", DAY.plusMonths(3), 200, "sygdom=DM"))
                .isBetween(19L, 20L);
    }

    /** At which number it ends is not the same for two populations, and never beyond the limit. */
    @Test
    void whereABudgetEndsIsDrawn() {
        Set<Long> ends = new java.util.HashSet<>();
        for (int i = 0; i < 8; i++) {
            long end = answered(
                    inMemory(new BudgetLimits.Population(NONE, 80, NONE)), "a|p", DAY, 1_000 * i, "sygdom=" + i);
            assertThat(end).isBetween(76L, 80L);
            ends.add(end);
        }
        assertThat(ends).hasSizeGreaterThan(1);
    }

    /**
     * Whoever has used a budget up asks for a group with and without the condition that leaves the victim out, if the victim is there. Groups
     * of five to eight are shown or not, drawn by their persons; where the ledger has neither question, a refusal of one of them alone
     * would tell for certain.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEndOfABudgetTellsNothingOfWhomTheAnswerIsAbout(boolean ofPopulation, TestReporter reporter) {
        Guesses guesses = new Guesses(0.5);
        for (int i = 0; i < 4_000; i++) {
            boolean in = i % 2 == 0;
            ReleaseControl control = new ReleaseControl(
                    new ReleaseSchema(Map.of()),
                    SECRET,
                    new MemoryBatches(),
                    ofPopulation ? limits(NONE, new BudgetLimits.Population(1, 1, 1)) : limits(1, UNLIMITED),
                    RuleSet.ALL);
            ask(control, "org|purpose", DAY, 1_000_000 + i, "spent");
            Map<String, Double> others = persons(100 * i, 100 * i + 5 + i / 2 % 3, 1);
            Map<String, Double> group = new java.util.HashMap<>(others);
            if (in) {
                group.put("victim " + i, 1.0);
            }
            String with = outcome(() -> Cells.count(control, group, "group"));
            String without = outcome(() -> Cells.count(control, others, "group without"));
            guesses.add(with.equals(without) ? i % 4 < 2 : in);
        }
        Goals.attack(reporter, "T13, the end of a budget", guesses, 0.05);
        assertThat(guesses.improvementAtMost()).as(guesses.toString()).isLessThan(0.05);
    }

    private static String outcome(Question question) {
        try {
            return question.ask().toString();
        } catch (QueryException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** A group that nobody is in and one of a single person are refused alike. */
    @Test
    void aRefusalFollowsFromTheTextAlone() {
        for (int persons = 0; persons < 60; persons += 6) {
            int in = persons;
            ReleaseControl control = inMemory(new BudgetLimits.Population(1, 1, 1));
            ask(control, "a|p", DAY, 7, "spent");
            assertThat(outcome(() -> Cells.count(control, persons(0, in, 1), "group")))
                    .startsWith("R23: Kvartalets nye svar om alle borgere");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRestartAndASecondBrokerCountTheSame(boolean restart) {
        BudgetLimits limits = limits(NONE, new BudgetLimits.Population(NONE, 20, NONE));
        long answered = 0;
        try (OwnDatabase database = OwnDatabase.open(file())) {
            ReleaseControl one = control(database, limits);
            ReleaseControl other = control(database, limits);
            for (int i = 0; i < 40; i++) {
                int first = i;
                ReleaseControl asked = restart ? control(database, limits) : i % 2 == 0 ? one : other;
                answered += isAnswered(() -> ask(asked, "a|p", DAY, first, "sygdom=DM")) ? 1 : 0;
            }
        }
        assertThat(answered).isBetween(19L, 20L);
    }

    /** What a broker of before has answered counts for everybody. */
    @Test
    void anOldLedgerOpensAndItsAnswersCountForEverybody() throws SQLException {
        BudgetLimits limits = limits(NONE, new BudgetLimits.Population(20, 20, 20));
        try (OwnDatabase database = OwnDatabase.open(file())) {
            ReleaseControl before = control(database, limits);
            for (int i = 0; i < 15; i++) {
                ask(before, "a|p", DAY, i, "sygdom=DM");
            }
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("DELETE FROM release_content WHERE kind = 3"))
                        .isEqualTo(15);
            }
            ReleaseControl after = control(database, limits);
            assertThat(ask(after, "a|p", DAY, 0, "sygdom=DM")).isPresent();
            assertThat(answered(after, "a|p", DAY, 200, "sygdom=KOL")).isBetween(4L, 5L);
        }
    }

    @Test
    void afterAFreshStartHalfOfItMayBeUsedThatQuarter() {
        BudgetLimits limits = limits(NONE, new BudgetLimits.Population(NONE, 40, NONE));
        NoiseSecret secret = new NoiseSecret("another secret, quite as long", 1);
        try (OwnDatabase database = OwnDatabase.open(file())) {
            LostLedger.begin(database.dataSource(), secret, 0, DAY);
            ReleaseControl control = new ReleaseControl(
                    new ReleaseSchema(Map.of()),
                    secret,
                    StoredBatches.open(database.dataSource(), secret),
                    limits,
                    RuleSet.ALL);
            assertThat(answered(control, "a|p", DAY, 0, "sygdom=DM")).isBetween(19L, 20L);
            assertThat(answered(control, "a|p", DAY.plusMonths(3), 200, "sygdom=DM"))
                    .isBetween(38L, 40L);
        }
    }

    /** Of the population and quarter that it is for, in force without a restart, used up by whoever asks first. */
    @Test
    void anApprovalIsUsedUp() {
        BudgetLimits limits = limits(NONE, new BudgetLimits.Population(NONE, 20, NONE));
        try (OwnDatabase database = OwnDatabase.open(file())) {
            ReleaseControl one = control(database, limits);
            long before = answered(one, "a|p", DAY, 0, "sygdom=DM")
                    + answered(control(database, limits), "a|p", DAY, 200, "sygdom=KOL");
            assertThat(before).isBetween(38L, 40L);
            approval(BudgetApproval.Subject.population(List.of("sygdom=DM")), "2026Q4", 7)
                    .grant(database.dataSource());
            approval(BudgetApproval.Subject.population(List.of("sygdom=DM")), "2027Q1", 50)
                    .grant(database.dataSource());
            assertThat(answered(one, "b|p", DAY, 400, "sygdom=DM")).isEqualTo(7);
            assertThat(answered(control(database, limits), "c|p", DAY, 600, "sygdom=DM"))
                    .isZero();
            assertThat(answered(one, "c|p", DAY, 800, "sygdom=KOL")).isZero();
        }
    }

    @Test
    void anApprovalForAnAccountIsForItsDay() {
        BudgetLimits limits = limits(20, UNLIMITED);
        try (OwnDatabase database = OwnDatabase.open(file())) {
            ReleaseControl control = control(database, limits);
            assertThat(answered(control, "a|p", DAY, 0, "x")).isBetween(19L, 20L);
            approval(BudgetApproval.Subject.account("a|p"), DAY.toString(), 5).grant(database.dataSource());
            assertThat(answered(control, "a|p", DAY, 200, "x")).isEqualTo(5);
            assertThat(answered(control, "b|p", DAY, 400, "x")).isBetween(19L, 20L);
            assertThat(answered(control, "a|p", DAY.plusDays(1), 600, "x")).isBetween(19L, 20L);
        }
    }

    /** An approval is about a ledger: with a new one two stewards decide anew. */
    @Test
    void aLedgerThatIsStartedAfreshHasNoApproval() throws SQLException {
        try (OwnDatabase database = OwnDatabase.open(file())) {
            ask(control(database, BudgetLimits.DEFAULT), "a|p", DAY, 0, "x");
            approval(BudgetApproval.Subject.account("a|p"), DAY.toString(), 5).grant(database.dataSource());
            LostLedger.begin(database.dataSource(), new NoiseSecret("another secret, quite as long", 1), 1, DAY);
            try (Connection connection = database.dataSource().getConnection()) {
                assertThat(BudgetApproval.approved(connection, BudgetApproval.Subject.account("a|p"), DAY.toString()))
                        .isZero();
            }
        }
    }

    @Test
    void aPurposeMayHaveANumberOfItsOwn() {
        BudgetLimits limits = new BudgetLimits(40, Map.of("forskning", 20L), 8, 16, UNLIMITED);
        ReleaseControl control =
                new ReleaseControl(new ReleaseSchema(Map.of()), SECRET, new MemoryBatches(), limits, RuleSet.ALL);
        assertThat(answered(control, "a|planlaegning", DAY, 0, "x")).isBetween(38L, 40L);
        assertThat(answered(control, "a|forskning", DAY, 200, "x")).isBetween(19L, 20L);
        assertThatThrownBy(() -> ask(control, "a|forskning", DAY, 900, "x"))
                .hasMessageContaining("omkring 20")
                .hasMessageContaining("to datastewards kan godkende");
    }

    @ParameterizedTest
    @CsvSource({"0, 2026Q4", "-5, 2026Q4", "1000001, 2026Q4", "5, 2026Q5", "5, 2026-11-23", "5, ''"})
    void anApprovalHasAnAmountAndAPeriod(long answers, String period) {
        assertThatThrownBy(() -> approval(BudgetApproval.Subject.population(List.of()), period, answers))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.REQUEST_INVALID));
    }

    private static BudgetApproval approval(BudgetApproval.Subject subject, String period, long answers) {
        return new BudgetApproval(subject, period, answers, "steward-1", "steward-2", "a reason of some length");
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

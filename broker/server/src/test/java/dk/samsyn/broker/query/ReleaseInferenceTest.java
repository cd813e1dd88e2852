package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.release.Pace;
import dk.samsyn.broker.release.Rule;
import dk.samsyn.broker.release.RuleSet;
import dk.samsyn.spi.ErrorCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by several statements on the real tables: what one statement gives, no other may refine. */
class ReleaseInferenceTest {
    private static final Session ANALYST = Users.analyst(1);

    /** Conditions that leave out a handful of persons in some municipality. */
    private static final List<String> ONE_MORE = List.of(
            "alder < 90",
            "alder >= 5",
            "alder < 95",
            "doed_dato IS NULL",
            "status = '01'",
            "status <> '90'",
            "koen IN ('K', 'M')",
            "pid IN (SELECT pid FROM gp_tilknytning)",
            "pid IN (SELECT pid FROM kontakt)");

    private static final int MOST_PAIRS = 16;

    private record Pair(String wide, String narrow) {}

    /** Every pair of statements whose sets differ by one to four persons, as the truth knows and the attacker hopes. */
    private static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (String more : ONE_MORE) {
            Map<Object, Long> all = truth("SELECT kommunekode, koen, COUNT(*) FROM borger GROUP BY kommunekode, koen");
            Map<Object, Long> some = truth(
                    "SELECT kommunekode, koen, COUNT(*) FROM borger WHERE " + more + " GROUP BY kommunekode, koen");
            all.forEach((group, n) -> {
                long left = n - some.getOrDefault(group, 0L);
                if (left >= 1 && left <= 4 && n >= 20) {
                    List<?> key = (List<?>) group;
                    String wide = "SELECT COUNT(DISTINCT pid) FROM borger WHERE kommunekode = " + key.get(0)
                            + " AND koen = '" + key.get(1) + "'";
                    pairs.add(new Pair(wide, wide + " AND " + more));
                }
            });
        }
        Collections.shuffle(pairs, new Random(1));
        return pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()));
    }

    private static Map<Object, Long> truth(String sql) {
        Map<Object, Long> truth = new LinkedHashMap<>();
        for (@Nullable Object[] row : Lille.get().rows(Lille.alt(), sql)) {
            truth.put(Arrays.asList(row[0], row[1]), (Long) row[2]);
        }
        return truth;
    }

    @Test
    void oneMoreConditionThatLeavesOutAFewPersonsChangesNothing() {
        List<Pair> pairs = pairs();
        assertThat(pairs).as("pairs that differ by one to four persons").hasSizeGreaterThan(5);
        QueryService unguarded = Lille.get().withEmptyLedger(RuleSet.without(Rule.LEDGER));
        assertThat(pairs)
                .as("without the ledger the attack works")
                .anyMatch(pair ->
                        !Objects.equals(one(unguarded, ANALYST, pair.wide), one(unguarded, ANALYST, pair.narrow)));
        for (Pair pair : pairs) {
            QueryService first = Lille.get().withEmptyLedger(RuleSet.ALL);
            assertThat(one(first, ANALYST, pair.narrow)).as(pair.narrow).isEqualTo(one(first, ANALYST, pair.wide));
            QueryService second = Lille.get().withEmptyLedger(RuleSet.ALL);
            Object wide = one(second, ANALYST, pair.wide);
            assertThat(one(second, ANALYST, pair.narrow)).as(pair.narrow).isEqualTo(wide);
        }
    }

    @Test
    void theSameOfTheSamePersonsIsOneAnswerWhoeverAsksAndHoweverItIsWritten() {
        QueryService queries = Lille.get().withEmptyLedger(RuleSet.ALL);
        Object answer = one(queries, ANALYST, "SELECT COUNT(DISTINCT pid) FROM borger WHERE kommunekode = 730");
        for (String other : List.of(
                "SELECT COUNT(*) FROM borger WHERE kommunekode = 730",
                "SELECT COUNT(pid) FROM borger WHERE kommunekode IN (730)",
                "SELECT COUNT(alder) FROM borger WHERE kommunekode >= 730 AND kommunekode <= 730",
                "SELECT COUNT(koen) FROM borger WHERE 730 = kommunekode AND 1 = 1",
                "SELECT COUNT(DISTINCT b.pid) FROM borger b JOIN borger c USING (pid) WHERE b.kommunekode = 730",
                "SELECT COUNT(*) FROM borger WHERE kommunekode = 730 AND alder >= 0",
                "SELECT COUNT(*) FROM borger WHERE kommunekode = 730 AND koen IN ('K', 'M', 'U')",
                "SELECT COUNT(*) FROM borger WHERE kommunekode = 730 AND pid IN (SELECT pid FROM borger)",
                "SELECT SUM(n) FROM (SELECT kommunekode, COUNT(*) AS n FROM borger GROUP BY kommunekode) x WHERE kommunekode = 730",
                "SELECT n FROM (SELECT kommunekode, COUNT(*) AS n FROM borger GROUP BY CUBE (kommunekode)) x WHERE kommunekode = 730",
                "SELECT COUNT(*) FROM (SELECT pid, COUNT(*) AS n FROM borger WHERE kommunekode = 730 GROUP BY pid) x",
                "WITH b AS (SELECT * FROM borger WHERE kommunekode = 730) SELECT COUNT(*) FROM b",
                "SELECT COUNT(*) FROM borger JOIN kommune_reference k USING (kommunekode) WHERE k.kommunekode = 730")) {
            assertThat(number(one(queries, ANALYST, other))).as(other).isEqualTo(number(answer));
            assertThat(number(one(queries, Users.analyst(2), other))).as(other).isEqualTo(number(answer));
        }
        assertThat(number(one(queries, Users.planner(), "SELECT COUNT(*) FROM borger")))
                .as("the municipality's own planner, who colludes")
                .isEqualTo(number(answer));
    }

    @Test
    void cellsOfACubeAreTheCellsOfItsTables() {
        QueryService queries = Lille.get().withEmptyLedger(RuleSet.ALL);
        Set<List<Object>> cube = rows(
                queries,
                ANALYST,
                "SELECT kommunekode, koen, status, COUNT(*) FROM borger GROUP BY CUBE (kommunekode, koen, status)");
        for (String table : List.of(
                "SELECT kommunekode, koen, status, COUNT(*) FROM borger GROUP BY kommunekode, koen, status",
                "SELECT kommunekode, NULL, status, COUNT(*) FROM borger GROUP BY kommunekode, status",
                "SELECT kommunekode, koen, NULL, COUNT(*) FROM borger GROUP BY kommunekode, koen UNION ALL"
                        + " SELECT NULL, koen, NULL, COUNT(*) FROM borger GROUP BY koen")) {
            assertThat(cube).as(table).containsAll(rows(queries, ANALYST, table));
        }
    }

    /** HAVING looks at what is shown: no threshold tells more than the number itself. */
    @Test
    void havingIsDecidedByReleasedNumbers() {
        QueryService queries = Lille.get().withEmptyLedger(RuleSet.ALL);
        String all = "SELECT kommunekode, COUNT(*) FROM borger GROUP BY kommunekode";
        Set<List<Object>> shown = rows(queries, ANALYST, all);
        for (List<Object> group : shown) {
            long n = (Long) group.get(1);
            for (long threshold : new long[] {n - 1, n, n + 1}) {
                assertThat(rows(queries, ANALYST, all + " HAVING COUNT(*) > " + threshold)
                                .contains(group))
                        .isEqualTo(n > threshold);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORDER BY 3 LIMIT 1",
                "ORDER BY 3 DESC LIMIT 1",
                "ORDER BY alder DESC LIMIT 1",
                "ORDER BY alder OFFSET 5 ROWS FETCH FIRST 2 ROWS ONLY",
                "HAVING COUNT(*) < 20"
            })
    void extremesAreThoseOfShownGroups(String ending) {
        QueryService queries = Lille.get().withEmptyLedger(RuleSet.ALL);
        String all = "SELECT alder, kommunekode, COUNT(*) FROM borger GROUP BY alder, kommunekode ";

        assertThat(rows(queries, ANALYST, all)).containsAll(rows(queries, ANALYST, all + ending));
    }

    @Test
    void windowsRunOverShownGroups() {
        QueryService queries = Lille.get().withEmptyLedger(RuleSet.ALL);
        String groups = "SELECT kommunekode, COUNT(*) AS n FROM borger GROUP BY kommunekode";
        long sum = rows(queries, ANALYST, groups).stream()
                .mapToLong(row -> (Long) row.get(1))
                .sum();
        for (String window : List.of(
                "SUM(n) OVER ()",
                "SUM(n) OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND" + " UNBOUNDED FOLLOWING)")) {
            Set<List<Object>> over = rows(queries, ANALYST, "SELECT " + window + " FROM (" + groups + ") g");
            assertThat(over).hasSize(1);
            assertThat(number(over.iterator().next().get(0))).isEqualTo((double) sum);
        }
        assertThat(rows(
                        queries,
                        ANALYST,
                        "SELECT kommunekode, n, RANK() OVER (ORDER BY n) AS t FROM (" + groups + ") g"))
                .allSatisfy(row -> assertThat((Long) row.get(1)).isGreaterThanOrEqualTo(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start_tid >= TIMESTAMP '2025-03-10 00:00:00' AND start_tid < TIMESTAMP '2025-03-11 00:00:00'",
                "start_tid >= TIMESTAMP '2025-03-10 08:15:00' AND start_tid < TIMESTAMP '2025-03-10 08:16:00'",
                "start_tid BETWEEN TIMESTAMP '2025-03-10 08:15:00' AND TIMESTAMP '2025-03-10 08:15:00'",
                "CAST(start_tid AS DATE) = DATE '2025-03-10'",
                "start_tid = TIMESTAMP '2025-03-10 08:15:00'"
            })
    void aTinyPeriodIsItsMonth(String period) {
        QueryService queries = Lille.get().withEmptyLedger(RuleSet.ALL);
        String month = "start_tid >= TIMESTAMP '2025-03-01 00:00:00' AND start_tid < TIMESTAMP '2025-04-01 00:00:00'";

        assertThat(one(queries, ANALYST, "SELECT COUNT(DISTINCT pid) FROM kontakt WHERE " + period))
                .isEqualTo(one(queries, ANALYST, "SELECT COUNT(DISTINCT pid) FROM kontakt WHERE " + month));
    }

    @Test
    void aMeanTellsNoMoreThanItsSumAndNumber() {
        QueryService queries = Lille.get().withEmptyLedger(RuleSet.ALL);
        for (List<Object> row : rows(
                queries,
                ANALYST,
                "SELECT kommunekode, SUM(vaerdi_num), COUNT(vaerdi_num), AVG(vaerdi_num) FROM seneste_vaerdi JOIN borger"
                        + " USING (pid) WHERE begreb = 'HBA1C' GROUP BY kommunekode")) {
            double mean = number(row.get(1)) / number(row.get(2));
            assertThat(number(row.get(3))).isCloseTo(mean, within(0.01 * mean));
        }
    }

    /** Ages and days of birth have one hierarchy: no second way of cutting brings a band that is cut otherwise. */
    @Test
    void agesAndDaysOfBirthAreCutAtTheSamePlaces() {
        QueryService queries = Lille.get().withEmptyLedger(RuleSet.ALL);
        List<Double> byAge = numbers(queries, "SELECT alder, COUNT(*) FROM borger GROUP BY alder ORDER BY 1 DESC");
        List<Double> byBirth =
                numbers(queries, "SELECT foedselsdato, COUNT(*) FROM borger GROUP BY foedselsdato ORDER BY 1");

        assertThat(byBirth).isEqualTo(byAge);
    }

    /** Of one set a few ranges are answered, whatever is added that leaves nobody out; whole years, months and bands always are. */
    @Test
    void fewRangesOfOneSetAreAnsweredAndAllGroupsOfTheHierarchy() {
        QueryService queries = Lille.get().withEmptyLedger(RuleSet.ALL);
        for (int i = 0; i < 20; i++) {
            int low = 5 * (i % 18);
            one(
                    queries,
                    ANALYST,
                    "SELECT COUNT(*) FROM borger WHERE alder >= " + low + " AND alder < " + (low + 10 - low % 10));
            LocalDate month = LocalDate.of(2024, 1, 1).plusMonths(i);
            one(
                    queries,
                    ANALYST,
                    "SELECT COUNT(DISTINCT pid) FROM kontakt WHERE start_tid >= TIMESTAMP '" + month
                            + " 00:00:00' AND start_tid < TIMESTAMP '" + month.plusMonths(1) + " 00:00:00'");
        }
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            ranges.add("alder >= " + 5 * i + " AND alder < " + (5 * i + 15));
        }
        for (String range : ranges) {
            one(queries, ANALYST, "SELECT COUNT(*) FROM borger WHERE " + range);
        }
        for (String more : List.of(
                "",
                " AND koen IS NOT NULL",
                " AND alder IS NOT NULL AND kommunekode IS NOT NULL",
                " AND pid IN (SELECT pid FROM borger)",
                " AND pid IN (SELECT pid FROM borger WHERE pid IN (SELECT pid FROM borger))")) {
            assertThatThrownBy(() -> one(
                            queries, ANALYST, "SELECT COUNT(*) FROM borger WHERE alder >= 30 AND alder < 65" + more))
                    .as(more)
                    .isInstanceOfSatisfying(
                            QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.BUDGET_RULE));
        }
        assertThat(one(queries, ANALYST, "SELECT COUNT(*) FROM borger WHERE " + ranges.get(0)))
                .as("one that was answered")
                .isNotNull();
    }

    /** Whoever cancels while an answer waits for its time would see whether it was ready. */
    @Test
    void anAnswerThatIsCancelledWhileItWaitsDoesNotLeave() {
        AtomicReference<Runnable> cancel = new AtomicReference<>(() -> {});
        QueryService queries = Lille.get().at(new Pace(System::nanoTime, time -> Objects.requireNonNull(cancel.get())
                .run()));
        try (QueryAnswer answer = queries.run(ANALYST, QueryRequest.of("SELECT COUNT(*) FROM borger"))) {
            cancel.set(() -> queries.cancel(ANALYST, answer.queryId()));
            assertThatThrownBy(answer::next).isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.errorCode())
                    .isEqualTo(ErrorCode.QUERY_CANCELLED));
        }
    }

    private static List<Double> numbers(QueryService queries, String sql) {
        return Lille.rows(queries, ANALYST, sql).stream()
                .map(row -> number(row[1]))
                .toList();
    }

    private static @Nullable Object one(QueryService queries, Session session, String sql) {
        List<@Nullable Object[]> rows = Lille.rows(queries, session, sql);
        return rows.isEmpty() ? null : rows.get(0)[0];
    }

    private static double number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new AssertionError("an answer without its number");
    }

    private static Set<List<Object>> rows(QueryService queries, Session session, String sql) {
        Set<List<Object>> rows = new HashSet<>();
        Lille.rows(queries, session, sql).forEach(row -> rows.add(Arrays.asList(row)));
        return rows;
    }
}

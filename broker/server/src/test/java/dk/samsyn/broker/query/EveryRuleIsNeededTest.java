package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.release.Rule;
import dk.samsyn.broker.release.RuleSet;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * T20: each release rule is switched off in turn, and something that it stops comes through. A rule that has no switch is one by
 * which nothing is allowed that is not on a list; the attacks of T1 must have refusals by it.
 */
class EveryRuleIsNeededTest {
    /** A statement whose outcome changes when the rule is off: another answer, another number of rows, or no refusal. */
    private static final Map<Rule, String> PROBES = new TreeMap<>(Map.ofEntries(
            Map.entry(Rule.PERSON_KEY, "SELECT COUNT(*) FROM borger b JOIN diagnose d ON b.kommunekode = 730"),
            Map.entry(Rule.PREDICATE, "SELECT COUNT(*) FROM borger WHERE koen <> 'U' AND status <> '80'"),
            Map.entry(
                    Rule.GROUP,
                    "SELECT kontakt_id, COUNT(*) FROM kontakt WHERE sektor = 'kommune' GROUP BY kontakt_id"),
            Map.entry(
                    Rule.SHAPE,
                    "SELECT koen, status, kommunekode, alder, adressebeskyttet, COUNT(*) FROM borger"
                            + " GROUP BY koen, status, kommunekode, alder, adressebeskyttet"),
            Map.entry(Rule.SIZE, "SELECT alder, kommunekode, COUNT(*) FROM borger GROUP BY alder, kommunekode"),
            Map.entry(Rule.ABSENCE, "SELECT alder, kommunekode, COUNT(*) FROM borger GROUP BY alder, kommunekode"),
            Map.entry(Rule.PERTURBATION, "SELECT kommunekode, COUNT(*) FROM borger GROUP BY kommunekode"),
            Map.entry(Rule.FLATTENING, "SELECT kommunekode, SUM(alder) FROM borger GROUP BY kommunekode"),
            Map.entry(Rule.STATISTIC, "SELECT PERCENTILE_CONT(0.99) WITHIN GROUP (ORDER BY alder) FROM borger"),
            Map.entry(Rule.ROWS, "SELECT koen, kommunekode FROM borger")));

    /** Switched off in tests of made-up persons: StatisticalAttacksTest, ReleaseControlTest, StoredLedgerTest. */
    private static final Set<Rule> ELSEWHERE = EnumSet.of(Rule.LEDGER, Rule.DOMINANCE, Rule.BUDGET);

    /** Nothing to switch: what is not on the list has no form that could be planned. */
    private static final Set<Rule> BY_DEFAULT =
            EnumSet.of(Rule.ONE_GATE, Rule.CLEAR_EXPRESSION, Rule.AGGREGATE, Rule.BELOW_GATE, Rule.TOTALITY);

    @Test
    void noRuleIsForgotten() {
        Set<Rule> all = EnumSet.copyOf(PROBES.keySet());
        all.addAll(ELSEWHERE);
        all.addAll(BY_DEFAULT);
        assertThat(all).containsExactlyInAnyOrder(Rule.values());
        Set<String> refusals = ReleaseAttacksTest.attacks()
                .flatMap(line -> Arrays.stream(line.split("\\|", 2)[0].trim().split(" ")))
                .collect(Collectors.toSet());
        assertThat(refusals)
                .containsAll(BY_DEFAULT.stream()
                        .map(r -> "6%02d".formatted(r.number()))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "LEDGER",
                "DOMINANCE",
                "BUDGET",
                "ONE_GATE",
                "CLEAR_EXPRESSION",
                "AGGREGATE",
                "BELOW_GATE",
                "TOTALITY"
            },
            mode = EnumSource.Mode.EXCLUDE)
    void withoutItSomethingElseComesOut(Rule rule) {
        String sql = Objects.requireNonNull(PROBES.get(rule));

        assertThat(outcome(RuleSet.without(rule), sql)).as(sql).isNotEqualTo(outcome(RuleSet.ALL, sql));
    }

    private static List<String> outcome(RuleSet rules, String sql) {
        QueryService queries = Lille.get().withEmptyLedger(rules);
        try {
            return Lille.rows(queries, Users.analyst(1), sql).stream()
                    .map((@Nullable Object[] row) -> Arrays.toString(row))
                    .sorted()
                    .toList();
        } catch (QueryException e) {
            return List.of(e.errorCode().code());
        }
    }
}

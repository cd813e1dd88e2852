package dk.samsyn.broker.release;

import static dk.samsyn.broker.release.Cells.ask;
import static dk.samsyn.broker.release.Cells.control;
import static dk.samsyn.broker.release.Cells.count;
import static dk.samsyn.broker.release.Cells.one;
import static dk.samsyn.broker.release.Cells.persons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves and what does not, rule by rule, on cells of made-up persons. */
class ReleaseControlTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void fewerThanFiveAreNeverShown(int n) {
        for (int i = 0; i < 200; i++) {
            assertThat(count(control(), persons(i, i + n, 1), "x")).isEmpty();
        }
    }

    @Test
    void whereBetweenFiveAndEightAGroupAppearsIsDrawnByItsPersons() {
        int five = 0;
        int eight = 0;
        for (int i = 0; i < 500; i++) {
            five += count(control(), persons(i, i + 5, 1), "x").isPresent() ? 1 : 0;
            eight += count(control(), persons(i, i + 8, 1), "x").isPresent() ? 1 : 0;
        }
        assertThat(five).isBetween(20, 200);
        assertThat(eight).isGreaterThan(400);
    }

    @Test
    void noShownNumberIsBelowFive() {
        for (int i = 0; i < 500; i++) {
            count(control(), persons(i, i + 6, 1), "x")
                    .ifPresent(n -> assertThat(n).isGreaterThanOrEqualTo(5));
        }
    }

    @Test
    void countsAreOffByAFewAndRightOnAverage() {
        double off = 0;
        int exact = 0;
        for (int i = 0; i < 400; i++) {
            double n = count(control(), persons(100 * i, 100 * i + 100, 1), "x").orElseThrow();
            assertThat(n).isCloseTo(100, within(10.0));
            off += n - 100;
            exact += n == 100 ? 1 : 0;
        }
        assertThat(off / 400).isCloseTo(0, within(0.4));
        assertThat(exact).isBetween(40, 120);
    }

    @Test
    void theSamePersonsGiveTheSameNumberWhoeverAsks() {
        ReleaseControl control = control();

        assertThat(count(control, persons(0, 50, 1), "a = 1")).isEqualTo(count(control, persons(0, 50, 1), "b = 2"));
    }

    @Test
    void aSetThatDiffersByOnePersonHasTheSameNumber() {
        for (int i = 0; i < 100; i++) {
            ReleaseControl control = control();
            double with = count(control, persons(i, i + 50, 1), "a").orElseThrow();
            assertThat(count(control, persons(i + 1, i + 50, 1), "b")).hasValue(with);
        }
    }

    @Test
    void aSetThatDiffersByTenPersonsHasItsOwn() {
        int same = 0;
        for (int i = 0; i < 200; i++) {
            ReleaseControl control = control();
            double with = count(control, persons(i, i + 60, 1), "a").orElseThrow();
            same += count(control, persons(i + 10, i + 60, 1), "b").orElseThrow() == with ? 1 : 0;
        }
        assertThat(same).isLessThan(20);
    }

    @Test
    void aGroupThatWasWithheldStaysSoWhenAPersonComes() {
        ReleaseControl control = control();
        for (int i = 0; i < 100; i++) {
            Map<String, Double> four = persons(10 * i, 10 * i + 4, 1);
            Map<String, Double> eight = persons(10 * i, 10 * i + 8, 1);
            assertThat(count(control, four, "day 1")).isEmpty();
            assertThat(count(control, eight, "day 2")).isEmpty();
        }
    }

    @Test
    void noOnePersonMakesUpASum() {
        Map<String, Double> persons = new HashMap<>(persons(0, 20, 10));
        persons.put("rich", 15_000.0);

        assertThat(ask(control(), one(GateSpec.Statistic.SUM, Cells.MONEY, "x"), persons))
                .isEmpty();
        assertThat(ask(
                        control(RuleSet.without(Rule.DOMINANCE)),
                        one(GateSpec.Statistic.SUM, Cells.MONEY, "x"),
                        persons))
                .isPresent();
    }

    /** Rule 23 is off in no broker; here it is, to see that it is what refuses. */
    @Test
    void withoutBudgetsListsOfValuesNeverEnd() {
        for (RuleSet rules : List.of(RuleSet.ALL, RuleSet.without(Rule.BUDGET))) {
            ReleaseControl control = control(rules);
            int answered = 0;
            for (int i = 0; i < 30; i++) {
                GateSpec.Base base = new GateSpec.Base(
                        List.of("t"),
                        List.of("k in [" + i + "]"),
                        List.of("t"),
                        Map.of("k in [" + i + "]", Charge.Partition.LIST + "k in [" + i + "]"),
                        false);
                GateSpec plain = one(GateSpec.Statistic.PERSONS, null, "x");
                GateSpec spec = new GateSpec(
                        plain.dimensions(), plain.groupSets(), false, plain.measures(), plain.outputs(), base, 5);
                PersonRows rows = control.collect(spec);
                persons(100 * i, 100 * i + 50, 1).keySet().forEach(p -> rows.add(new @Nullable Object[] {p, 1L}));
                Charge charge = new Charge("q", "a", "v", java.time.LocalDate.of(2026, 11, 23), spec.partitions("all"));
                try {
                    control.release(rows, spec, charge);
                    answered++;
                } catch (dk.samsyn.broker.access.QueryException e) {
                    assertThat(e.errorCode()).isEqualTo(dk.samsyn.spi.ErrorCode.BUDGET_RULE);
                }
            }
            assertThat(answered).isEqualTo(rules.on(Rule.BUDGET) ? 16 : 30);
        }
    }

    @Test
    void theLargestContributionsCountAsTheNext() {
        Map<String, Double> even = persons(0, 200, 100);
        Map<String, Double> odd = new HashMap<>(even);
        odd.put("p0", 2_000.0);

        double shown = ask(control(), one(GateSpec.Statistic.SUM, Cells.MONEY, "x"), odd)
                .orElseThrow();

        assertThat(shown).isCloseTo(20_000, within(1_000.0));
    }

    @Test
    void aValueBeyondItsDeclaredRangeCountsAsTheBound() {
        Map<String, Double> persons = persons(0, 100, 1_000_000);

        double mean = ask(control(), one(GateSpec.Statistic.MEAN, Cells.VALUE, "x"), persons)
                .orElseThrow();

        assertThat(mean).isCloseTo(200, within(30.0));
    }

    @Test
    void meansAreCloseAndHaveThreeDigits() {
        Map<String, Double> persons = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            persons.put("p" + i, 30.0 + i % 60);
        }
        double mean = ask(control(), one(GateSpec.Statistic.MEAN, Cells.VALUE, "x"), persons)
                .orElseThrow();

        assertThat(mean).isCloseTo(59.2, within(1.5));
        assertThat(Math.rint(mean * 10)).isCloseTo(mean * 10, within(1e-6));
    }

    @Test
    void medianAndDeviationNeedMorePersons() {
        Map<String, Double> few = new HashMap<>();
        for (int i = 0; i < 19; i++) {
            few.put("p" + i, 40.0 + i);
        }
        Map<String, Double> many = new HashMap<>();
        for (int i = 0; i < 101; i++) {
            many.put("p" + i, 40.0 + i % 21);
        }
        GateSpec median = one(GateSpec.Statistic.QUANTILE, Cells.VALUE, 0.5, "x", false);
        GateSpec deviation = one(GateSpec.Statistic.DEVIATION_SAMPLE, Cells.VALUE, "x");

        assertThat(ask(control(), median, few)).isEmpty();
        assertThat(ask(control(), median, many).orElseThrow()).isCloseTo(50, within(1.0));
        assertThat(ask(control(), deviation, many).orElseThrow()).isCloseTo(6.0, within(1.0));
        assertThat(ask(control(), deviation, persons(0, 9, 50))).isEmpty();
    }

    @Test
    void aShareOfNoneOrAllIsNotShown() {
        GateSpec flags = one(GateSpec.Statistic.SUM, Cells.FLAG, "x");
        Map<String, Double> some = new HashMap<>(persons(0, 100, 0));
        some.putAll(persons(0, 40, 1));
        Map<String, Double> nearlyAll = new HashMap<>(persons(0, 100, 1));
        nearlyAll.put("p0", 0.0);

        assertThat(ask(control(), flags, some).orElseThrow()).isCloseTo(40, within(10.0));
        assertThat(ask(control(), flags, persons(0, 100, 1))).isEmpty();
        assertThat(ask(control(), flags, persons(0, 100, 0))).isEmpty();
        assertThat(ask(control(), flags, nearlyAll)).isEmpty();
    }

    /** One row of each person, and of one perhaps two: whether anybody has two is not seen in whether there is an answer. */
    @Test
    void aShareDoesNotVanishSinceOnePersonHasItTwice() {
        GateSpec flags = one(GateSpec.Statistic.SUM, Cells.FLAG, "x");
        for (int rows = 1; rows <= 2; rows++) {
            ReleaseControl control = control();
            PersonRows input = control.collect(flags);
            for (int i = 0; i < 60; i++) {
                input.add(new @Nullable Object[] {"p" + i, 1L, 1L, i < 30 ? 1.0 : 0.0});
            }
            for (int i = 1; i < rows; i++) {
                input.add(new @Nullable Object[] {"p0", 1L, 1L, 1.0});
            }
            assertThat(Cells.number(control.release(input, flags, Cells.charge())))
                    .as("rows of one person: %d", rows)
                    .isPresent();
        }
    }

    /** The others of a share, with and without one of them: the ledger settles whether they are enough. */
    @Test
    void aShareDoesNotComeOrGoWithOneOfTheOthers() {
        GateSpec flags = one(GateSpec.Statistic.SUM, Cells.FLAG, "x");
        int shown = 0;
        for (int i = 0; i < 200; i++) {
            ReleaseControl control = control();
            Map<String, Double> all = new HashMap<>(persons(1_000 * i, 1_000 * i + 40, 1));
            all.putAll(persons(1_000 * i + 40, 1_000 * i + 47, 0));
            Map<String, Double> less = new HashMap<>(all);
            less.remove("p" + (1_000 * i + 46));
            boolean first = ask(control, flags, all).isPresent();
            assertThat(ask(control, flags, less).isPresent()).isEqualTo(first);
            shown += first ? 1 : 0;
        }
        assertThat(shown).as("of groups with seven others").isBetween(20, 180);
    }

    /** Cells of one person are never seen, so not in what there is no room for either. */
    @Test
    void whichGroupsAreShownDoesNotDependOnHowManyAreTooSmall() {
        GateSpec plain = one(GateSpec.Statistic.PERSONS, null, "x");
        java.util.BitSet kept = new java.util.BitSet();
        kept.set(0);
        GateSpec groups = new GateSpec(
                List.of(new GateSpec.Dimension(ColumnRule.closed("k"), new Grain.Listed(java.util.Set.of()), "k")),
                List.of(kept),
                false,
                List.of(),
                plain.outputs(),
                plain.cell(),
                5);
        for (int small : new int[] {19_999, 20_001}) {
            ReleaseControl control = control();
            PersonRows input = control.collect(groups);
            for (int i = 0; i < small; i++) {
                input.add(new @Nullable Object[] {"s" + i, "a" + i, 1L});
            }
            for (int i = 0; i < 50; i++) {
                input.add(new @Nullable Object[] {"p" + i, "b", 1L});
            }
            assertThat(control.release(input, groups, Cells.charge()).rows())
                    .as("groups of one person: %d", small)
                    .hasSize(1);
        }
    }

    @Test
    void oneProviderIsNotShownThroughItsPatients() {
        GateSpec spec = one(GateSpec.Statistic.SUM, Cells.MONEY, 0, "x", true);
        ReleaseControl control = control();
        PersonRows one = control.collect(spec);
        PersonRows several = control.collect(spec);
        for (int i = 0; i < 60; i++) {
            one.add(row("p" + i, "practice", 100.0));
            several.add(row("q" + i, "practice " + i % 4, 100.0));
        }

        assertThat(control.release(one, spec, Cells.charge()).rows()).isEmpty();
        assertThat(control.release(several, spec, Cells.charge()).rows()).hasSize(1);
    }

    @Test
    void rowsWithoutAPersonAreAboutNobody() {
        GateSpec spec = one(GateSpec.Statistic.ROWS, null, "x");
        ReleaseControl control = control();
        PersonRows rows = control.collect(spec);
        for (int i = 0; i < 50; i++) {
            rows.add(new @Nullable Object[] {null, 1L});
        }
        assertThat(control.release(rows, spec, Cells.charge()).rows()).isEmpty();
    }

    private static @Nullable Object[] row(String person, String provider, double value) {
        return new @Nullable Object[] {person, provider, 1L, 1L, value};
    }
}

package dk.samsyn.broker.release;

import static dk.samsyn.broker.release.Cells.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger finds what is near, however much it holds. */
class LedgerTest {
    private static final long[] KEYS = new SplittableRandom(1)
            .longs(5_000, 1, NoiseSecret.PRIME)
            .distinct()
            .sorted()
            .toArray();

    /** More new answers in one statement than are kept at hand; the second half differs from the first by one person each. */
    @Test
    void aStatementOfManyCellsIsComparedWithItself() {
        Ledger ledger = ledger();
        Random random = new Random(2);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            candidates.add(candidate(i, some(random, 40)));
        }
        for (int i = 0; i < 5_000; i++) {
            candidates.add(candidate(10_000 + i, without(candidates.get(i).contributions(), random.nextInt(40))));
        }

        List<Ledger.Settled> settled = ledger.settle(candidates, Cells.charge(), Cells.populations(candidates.size()))
                .settled();

        assertThat(settled.subList(5_000, 10_000)).isEqualTo(settled.subList(0, 5_000));
    }

    /** Persons come, go and count for more; up to four of them are never seen, in small sets and large ones. */
    @ParameterizedTest
    @ValueSource(ints = {5, 8, 13, 20, 30, 60, 500, 3_000})
    void fourPersonsWhoDifferNeverBringANewAnswer(int size) {
        Random random = new Random(size);
        for (int trial = 0; trial < 30; trial++) {
            Ledger ledger = ledger();
            Contributions before = some(random, size);
            Contributions after = changed(before, 4, random);
            List<Ledger.Settled> settled = ledger.settle(
                            List.of(candidate(1, before), candidate(2, after)), Cells.charge(), Cells.populations(2))
                    .settled();
            assertThat(settled.get(1)).isEqualTo(settled.get(0));
        }
    }

    /** What the search stands on: of two sets that differ for fewer than twelve persons and share one, a mark is alike. */
    @ParameterizedTest
    @ValueSource(ints = {12, 16, 24, 40, 100, 1_000})
    void setsThatDifferForElevenPersonsShareAMark(int size) {
        Random random = new Random(size);
        for (int trial = 0; trial < 300; trial++) {
            Contributions before = some(random, size);
            List<Integer> marks = before.marks(12);
            List<Integer> others = changed(before, 11, random).marks(12);
            Set<Integer> alike = new HashSet<>(marks.subList(Math.min(18, marks.size()), marks.size()));
            alike.retainAll(others.subList(Math.min(18, others.size()), others.size()));
            for (int hand : before.fullestHands(12)) {
                if (marks.get(hand) != 0 && marks.get(hand).equals(others.get(hand))) {
                    alike.add(marks.get(hand));
                }
            }
            assertThat(alike).isNotEmpty();
        }
    }

    private static Ledger ledger() {
        return new Ledger(new MemoryBatches(), SECRET, Cells.withoutEnd(), RuleSet.ALL);
    }

    private static Candidate candidate(int number, Contributions who) {
        return new Candidate("count", who, OptionalDouble.of(number), 5);
    }

    private static Contributions some(Random random, int size) {
        long[] persons = random.ints(0, KEYS.length)
                .distinct()
                .limit(size)
                .mapToLong(i -> KEYS[i])
                .sorted()
                .toArray();
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return Contributions.of(persons, ones);
    }

    private static Contributions without(Contributions who, int person) {
        double[] amounts = amounts(who);
        amounts[person] = 0;
        return Contributions.of(keys(who), amounts);
    }

    /** Some persons leave, some count for two, one is somebody new. */
    private static Contributions changed(Contributions who, int persons, Random random) {
        double[] amounts = amounts(who);
        int[] chosen =
                random.ints(0, amounts.length).distinct().limit(persons - 1).toArray();
        for (int i = 0; i < chosen.length; i++) {
            amounts[chosen[i]] = i % 2 == 0 ? 0 : 2;
        }
        long[] keys = Arrays.copyOf(keys(who), amounts.length + 1);
        keys[amounts.length] = NoiseSecret.PRIME - 1;
        double[] more = Arrays.copyOf(amounts, amounts.length + 1);
        more[amounts.length] = 1;
        return Contributions.of(keys, more);
    }

    private static long[] keys(Contributions who) {
        long[] keys = new long[who.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = who.person(i);
        }
        return keys;
    }

    private static double[] amounts(Contributions who) {
        double[] amounts = new double[who.size()];
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = who.amount(i);
        }
        return amounts;
    }
}

package dk.samsyn.broker.release;

import static dk.samsyn.broker.release.Cells.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.RoaringBitmap;

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
            Marks marks = before.marks(12);
            Marks others = changed(before, 11, random).marks(12);
            Set<Integer> alike = new HashSet<>(ofPersons(marks));
            alike.retainAll(ofPersons(others));
            for (int hand : marks.found()) {
                if (marks.at(hand) != 0 && marks.at(hand) == others.at(hand)) {
                    alike.add(marks.at(hand));
                }
            }
            assertThat(alike).isNotEmpty();
        }
    }

    /**
     * Sets of all sizes, most of them a few persons away from one that was asked before: what the ledger finds by its marks is what comparing
     * with every answer finds. So is what a ledger finds that has read the answers from its store.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatIsFoundIsWhatComparingWithAllFinds(int seed) {
        Random random = new Random(seed);
        MemoryBatches store = new MemoryBatches();
        Ledger ledger = new Ledger(store, SECRET, Cells.withoutEnd(), RuleSet.ALL);
        List<Candidate> asked = new ArrayList<>();
        List<Known> known = new ArrayList<>();
        for (int batch = 1; batch <= 12; batch++) {
            List<Candidate> candidates = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Contributions who = asked.isEmpty() || random.nextInt(4) == 0
                        ? some(random, 3 + random.nextInt(random.nextBoolean() ? 20 : 90))
                        : near(asked.get(random.nextInt(asked.size())).contributions(), random.nextInt(15), random);
                Candidate candidate = new Candidate(
                        random.nextInt(5) == 0 ? "total" : "count",
                        who,
                        random.nextInt(4) == 0 ? OptionalDouble.empty() : OptionalDouble.of(1_000 * batch + i),
                        5);
                candidates.add(candidate);
                asked.add(candidate);
            }
            List<OptionalDouble> expected = new ArrayList<>();
            int added = 0;
            for (Candidate candidate : candidates) {
                Optional<Known> held = comparedWithAll(candidate, known);
                if (held.isEmpty()) {
                    held = Optional.of(new Known(candidate, batch, added++));
                    known.add(held.orElseThrow());
                }
                expected.add(held.orElseThrow().candidate().value());
            }
            Ledger another = new Ledger(store, SECRET, Cells.withoutEnd(), RuleSet.ALL);
            Ledger answers = batch % 3 == 0 ? another : ledger;
            assertThat(answers.settle(candidates, Cells.charge(), Cells.populations(candidates.size()))
                            .settled())
                    .extracting(Ledger.Settled::value)
                    .isEqualTo(expected);
        }
        assertThat(known.size()).as("some are new and some are held").isBetween(asked.size() / 5, asked.size() * 4 / 5);
    }

    private record Known(Candidate candidate, int batch, int number) {}

    private static Optional<Known> comparedWithAll(Candidate candidate, List<Known> known) {
        Optional<Known> same = known.stream()
                .filter(k -> k.candidate().measure().equals(candidate.measure()))
                .filter(k -> differing(k.candidate(), candidate) == 0)
                .findFirst();
        return same.or(() -> known.stream()
                .filter(k -> k.candidate().measure().equals(candidate.measure()))
                .filter(k -> {
                    int most = k.candidate().value().isEmpty() ? 10 : 12;
                    int limit = 5 + (int) (SECRET.draw("limit", k.batch(), k.number()) * (most - 4));
                    return differing(k.candidate(), candidate) < limit
                            && anyInCommon(k.candidate().contributions(), candidate.contributions());
                })
                .findFirst());
    }

    /** Some of the persons who may be in it leave, come, or count for two. */
    private static Contributions near(Contributions who, int persons, Random random) {
        Map<Long, Double> amounts = new TreeMap<>();
        for (int i = 0; i < who.size(); i++) {
            amounts.put(who.person(i), who.amount(i));
        }
        List<Long> there = new ArrayList<>(amounts.keySet());
        for (int i = 0; i < persons; i++) {
            long person = random.nextBoolean() && !there.isEmpty()
                    ? there.get(random.nextInt(there.size()))
                    : KEYS[random.nextInt(KEYS.length)];
            amounts.merge(person, 1.0, (before, one) -> random.nextBoolean() ? 0.0 : before + one);
        }
        return Contributions.of(
                amounts.keySet().stream().mapToLong(Long::longValue).toArray(),
                amounts.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** A handful and another handful of other persons are not compared. */
    private static boolean anyInCommon(Contributions one, Contributions other) {
        return Arrays.stream(keys(one)).anyMatch(key -> Arrays.binarySearch(keys(other), key) >= 0);
    }

    private static long differing(Candidate one, Candidate other) {
        Map<Long, Double> amounts = new HashMap<>();
        for (int i = 0; i < one.contributions().size(); i++) {
            amounts.put(one.contributions().person(i), one.contributions().amount(i));
        }
        long different = 0;
        for (int i = 0; i < other.contributions().size(); i++) {
            Double amount = amounts.remove(other.contributions().person(i));
            different += amount == null || amount != other.contributions().amount(i) ? 1 : 0;
        }
        return different + amounts.size();
    }

    /** The bytes in the store are those that adding persons one by one gives. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50, 4_096, 4_097, 70_000, 140_000})
    void membersAreStoredAsTheyWere(int size) throws IOException {
        int[] ordinals = new Random(size)
                .ints(0, 300_000)
                .distinct()
                .limit(size)
                .sorted()
                .toArray();
        for (int[] some : List.of(ordinals, IntStream.range(0, size).toArray())) {
            long[] keys = LongStream.rangeClosed(1, size).toArray();
            double[] ones = new double[size];
            Arrays.fill(ones, 1);
            Members members = Members.of(Contributions.of(keys, ones), some);
            ByteBuffer bytes = ByteBuffer.allocate(members.bytes());
            members.write(bytes);
            RoaringBitmap former = RoaringBitmap.bitmapOf(some);
            former.runOptimize();
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(expected);
            former.serialize(out);
            out.writeInt(0);
            assertThat(bytes.array()).isEqualTo(expected.toByteArray());
            assertThat(Members.read(new DataInputStream(new ByteArrayInputStream(bytes.array())))
                            .differsByFewerThan(1, members))
                    .isTrue();
        }
    }

    private static Set<Integer> ofPersons(Marks marks) {
        return IntStream.range(Math.min(Marks.HANDS, marks.size()), marks.size())
                .mapToObj(marks::at)
                .collect(Collectors.toSet());
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

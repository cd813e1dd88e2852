package dk.samsyn.broker.release;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/**
 * The ledger's answers in memory, without their members: some 700 bytes for each. Found by their exact contributions, and by
 * marks of parts of them among answers of nearly the same size.
 */
final class KnownAnswers {
    /** Sizes in one compartment of the index. */
    private static final int COMPARTMENT = 32;

    private static final int FIRST = 1 << 8;

    private final int reach;
    private final Map<String, Integer> measures = new HashMap<>();
    private final PlaceIndex exact = new PlaceIndex();
    private final PlaceIndex near = new PlaceIndex();
    private long[] batches = new long[FIRST];
    private int[] numbers = new int[FIRST];
    private int[] sizes = new int[FIRST];
    private double[] values = new double[FIRST];
    private int[] hands = new int[FIRST * Contributions.HANDS];
    private int size;

    /**
     * No answers.
     *
     * @param reach how many persons more or fewer may make an answer a near one
     */
    KnownAnswers(int reach) {
        this.reach = reach;
    }

    int size() {
        return size;
    }

    long batch(int answer) {
        return batches[answer];
    }

    int number(int answer) {
        return numbers[answer];
    }

    /** Persons who contribute to it. */
    int size(int answer) {
        return sizes[answer];
    }

    /** What was released, or empty if it was withheld. */
    OptionalDouble value(int answer) {
        return Double.isNaN(values[answer]) ? OptionalDouble.empty() : OptionalDouble.of(values[answer]);
    }

    /** Adds an answer; its number is the next. */
    int add(long batch, int number, Batch.Answer answer) {
        if (size == batches.length) {
            batches = Arrays.copyOf(batches, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * size);
            sizes = Arrays.copyOf(sizes, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
            hands = Arrays.copyOf(hands, 2 * size * Contributions.HANDS);
        }
        int measure = measures.computeIfAbsent(answer.measure(), none -> measures.size());
        batches[size] = batch;
        numbers[size] = number;
        sizes[size] = answer.size();
        values[size] = answer.value().orElse(Double.NaN);
        exact.add(place(measure, answer.size(), answer.key()), size);
        for (int hand = 0; hand < Contributions.HANDS; hand++) {
            hands[size * Contributions.HANDS + hand] = answer.marks().get(hand);
        }
        for (int i = 0; i < answer.marks().size(); i++) {
            if (answer.marks().get(i) != 0) {
                near.add(place(measure, answer.size() / COMPARTMENT, mark(answer.marks(), i)), size);
            }
        }
        return size++;
    }

    /** The oldest answer to a measure over the very same contributions, or -1. */
    int same(String measure, int persons, long key) {
        Integer known = measures.get(measure);
        return known == null ? -1 : exact.first(place(known, persons, key));
    }

    /** A mark is one of its hand, the first ones; those of elements are of no place. */
    private static long mark(List<Integer> marks, int i) {
        return ((long) Math.min(i, Contributions.HANDS) << 32) | (marks.get(i) & 0xffff_ffffL);
    }

    /**
     * Answers to a measure that share a mark and are nearly of the size; one may come several times.
     *
     * @param hands which of the marks of hands to look for; all others are looked for
     */
    void near(String measure, int persons, List<Integer> marks, int[] hands, IntConsumer each) {
        Integer known = measures.get(measure);
        if (known == null) {
            return;
        }
        for (int hand : hands) {
            near(known, persons, mark(marks, hand), each);
        }
        for (int i = Contributions.HANDS; i < marks.size(); i++) {
            near(known, persons, mark(marks, i), each);
        }
    }

    private void near(int measure, int persons, long mark, IntConsumer each) {
        int first = Math.max(0, persons - reach + 1) / COMPARTMENT;
        int last = (persons + reach - 1) / COMPARTMENT;
        for (int compartment = first; compartment <= last; compartment++) {
            near.at(place(measure, compartment, mark), answer -> {
                if (Math.abs(sizes[answer] - persons) < reach) {
                    each.accept(answer);
                }
            });
        }
    }

    /** Fewest persons for whom an answer differs: one in every hand that is not alike. */
    int differsAtLeast(int answer, List<Integer> marks) {
        int different = 0;
        for (int hand = 0; hand < Contributions.HANDS; hand++) {
            different += hands[answer * Contributions.HANDS + hand] == marks.get(hand) ? 0 : 1;
        }
        return different;
    }

    /** Takes back all answers from a number on. */
    void keepBelow(int answer) {
        exact.keepBelow(answer);
        near.keepBelow(answer);
        size = Math.min(size, answer);
    }

    void clear() {
        measures.clear();
        exact.clear();
        near.clear();
        size = 0;
    }

    private static long place(int measure, int persons, long key) {
        long z = key * 0x9e3779b97f4a7c15L + ((long) measure << 32) + persons;
        z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return z ^ (z >>> 33);
    }
}

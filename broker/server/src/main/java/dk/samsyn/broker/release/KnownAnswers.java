package dk.samsyn.broker.release;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/**
 * The ledger's answers in memory, without their members: some 600 bytes for each. Found by their exact contributions, and by
 * their smallest elements among answers of nearly the same size.
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
        }
        int measure = measures.computeIfAbsent(answer.measure(), none -> measures.size());
        batches[size] = batch;
        numbers[size] = number;
        sizes[size] = answer.size();
        values[size] = answer.value().orElse(Double.NaN);
        exact.add(place(measure, answer.size(), answer.key()), size);
        for (long element : answer.smallest()) {
            near.add(place(measure, answer.size() / COMPARTMENT, element), size);
        }
        return size++;
    }

    /** The oldest answer to a measure over the very same contributions, or -1. */
    int same(String measure, int persons, long key) {
        Integer known = measures.get(measure);
        return known == null ? -1 : exact.first(place(known, persons, key));
    }

    /** Answers to a measure that share one of the elements and are nearly of the size; one may come several times. */
    void near(String measure, int persons, List<Long> smallest, IntConsumer each) {
        Integer known = measures.get(measure);
        if (known == null) {
            return;
        }
        int first = Math.max(0, persons - reach + 1) / COMPARTMENT;
        int last = (persons + reach - 1) / COMPARTMENT;
        for (long element : smallest) {
            for (int compartment = first; compartment <= last; compartment++) {
                near.at(place(known, compartment, element), answer -> {
                    if (Math.abs(sizes[answer] - persons) < reach) {
                        each.accept(answer);
                    }
                });
            }
        }
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

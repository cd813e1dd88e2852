package dk.samsyn.broker.release;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/**
 * The ledger's answers in memory, without their members: some 700 bytes for each, 500 for those of this run. Found by their exact contributions, and by
 * marks of parts of them among answers of nearly the same size.
 */
final class KnownAnswers {
    /** Sizes in one compartment of the index. */
    private static final int COMPARTMENT = 64;

    private static final int FIRST = 1 << 8;

    private final int reach;
    private final Map<String, Integer> measures = new HashMap<>();
    private final PlaceIndex exact = new PlaceIndex();
    private final PlaceIndex near = new PlaceIndex();
    private long[] batches = new long[FIRST];
    private int[] numbers = new int[FIRST];
    private int[] sizes = new int[FIRST];
    private long[] keys = new long[FIRST];
    private int[] measured = new int[FIRST];
    private double[] values = new double[FIRST];
    private int[] hands = new int[FIRST * Marks.HANDS];
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
            keys = Arrays.copyOf(keys, 2 * size);
            measured = Arrays.copyOf(measured, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
            hands = Arrays.copyOf(hands, 2 * size * Marks.HANDS);
        }
        int measure = measures.computeIfAbsent(answer.measure(), none -> measures.size());
        batches[size] = batch;
        numbers[size] = number;
        sizes[size] = answer.size();
        keys[size] = answer.key();
        measured[size] = measure;
        values[size] = answer.value().orElse(Double.NaN);
        exact.add(place(measure, answer.size(), answer.key()), size);
        Marks marks = answer.marks();
        marks.copyHands(hands, size * Marks.HANDS);
        int compartment = answer.size() / COMPARTMENT;
        for (int hand : marks.found()) {
            near.add(place(measure, compartment, marks.placed(hand)), size);
        }
        for (int i = Marks.HANDS; i < marks.size(); i++) {
            near.add(place(measure, compartment, marks.placed(i)), size);
        }
        return size++;
    }

    /** The oldest answer to a measure over the very same contributions, or -1. */
    int same(String measure, int persons, long key) {
        Integer known = measures.get(measure);
        if (known == null) {
            return -1;
        }
        long place = place(known, persons, key);
        int oldest = -1;
        for (int entry = exact.last(place); entry >= 0; entry = exact.before(entry, place)) {
            int answer = exact.answer(entry);
            // The newest comes first.
            if (measured[answer] == known && sizes[answer] == persons && keys[answer] == key) {
                oldest = answer;
            }
        }
        return oldest;
    }

    /** Answers to a measure that share a mark and may differ for fewer persons than the reach; one may come several times. */
    void near(String measure, int persons, Marks marks, IntConsumer each) {
        Integer known = measures.get(measure);
        if (known == null) {
            return;
        }
        int first = Math.max(0, persons - reach + 1) / COMPARTMENT;
        int last = (persons + reach - 1) / COMPARTMENT;
        for (int i = 0; i < marks.size(); i++) {
            if (marks.at(i) == 0) {
                continue;
            }
            long mark = marks.placed(i);
            for (int compartment = first; compartment <= last; compartment++) {
                long place = place(known, compartment, mark);
                for (int entry = near.last(place); entry >= 0; entry = near.before(entry, place)) {
                    int answer = near.answer(entry);
                    if (Math.abs(sizes[answer] - persons) < reach
                            && measured[answer] == known
                            && mayBeNear(answer, marks)) {
                        each.accept(answer);
                    }
                }
            }
        }
    }

    /** Whether an answer may be near: in every hand that is not alike at least one person differs. */
    private boolean mayBeNear(int answer, Marks marks) {
        int different = 0;
        int first = answer * Marks.HANDS;
        for (int hand = 0; hand < Marks.HANDS && different < reach; hand++) {
            different += hands[first + hand] == marks.at(hand) ? 0 : 1;
        }
        return different < reach;
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

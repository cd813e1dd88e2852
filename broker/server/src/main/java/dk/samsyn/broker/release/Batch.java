package dk.samsyn.broker.release;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one statement added to the ledger: an append-only log of these is the whole of its state.
 *
 * @param id 1 for the first, without gaps
 * @param charge who is charged
 * @param persons record keys met for the first time, in the order of their ordinals
 * @param answers new answers
 * @param told how many of them, with a number, tell of each population
 */
record Batch(long id, Charge charge, List<Long> persons, List<Answer> answers, Told told) {
    Batch {
        persons = List.copyOf(persons);
        answers = List.copyOf(answers);
    }

    /** New answers with a number. */
    long released() {
        return released(answers);
    }

    static long released(List<Answer> answers) {
        long released = 0;
        for (Answer answer : answers) {
            released += answer.value().isPresent() ? 1 : 0;
        }
        return released;
    }

    /**
     * One answer that later ones are compared with.
     *
     * @param measure which measure
     * @param size persons that contribute
     * @param key their set key
     * @param marks what finds it among others
     * @param value what was released, or empty if it was withheld
     * @param members who contributes; a store may hold them back until they are asked for
     */
    record Answer(String measure, int size, long key, Marks marks, OptionalDouble value, Optional<Members> members) {}
}

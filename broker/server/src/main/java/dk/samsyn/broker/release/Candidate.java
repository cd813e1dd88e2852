package dk.samsyn.broker.release;

import java.util.OptionalDouble;

/**
 * What one measure of one cell would answer if it stood alone.
 *
 * @param measure which measure: answers are compared with answers to the same one only
 * @param contributions who makes it up
 * @param value the perturbed answer, or empty if nobody may have it
 * @param minimum fewest persons of an answer that this asker may have; not part of what the ledger holds, so that whoever may see
 *     smaller groups and whoever may not are told one number
 * @param standing whether an earlier answer may take its place
 */
record Candidate(String measure, Contributions contributions, OptionalDouble value, int minimum, Standing standing) {
    /** Fewest persons of any answer, whoever asks: what the ledger holds is drawn for these. */
    static final int FEWEST = 5;

    private static final String COUNT = "count";

    /** Whether the ledger has a say. */
    enum Standing {
        /** An earlier answer about nearly the same persons takes its place. */
        OPEN,
        /** Withheld for what the answer would tell together with others, whatever was answered before. */
        FINAL
    }

    Candidate(String measure, Contributions contributions, OptionalDouble value, int minimum) {
        this(measure, contributions, value, minimum, Standing.OPEN);
    }

    static Candidate withheld(String measure, Contributions contributions) {
        return new Candidate(measure, contributions, OptionalDouble.empty(), FEWEST, Standing.FINAL);
    }

    /**
     * Whether the asker may have an answer that the ledger holds. It is decided by the persons that the answer was drawn for and not
     * by those of this question: else one person more would make a row come or go.
     *
     * @param persons persons of the answer
     * @param more drawn for the answer, as where its own border lies
     */
    boolean mayHave(int persons, double number, int more) {
        return persons >= minimum + more && (!measure.startsWith(COUNT) || number >= minimum);
    }
}

package dk.samsyn.broker.release;

import java.util.OptionalDouble;

/**
 * What one measure of one cell would answer if it stood alone.
 *
 * @param measure which measure: answers are compared with answers to the same one only
 * @param contributions who makes it up
 * @param value the perturbed answer, or empty if it is withheld
 * @param standing whether an earlier answer may take its place
 */
record Candidate(String measure, Contributions contributions, OptionalDouble value, Standing standing) {
    /** Whether the ledger has a say. */
    enum Standing {
        /** An earlier answer about nearly the same persons takes its place. */
        OPEN,
        /** Withheld for what the answer would tell together with others, whatever was answered before. */
        FINAL
    }

    Candidate(String measure, Contributions contributions, OptionalDouble value) {
        this(measure, contributions, value, Standing.OPEN);
    }

    static Candidate withheld(String measure, Contributions contributions) {
        return new Candidate(measure, contributions, OptionalDouble.empty(), Standing.FINAL);
    }
}

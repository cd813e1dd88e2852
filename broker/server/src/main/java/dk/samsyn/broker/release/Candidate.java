package dk.samsyn.broker.release;

import java.util.OptionalDouble;

/**
 * What one measure of one cell would answer if it stood alone.
 *
 * @param measure which measure: answers are compared with answers to the same one only
 * @param contributions who makes it up
 * @param value the perturbed answer, or empty if it is withheld
 */
record Candidate(String measure, Contributions contributions, OptionalDouble value) {}

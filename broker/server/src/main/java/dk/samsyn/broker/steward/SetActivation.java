package dk.samsyn.broker.steward;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One time a set came into force.
 *
 * @param sequence from 1; the highest is in force
 * @param set number of the set
 * @param previous the set that a roll back from here returns to, or null
 * @param by who did it
 * @param at when
 * @param rolledBack whether it was a roll back
 */
public record SetActivation(
        int sequence, int set, @Nullable Integer previous, String by, Instant at, boolean rolledBack) {}

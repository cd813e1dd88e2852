package dk.samsyn.broker.query;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.ExecutedStatements;
import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.release.ReleaseControl;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What every query needs besides its session: fixed when the broker starts.
 *
 * @param clock time of the broker, for deadlines
 * @param today the date that counts as today, or empty for the real one
 * @param ciphers pid keys
 * @param persons numbers of the same person
 * @param concepts code groups
 * @param queryTimeout longest time a query may take
 * @param queryMemory bytes that a query may hold in hash tables, sorts and kept rows
 * @param callsPerStatement calls to lookup-only sources in one statement
 * @param callsPerTestStatement the same for purpose {@code test}
 * @param own what the broker remembers of its own work
 * @param release what may leave for those who may not see persons
 */
public record Services(
        Clock clock,
        Optional<LocalDate> today,
        PersonCipher.Ring ciphers,
        PersonIndex persons,
        Concepts concepts,
        Duration queryTimeout,
        long queryMemory,
        long callsPerStatement,
        long callsPerTestStatement,
        Bookkeeping own,
        ReleaseControl release) {
    /** The same for statements whose rows nobody gets: what they look for is nobody's search. */
    Services uncounted() {
        return new Services(
                clock,
                today,
                ciphers,
                persons,
                concepts,
                queryTimeout,
                queryMemory,
                callsPerStatement,
                callsPerTestStatement,
                new Bookkeeping(
                        new PersonSearches(clock, Integer.MAX_VALUE),
                        own.health(),
                        own.log(),
                        new ExecutedStatements(DanishTime.ZONE)),
                release.apart());
    }

    long callBound(Session session) {
        return session.purpose() == Purpose.TEST ? callsPerTestStatement : callsPerStatement;
    }
}

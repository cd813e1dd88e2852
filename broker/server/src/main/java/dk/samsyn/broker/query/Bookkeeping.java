package dk.samsyn.broker.query;

import dk.samsyn.broker.audit.AuditReading;
import dk.samsyn.broker.audit.ExecutedStatements;

/**
 * What the broker remembers of its own work from query to query.
 *
 * @param searches persons looked for by number
 * @param health which sources answer
 * @param log what the broker reads in its own log
 * @param executed statements counted apart from that log
 */
public record Bookkeeping(
        PersonSearches searches, SourceHealth health, AuditReading log, ExecutedStatements executed) {}

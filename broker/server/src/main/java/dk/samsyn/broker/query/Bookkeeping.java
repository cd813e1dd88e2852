package dk.samsyn.broker.query;

import dk.samsyn.broker.audit.AuditReading;

/**
 * What the broker remembers of its own work from query to query.
 *
 * @param searches persons looked for by number
 * @param health which sources answer
 * @param log what the broker reads in its own log
 */
public record Bookkeeping(PersonSearches searches, SourceHealth health, AuditReading log) {}

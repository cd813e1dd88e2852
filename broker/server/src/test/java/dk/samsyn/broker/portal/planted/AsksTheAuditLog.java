package dk.samsyn.broker.portal.planted;

import dk.samsyn.broker.audit.Lookups;

/** A page with a second way to the data. */
public record AsksTheAuditLog(Lookups lookups) {}

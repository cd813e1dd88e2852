package dk.samsyn.broker.portal.planted;

import dk.samsyn.broker.query.QueryService;

/** A page that knows the pipeline behind its public face. */
public record ReadsASource(QueryService service) {}

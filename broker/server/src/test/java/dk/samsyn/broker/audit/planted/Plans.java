package dk.samsyn.broker.audit.planted;

import dk.samsyn.broker.query.Queries;
import org.apache.calcite.rel.RelNode;

/** An audit log that knows the engine. */
public record Plans(Queries queries, RelNode plan) {}

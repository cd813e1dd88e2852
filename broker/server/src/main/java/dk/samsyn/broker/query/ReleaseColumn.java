package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import org.apache.calcite.rex.RexLiteral;

/** A column of a tree about persons, as far as the release rules can follow it. */
sealed interface ReleaseColumn {
    /** A clear expression. */
    record Clear(ReleaseTerm term) implements ReleaseColumn {}

    /** A constant of the statement. */
    record Constant(RexLiteral literal) implements ReleaseColumn {}

    /** Anything else: harmless until it is used, then refused. */
    record Unclear(QueryException refusal) implements ReleaseColumn {}
}

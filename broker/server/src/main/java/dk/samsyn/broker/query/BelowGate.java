package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said of a failure below the gate (rule 18): one sentence under one code, whatever failed and wherever. Which source,
 * which limit and at which row could each depend on a person; the operators find it in their log.
 */
final class BelowGate {
    private static final Logger LOG = LoggerFactory.getLogger(BelowGate.class);

    /** Failures that are the asker's own doing or the broker's, and depend on no row. */
    private static final Set<ErrorCode> OWN = Set.of(
            ErrorCode.QUERY_CANCELLED,
            ErrorCode.QUERY_TIMEOUT,
            ErrorCode.PLAN_NOT_PROTECTED,
            ErrorCode.AUDIT_UNAVAILABLE);

    private BelowGate() {}

    static QueryException failure(RuntimeException failure, boolean cancelled) {
        QueryException known = SqlErrors.running(failure, true);
        if (OWN.contains(known.errorCode())) {
            return known;
        }
        if (cancelled) {
            return new QueryException(ErrorCode.QUERY_CANCELLED, "The query was cancelled.", failure);
        }
        LOG.warn("below the gate: {}", known.errorCode().code(), failure);
        return new QueryException(
                ErrorCode.SOURCE_UNAVAILABLE,
                "R18: Noget, som svaret bygger på, kunne ikke hentes, så intet kan frigives. Prøv igen senere. / Something that the"
                        + " answer is made of could not be fetched, so nothing can be released. Try again later.",
                failure);
    }
}

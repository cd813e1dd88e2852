package dk.samsyn.broker.steward;

import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.spi.ErrorCode;

/**
 * Who may do what with policies. That stewards keep the policies is no policy itself: a set that forgets them could not be rolled
 * back.
 */
final class Right {
    private static final String STEWARD = "datasteward";

    private Right() {}

    /**
     * Login name of a steward who supervises.
     *
     * @throws QueryException NOT_ALLOWED
     */
    static String steward(Session session) {
        if (!session.principal().role().equals(STEWARD) || session.purpose() != Purpose.KONTROL) {
            throw new QueryException(
                    ErrorCode.NOT_ALLOWED, "Policies are kept by role datasteward with purpose kontrol.");
        }
        return session.principal().name();
    }
}

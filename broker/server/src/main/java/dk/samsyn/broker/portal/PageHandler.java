package dk.samsyn.broker.portal;

/** Makes the answer to one request. Blocks; called on a request thread. */
@FunctionalInterface
public interface PageHandler {
    /**
     * The answer.
     *
     * @throws dk.samsyn.broker.access.QueryException shown as a page that says what to do
     */
    Reply answer(Visit visit);
}

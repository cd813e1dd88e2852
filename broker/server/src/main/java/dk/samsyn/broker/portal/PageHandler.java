package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;

/** Makes the answer to one request. Blocks; called on a request thread. */
@FunctionalInterface
public interface PageHandler {
    /**
     * The answer.
     *
     * @throws QueryException shown as a page that says what to do
     */
    Reply answer(Visit visit);

    /**
     * A page for one purpose only. Pages of counts are for the one whose answers are about groups: elsewhere the same statements
     * would be about persons.
     */
    static PageHandler of(Purpose purpose, PageHandler page) {
        return visit -> {
            if (visit.session().purpose() != purpose) {
                throw new QueryException(
                        ErrorCode.PURPOSE_NOT_ALLOWED, "the page is for the purpose " + purpose.label());
            }
            return page.answer(visit);
        };
    }
}

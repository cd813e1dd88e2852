package dk.samsyn.broker.identity;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.spi.ErrorCode;
import java.util.Optional;

/**
 * What a client says of its session, at any door.
 *
 * @param purpose label of the purpose, or empty for the user's own
 * @param organisation whom the user acts for: must be the user's own, in full or without its kind
 * @param reason reason for break-glass
 * @param partial whether answers with a named gap are accepted
 * @param client what the client calls itself
 */
public record SessionRequest(
        Optional<String> purpose,
        Optional<String> organisation,
        Optional<String> reason,
        boolean partial,
        String client) {
    private static final int MAX_REASON = 1000;
    private static final int MAX_CLIENT = 200;

    /**
     * The session for {@code principal}.
     *
     * @throws QueryException PURPOSE_UNKNOWN, PURPOSE_NOT_ALLOWED or NOT_ALLOWED
     */
    public Session open(Principal principal) {
        Purpose named = purpose.filter(text -> !text.isBlank())
                .map(label -> Purpose.of(label)
                        .orElseThrow(() -> new QueryException(ErrorCode.PURPOSE_UNKNOWN, "there is no such purpose")))
                .orElse(principal.defaultPurpose());
        if (!principal.purposes().contains(named)) {
            throw new QueryException(
                    ErrorCode.PURPOSE_NOT_ALLOWED,
                    "role " + principal.role() + " may not ask for purpose " + named.label());
        }
        organisation.filter(text -> !text.isBlank()).ifPresent(text -> {
            if (!own(principal.organisation(), text)) {
                throw new QueryException(ErrorCode.NOT_ALLOWED, "the user does not act for that organisation");
            }
        });
        return new Session(
                principal,
                named,
                reason.filter(text -> !text.isBlank()).map(text -> shortened(text, MAX_REASON)),
                partial,
                shortened(client, MAX_CLIENT));
    }

    private static boolean own(String organisation, String text) {
        return organisation.equals(text)
                || organisation.substring(organisation.indexOf(':') + 1).equals(text);
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}

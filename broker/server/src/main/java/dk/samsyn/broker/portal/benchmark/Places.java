package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Ask;
import java.util.Map;
import java.util.stream.Collectors;

/** Names of municipalities. */
final class Places {
    private Places() {}

    /** Names by code, as the published table has them. */
    static Map<String, String> names(Ask ask, Session session) {
        return ask.rows(session, "SELECT kommunekode, navn FROM kommune_reference").stream()
                .collect(Collectors.toMap(r -> r.text("kommunekode"), r -> r.text("navn"), (a, b) -> a));
    }
}

package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Session;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands around a page.
 *
 * @param signedIn whether somebody has signed in
 * @param user login name
 * @param role title of the role
 * @param organisation for whom the user acts
 * @param purpose why data is shown
 * @param areas what the user is offered
 * @param here start of the addresses of the menu's page that is shown, or empty
 * @param news address of what the reader is told on every page but the one it leads to; empty for none
 * @param idleSeconds seconds without a click after which the page locks itself; 0 for never
 */
record Frame(
        boolean signedIn,
        String user,
        String role,
        String organisation,
        String purpose,
        List<Area> areas,
        String here,
        String news,
        long idleSeconds) {
    private static final Map<String, String> PURPOSES =
            Map.of("eget_indblik", "eget indblik", "planlaegning", "planlægning");

    static Frame of(PortalSession session, PortalSettings settings, String path) {
        Optional<Session> user = session.user().filter(known -> !session.locked());
        if (user.isEmpty()) {
            return new Frame(false, "", "", "", "", List.of(), "", "", 0);
        }
        Principal principal = user.get().principal();
        String purpose = user.get().purpose().label();
        List<Area> areas = Area.of(principal);
        boolean told = areas.contains(Area.PRAKSIS)
                && path.startsWith("/praksis")
                && !path.startsWith("/praksis/paamindelser");
        return new Frame(
                true,
                principal.name(),
                Area.title(principal.role()),
                Area.organisation(principal.organisation()),
                PURPOSES.getOrDefault(purpose, purpose),
                areas,
                areas.stream()
                        .flatMap(area -> area.pages().stream())
                        .map(Area.Link::below)
                        .filter(path::startsWith)
                        .max(Comparator.comparingInt(String::length))
                        .orElse(""),
                told ? "/praksis/nyt?side=" + Site.encoded(path) : "",
                settings.idleLock().toSeconds());
    }
}

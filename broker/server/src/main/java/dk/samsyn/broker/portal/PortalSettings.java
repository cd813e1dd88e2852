package dk.samsyn.broker.portal;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What the pages are told by configuration.
 *
 * @param session longest time a sign-in lasts
 * @param idleLock time without a click after which the page asks for the password again
 * @param secure whether the browser reaches the broker by TLS only, so that the cookie must
 * @param demo whether users of the demo are named on the page for signing in
 * @param today the date that counts as today, or empty for the real one
 * @param sourceNames name of each source, by id
 */
public record PortalSettings(
        Duration session,
        Duration idleLock,
        boolean secure,
        boolean demo,
        Optional<LocalDate> today,
        Map<String, String> sourceNames) {
    public PortalSettings {
        sourceNames = Map.copyOf(sourceNames);
    }
}

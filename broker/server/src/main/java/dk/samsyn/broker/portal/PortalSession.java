package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.identity.SignOn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the broker remembers of one browser, in memory only. Before the sign-in there is no {@code user}; its forms are protected
 * all the same.
 *
 * @param csrf token that every form sends back
 * @param user who has signed in, for which purpose
 * @param language of the pages
 * @param started when the user signed in
 * @param lastUsed last request that a person made
 * @param locked whether the password is wanted before anything is shown again
 * @param via the provider that said who the user is; empty if a password did
 */
record PortalSession(
        String csrf,
        Optional<Session> user,
        Language language,
        Instant started,
        Instant lastUsed,
        boolean locked,
        Optional<SignOn.Offer> via) {
    /** Languages of the pages; what policies and sources say stays Danish. */
    enum Language {
        DA,
        EN;

        String code() {
            return this == DA ? "da" : "en";
        }
    }

    PortalSession usedAt(Instant now, Duration idleLock) {
        boolean late = user.isPresent() && Duration.between(lastUsed, now).compareTo(idleLock) > 0;
        return new PortalSession(csrf, user, language, started, late ? lastUsed : now, locked || late, via);
    }

    PortalSession lock() {
        return new PortalSession(csrf, user, language, started, lastUsed, user.isPresent(), via);
    }

    PortalSession unlock(Instant now) {
        return new PortalSession(csrf, user, language, started, now, false, via);
    }

    PortalSession in(Language other) {
        return new PortalSession(csrf, user, other, started, lastUsed, locked, via);
    }
}

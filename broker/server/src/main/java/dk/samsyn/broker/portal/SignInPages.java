package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.identity.SessionRequest;
import dk.samsyn.broker.identity.SignIn;
import dk.samsyn.broker.identity.SignOn;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sign in with user and password, sign out, lock, unlock, language. */
final class SignInPages {
    /** What pages call themselves in the log. */
    static final String CLIENT = "portal";

    private final Site site;
    private final SignIn signIn;
    private final String provider;

    /** The pages; {@code provider} is the name of the organisation's provider, empty if there is none. */
    SignInPages(Site site, SignIn signIn, String provider) {
        this.site = site;
        this.signIn = signIn;
        this.provider = provider;
    }

    void mount(Router router) {
        site.frame(router, HttpMethod.GET, "/login", browser -> login(browser, 200, false));
        site.frame(router, HttpMethod.POST, "/login", this::checked);
        site.frame(router, HttpMethod.POST, "/logout", this::out);
        site.frame(router, HttpMethod.GET, "/laas", this::lock);
        site.frame(router, HttpMethod.GET, "/laast", browser -> locked(browser, 200, false));
        site.frame(router, HttpMethod.POST, "/laas-op", this::unlock);
        site.frame(router, HttpMethod.POST, "/sprog", this::language);
        site.frame(router, HttpMethod.GET, "/", this::start);
    }

    private void start(Site.Browser browser) {
        Optional<Session> user = browser.session().user();
        if (user.isEmpty()) {
            site.redirect(browser, "/login");
            return;
        }
        if (browser.session().locked()) {
            site.redirect(browser, "/laast");
            return;
        }
        List<Area> areas = Area.of(user.get().principal());
        if (areas.isEmpty()) {
            site.html(browser, 200, "start", Map.of());
        } else {
            site.redirect(browser, areas.get(0).path());
        }
    }

    private void login(Site.Browser browser, int status, boolean wrong) {
        site.html(
                browser,
                status,
                "login",
                Map.of(
                        "til", target(browser),
                        "forkert", wrong,
                        "bruger", value(browser, "bruger"),
                        "udbyder", provider,
                        "demo", site.settings().demo()));
    }

    private void checked(Site.Browser browser) {
        try {
            Principal principal = signIn.password(value(browser, "bruger"), value(browser, "kode"));
            Session session = new SessionRequest(Optional.empty(), Optional.empty(), Optional.empty(), true, CLIENT)
                    .open(principal);
            site.redirect(site.signIn(browser, session, Optional.empty()), target(browser));
        } catch (QueryException e) {
            login(browser, 401, true);
        }
    }

    private void out(Site.Browser browser) {
        site.sessions().end(browser.cookie());
        site.redirect(browser, "/login");
    }

    private void lock(Site.Browser browser) {
        site.sessions().change(browser.cookie(), PortalSession::lock);
        site.redirect(browser, "/laast?til=" + Site.encoded(target(browser)));
    }

    private void locked(Site.Browser browser, int status, boolean wrong) {
        Optional<Session> user = browser.session().user();
        if (user.isEmpty() || !browser.session().locked()) {
            site.redirect(browser, target(browser));
            return;
        }
        site.html(
                browser,
                status,
                "laast",
                Map.of(
                        "til",
                        target(browser),
                        "forkert",
                        wrong,
                        "udbyder",
                        browser.session().via().map(SignOn.Offer::name).orElse(""),
                        "bruger",
                        user.get().principal().name()));
    }

    private void unlock(Site.Browser browser) {
        Optional<Session> user = browser.session().user();
        if (user.isEmpty()) {
            site.redirect(browser, "/login");
            return;
        }
        try {
            Principal again = signIn.password(user.get().principal().name(), value(browser, "kode"));
            site.sessions().change(browser.cookie(), session -> session.unlock(site.now()));
            site.redirect(browser, again.name().isEmpty() ? "/" : target(browser));
        } catch (QueryException e) {
            locked(browser, 401, true);
        }
    }

    private void language(Site.Browser browser) {
        PortalSession.Language wanted =
                value(browser, "sprog").equals("en") ? PortalSession.Language.EN : PortalSession.Language.DA;
        site.sessions().change(browser.cookie(), session -> session.in(wanted));
        site.redirect(browser, target(browser));
    }

    static String target(Site.Browser browser) {
        return Site.ownPath(value(browser, "til"));
    }

    static String value(Site.Browser browser, String name) {
        List<String> values = browser.values().getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }
}

package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.identity.SignOn;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sign-on with the organisation's provider, and launch from a record system: one click on an icon there opens a list or a patient
 * here. The launch names what to open and for which purpose; it opens nothing that the user could not open without it.
 */
final class SignOnPages {
    /** What a record system may name as {@code intent}, and the page that it means; any other is the user's start page. */
    private static final Map<String, String> INTENTS = Map.of(
            "population-dm", "/praksis/population/dm",
            "population-kol", "/praksis/population/kol",
            "population-aks", "/praksis/population/aks",
            "population-ht", "/praksis/population/ht",
            "soeg", "/praksis/soeg",
            "indkaldelse", "/praksis/indkaldelse",
            "paamindelser", "/praksis/paamindelser");

    private final Site site;
    private final SignOn signOn;
    private final Ask ask;

    SignOnPages(Site site, SignOn signOn, Ask ask) {
        this.site = site;
        this.signOn = signOn;
        this.ask = ask;
    }

    void mount(Router router) {
        site.frame(router, HttpMethod.GET, "/login/udbyder", this::begin);
        site.frame(router, HttpMethod.GET, "/launch", this::launch);
        site.frame(router, HttpMethod.GET, SignOn.RETURN_PATH, this::end);
    }

    /** Whoever is behind a locked page proves it anew, with the provider that was used before. */
    private void begin(Site.Browser browser) {
        boolean locked = browser.session().locked();
        Optional<SignOn.Offer> provider =
                browser.session().via().filter(known -> locked).or(signOn::provider);
        if (provider.isEmpty()) {
            site.error(browser, ErrorWords.notFound());
            return;
        }
        go(browser, provider.get().issuer(), SignInPages.target(browser), Optional.empty(), locked);
    }

    private void launch(Site.Browser browser) {
        go(browser, SignInPages.value(browser, "iss"), "/", Optional.of(SignInPages.value(browser, "launch")), false);
    }

    private void go(Site.Browser browser, String issuer, String target, Optional<String> launch, boolean again) {
        var request = browser.context().request();
        String seen = request.scheme() + "://" + request.authority();
        site.redirect(
                browser, signOn.begin(new SignOn.Wish(issuer, browser.session().csrf(), seen, target, launch, again)));
    }

    private void end(Site.Browser browser) {
        SignOn.SignedOn in = signOn.end(browser.session().csrf(), browser.values(), SignInPages.CLIENT);
        Site.Browser known = site.signIn(browser, in.session(), Optional.of(in.provider()));
        if (in.personNumber().isPresent()) {
            patient(known, in.session(), in.personNumber().get());
        } else {
            site.redirect(
                    known,
                    in.intent().map(intent -> INTENTS.getOrDefault(intent, "/")).orElse(in.target()));
        }
    }

    private void patient(Site.Browser browser, Session session, String number) {
        Principal user = session.principal();
        Optional<String> page = Area.patients(user).flatMap(below -> {
            List<Answer.Row> rows = ask.rows(session, "SELECT pid FROM borger WHERE cpr_er(?)", number);
            return rows.stream().findFirst().map(row -> below + Site.encoded(row.text("pid")));
        });
        if (page.isPresent()) {
            site.redirect(browser, page.get());
        } else {
            site.error(browser, ErrorWords.hiddenPatient());
        }
    }
}

package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.doors.Failures;
import dk.samsyn.broker.identity.SignOn;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The frame of every page: cookie and session, form token, lock, headers, layout, errors. Pages themselves get a {@link Visit} and
 * give a {@link Reply}; they see neither the connection nor another's session.
 */
final class Site {
    private static final String COOKIE = "samsyn";
    private static final long MOST_FORM_BYTES = 256 * 1024;
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final PortalSettings settings;
    private final PortalSessions sessions;
    private final Templates templates;
    private final Executor threads;
    private final Assets assets;
    private final Clock clock;

    Site(PortalSettings settings, PortalSessions sessions, Assets assets, Executor threads, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.sessions = sessions;
        this.assets = assets;
        this.templates = new Templates(assets);
        this.threads = threads;
    }

    /** A request together with its browser's session. */
    record Browser(RoutingContext context, String cookie, PortalSession session, Waiting waiting) {
        Map<String, List<String>> values() {
            Map<String, List<String>> values = new HashMap<>();
            context.queryParams().forEach(e -> add(values, e));
            context.request().formAttributes().forEach(e -> add(values, e));
            return values;
        }

        private static void add(Map<String, List<String>> values, Map.Entry<String, String> one) {
            values.computeIfAbsent(one.getKey(), name -> new ArrayList<>()).add(one.getValue());
        }
    }

    /** What a route of the frame itself does. */
    interface FrameHandler {
        void handle(Browser browser);
    }

    /** A page for those who have signed in. */
    void page(Router router, HttpMethod method, String path, PageHandler handler) {
        frame(router, method, path, browser -> {
            Optional<Session> user = browser.session().user();
            if (user.isEmpty()) {
                redirect(browser, "/login?til=" + encoded(here(browser.context())));
            } else if (browser.session().locked()) {
                redirect(browser, "/laast?til=" + encoded(here(browser.context())));
            } else {
                reply(browser, handler.answer(visit(browser, user.get())));
            }
        });
    }

    /** A route of the frame, for everybody. */
    void frame(Router router, HttpMethod method, String path, FrameHandler handler) {
        var route = router.route(method, path);
        if (method.equals(HttpMethod.POST)) {
            route.handler(BodyHandler.create(false).setBodyLimit(MOST_FORM_BYTES));
        }
        route.handler(context -> answerLater(context, handler));
    }

    /** A page that says that there is none. */
    void notFound(RoutingContext context) {
        answerLater(context, browser -> error(browser, ErrorWords.notFound()));
    }

    private void answerLater(RoutingContext context, FrameHandler handler) {
        Waiting waiting = new Waiting();
        // Fails when the connection, or the request's part of it, was closed before the answer.
        context.addEndHandler(sent -> {
            if (sent.failed()) {
                waiting.end();
            }
        });
        threads.execute(() -> answer(context, handler, waiting));
    }

    private void answer(RoutingContext context, FrameHandler handler, Waiting waiting) {
        Browser browser = browser(context, waiting);
        try {
            if (context.request().method().equals(HttpMethod.POST) && !tokenIs(browser)) {
                error(browser, ErrorWords.oldForm());
                return;
            }
            handler.handle(browser);
        } catch (Throwable e) {
            error(browser, ErrorWords.of(Failures.shown(e), settings.sourceNames()));
        }
    }

    private Browser browser(RoutingContext context, Waiting waiting) {
        Cookie cookie = context.request().getCookie(COOKIE);
        if (cookie != null) {
            Optional<PortalSession> session = sessions.use(cookie.getValue());
            if (session.isPresent()) {
                return new Browser(context, cookie.getValue(), session.get(), waiting);
            }
        }
        return remember(context, sessions.open(PortalSession.Language.DA), waiting);
    }

    /** Signs a user in, who came with a password or {@code via} a provider: the browser gets a new cookie. */
    Browser signIn(Browser browser, Session user, Optional<SignOn.Offer> via) {
        return remember(
                browser.context(),
                sessions.signIn(browser.cookie(), user, browser.session().language(), via),
                browser.waiting());
    }

    private Browser remember(RoutingContext context, PortalSessions.Opened opened, Waiting waiting) {
        context.response()
                .addCookie(Cookie.cookie(COOKIE, opened.cookie())
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.LAX)
                        .setSecure(settings.secure()));
        return new Browser(context, opened.cookie(), opened.session(), waiting);
    }

    private static boolean tokenIs(Browser browser) {
        String header = browser.context().request().getHeader("X-CSRF");
        String sent = header != null ? header : browser.context().request().getFormAttribute("csrf");
        return sent != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8),
                        browser.session().csrf().getBytes(StandardCharsets.UTF_8));
    }

    private static Visit visit(Browser browser, Session user) {
        RoutingContext context = browser.context();
        return new Visit(
                user,
                context.request().path(),
                Map.copyOf(context.pathParams()),
                browser.values(),
                browser.session().language().code(),
                context.request().getHeader("HX-Request") != null,
                browser.waiting());
    }

    private void reply(Browser browser, Reply reply) {
        if (reply instanceof Reply.Page page) {
            html(browser, page.status(), page.template(), page.model());
        } else if (reply instanceof Reply.Redirect to) {
            redirect(browser, to.path());
        } else if (reply instanceof Reply.Download file) {
            headers(browser.context().response())
                    .putHeader("Content-Type", file.contentType())
                    .putHeader("Content-Disposition", "attachment; filename=\"" + file.fileName() + "\"")
                    .end(file.content());
        }
    }

    /** Shows a template within the frame. */
    void html(Browser browser, int status, String template, Map<String, Object> model) {
        PortalSession session = browser.session();
        Map<String, Object> whole = new HashMap<>(model);
        whole.put("csrf", session.csrf());
        whole.put("sprog", session.language().code());
        whole.put("sti", browser.context().request().path());
        whole.put(
                "ramme", Frame.of(session, settings, browser.context().request().path()));
        String page = templates.render(template, whole);
        headers(browser.context().response())
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(page);
    }

    void error(Browser browser, ErrorWords words) {
        HttpServerResponse response = browser.context().response();
        if (response.ended() || response.closed()) {
            return;
        }
        String template = browser.context().request().getHeader("HX-Request") == null ? "fejl" : "fejl-del";
        html(browser, words.status(), template, Map.of("fejl", words));
    }

    void redirect(Browser browser, String path) {
        headers(browser.context().response())
                .setStatusCode(browser.context().request().getHeader("HX-Request") == null ? 303 : 423)
                .putHeader("Location", path)
                .end();
    }

    /** Sends a file of the front end; its name changes with its content, so it may be kept for ever. */
    void asset(RoutingContext context) {
        assets.find(String.valueOf(context.pathParam("name")))
                .ifPresentOrElse(
                        asset -> headers(context.response())
                                .putHeader("Content-Type", asset.contentType())
                                .putHeader("Cache-Control", "public, max-age=31536000, immutable")
                                .end(asset.content()),
                        context::next);
    }

    PortalSessions sessions() {
        return sessions;
    }

    Instant now() {
        return clock.instant();
    }

    PortalSettings settings() {
        return settings;
    }

    private static HttpServerResponse headers(HttpServerResponse response) {
        return response.putHeader("Content-Security-Policy", POLICY);
    }

    private static String here(RoutingContext context) {
        boolean get = context.request().method().equals(HttpMethod.GET);
        return get ? context.request().uri() : "/";
    }

    /** A path of this site that was sent as a value; anything else is the start page. */
    static String ownPath(@Nullable String path) {
        return path != null && path.matches("/[A-Za-z0-9].*") && !path.contains("\\") ? path : "/";
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

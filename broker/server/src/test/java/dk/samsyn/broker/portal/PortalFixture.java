package dk.samsyn.broker.portal;

import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.SignOnConfig;
import dk.samsyn.broker.doors.DoorsFixture;
import dk.samsyn.broker.doors.OpenQueries;
import dk.samsyn.broker.doors.Workers;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.identity.SignIn;
import dk.samsyn.broker.identity.SignOn;
import dk.samsyn.broker.portal.benchmark.BenchmarkPages;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.steward.StewardDesk;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import dk.samsyn.broker.web.WebServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The site on a free port over any pipeline, with a clock that tests move. */
public final class PortalFixture implements AutoCloseable {
    public static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" (?:content|value)=\"([^\"]+)\"");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T08:00:00Z"));
    private final Vertx vertx = Vertx.vertx();
    private final Workers workers;
    private final WebServer server;
    private final List<String> acts = new CopyOnWriteArrayList<>();
    private final OwnDatabase own;

    public PortalFixture(Queries pipeline) {
        this(pipeline, new BenchmarkPages.Content(List.of(), List.of(), List.of(), List.of()));
    }

    /** The site with indicators. */
    public PortalFixture(Queries pipeline, BenchmarkPages.Content benchmark) {
        this(pipeline, benchmark, SignOnConfig.NONE, Optional.empty());
    }

    /** The site with the pages of stewards. */
    public PortalFixture(Queries pipeline, StewardDesk desk) {
        this(
                pipeline,
                new BenchmarkPages.Content(List.of(), List.of(), List.of(), List.of()),
                SignOnConfig.NONE,
                Optional.of(desk));
    }

    /** The site with providers of sign-on. */
    public PortalFixture(Queries pipeline, SignOnConfig providers) {
        this(
                pipeline,
                new BenchmarkPages.Content(List.of(), List.of(), List.of(), List.of()),
                providers,
                Optional.empty());
    }

    private PortalFixture(
            Queries pipeline, BenchmarkPages.Content benchmark, SignOnConfig providers, Optional<StewardDesk> desk) {
        BrokerConfig config = DoorsFixture.config();
        this.workers = new Workers(config.limits());
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        OpenQueries queries = new OpenQueries(pipeline, workers, config.limits(), meters);
        SignIn signIn = Realms.signIn(config.users(), Realms.Stage.DEMO, Clock.systemUTC(), new ConfigProblems())
                .orElseThrow();
        PortalSettings settings = new PortalSettings(
                Duration.ofHours(10),
                Duration.ofMinutes(20),
                false,
                true,
                Optional.of(TODAY),
                Map.of("labka", "LABKA II", "epj", "EPJ", "fmk", "Fælles Medicinkort"));
        this.own = OwnDatabase.open(
                new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "samsyn", "samsyn"));
        OwnTables tables = new OwnTables(own.dataSource(), (user, act, details) -> acts.add(user + " " + act));
        Portal portal = new Portal(new Portal.Parts(
                pipeline,
                queries,
                workers,
                signIn,
                Optional.of(providers)
                        .filter(known -> !known.all().isEmpty())
                        .map(known -> new SignOn(vertx, known, signIn, Clock.systemUTC())),
                tables,
                desk,
                benchmark,
                settings,
                clock()));
        this.server = WebServer.start(
                vertx,
                config.server(),
                new WebServer.Parts(
                        pipeline,
                        queries,
                        workers,
                        signIn,
                        context -> context.next(),
                        () -> true,
                        meters,
                        List.of(portal::mount)));
    }

    /** What was told for the audit log, as user and act, oldest first. */
    public List<String> acts() {
        return List.copyOf(acts);
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** Where the site is. */
    public String address() {
        return server.url();
    }

    /** A browser of its own. */
    public Browser browser() {
        return new Browser(server.url());
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Objects.requireNonNull(now.get());
            }
        };
    }

    @Override
    public void close() {
        server.close();
        workers.close();
        own.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A browser: keeps cookies, follows nothing by itself, sends forms with the token of the last page. */
    public static final class Browser {
        private final String base;
        private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(cookies).build();
        private String token = "";

        private Browser(String base) {
            this.base = base;
        }

        /** Signs in; the demo's password. */
        public Browser signedIn(String user) {
            get("/login");
            HttpResponse<String> in = post("/login", Map.of("bruger", user, "kode", "samsyn"));
            if (in.statusCode() != 303) {
                throw new IllegalStateException("not signed in: " + in.statusCode());
            }
            get("/was");
            return this;
        }

        public HttpResponse<String> get(String path) {
            return send(HttpRequest.newBuilder(URI.create(base).resolve(path))
                    .header("Accept", "text/html")
                    .build());
        }

        /** Fetches a part of a page, as the page's own script does. */
        public HttpResponse<String> part(String path) {
            return send(HttpRequest.newBuilder(URI.create(base).resolve(path))
                    .header("Accept", "text/html")
                    .header("HX-Request", "true")
                    .build());
        }

        /** Begins to fetch a page; cancelling the future closes the connection, as a browser does that leaves. */
        public CompletableFuture<HttpResponse<String>> begin(String path) {
            return client.sendAsync(
                    HttpRequest.newBuilder(URI.create(base).resolve(path))
                            .version(HttpClient.Version.HTTP_1_1)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        public HttpResponse<String> post(String path, Map<String, String> form) {
            return postWith(path, token, form);
        }

        public HttpResponse<String> postWith(String path, String csrf, Map<String, String> form) {
            String body = form.entrySet().stream()
                    .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&", "csrf=" + csrf + "&", ""));
            return send(HttpRequest.newBuilder(URI.create(base).resolve(path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build());
        }

        /** The token of the last page. */
        public String token() {
            return token;
        }

        /** The session's cookie. */
        public String cookie() {
            return cookies.getCookieStore().getCookies().get(0).getValue();
        }

        public static String location(HttpResponse<?> response) {
            return response.headers().firstValue("Location").orElse("");
        }

        private HttpResponse<String> send(HttpRequest request) {
            try {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                Matcher found = TOKEN.matcher(response.body());
                if (found.find()) {
                    token = found.group(1);
                }
                return response;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}

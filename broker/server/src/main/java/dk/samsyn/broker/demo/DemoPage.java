package dk.samsyn.broker.demo;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.spi.DemoRegion;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Pages of the demo's provider and record system. */
final class DemoPage {
    private static final Set<String> PRACTICE = Set.of("praktiserende_laege", "laegesekretaer");

    private DemoPage() {}

    static void login(RoutingContext context, int status, String onwards, String user, boolean wrong) {
        String problem = wrong ? "<p class=\"problem\" role=\"alert\">Bruger eller adgangskode er forkert.</p>" : "";
        page(context, status, "Fælles login", "", """
                <main class="narrow"><h1>Fælles login</h1>
                <p>Log ind én gang; programmerne kender dig derefter. Alle personer i demoen er opdigtede.</p>
                %s<form method="post" action="/log-ind"><input type="hidden" name="videre" value="%s">
                <label for="bruger">Bruger</label><input id="bruger" name="bruger" value="%s" autocomplete="username" autocapitalize="none" spellcheck="false" required>
                <label for="kode">Adgangskode</label><input id="kode" name="kode" type="password" autocomplete="current-password" required>
                <button>Log ind</button></form>
                <p class="hint">Demoens brugere er for eksempel <code>laege-099001</code>, <code>sekretaer-099001</code> og <code>hospitalslaege-6620</code>. Adgangskoden er <code>samsyn</code>.</p></main>
                """.formatted(problem, escaped(onwards), escaped(user)));
    }

    static void refused(RoutingContext context, String why) {
        page(
                context,
                400,
                "Fælles login",
                "",
                "<main class=\"narrow\"><h1>Login er ikke muligt</h1><p>" + escaped(why) + "</p></main>");
    }

    static void records(RoutingContext context, Principal user, List<DemoRegion.Example> patients) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < patients.size(); i++) {
            DemoRegion.Example one = patients.get(i);
            String cpr = one.cpr().substring(0, 6) + "-" + one.cpr().substring(6);
            rows.append(
                    "<tr><th scope=\"row\">%s</th><td>%s</td><td><a href=\"/journal/aabn?patient=p%d\" aria-label=\"Åbn %s i Samsyn\">Åbn i Samsyn</a></td></tr>"
                            .formatted(escaped(cpr), escaped(one.story()), i, escaped(cpr)));
        }
        page(context, 200, "Journalsystem", "<span>" + escaped(user.name()) + "</span>", """
                <main><h1>Dagens patienter</h1>
                <nav aria-label="Samsyn"><h2>Samsyn</h2><ul class="icons">%s</ul></nav>
                <div class="wide"><table><thead><tr><th scope="col">Personnummer</th><th scope="col">Bemærkning</th><th scope="col">Samsyn</th></tr></thead><tbody>%s</tbody></table></div></main>
                """.formatted(
                        icons(user), rows));
    }

    private static String icons(Principal user) {
        if (!PRACTICE.contains(user.role())) {
            return icon("start", "Åbn Samsyn");
        }
        return icon("population-dm", "Mine patienter med diabetes")
                + icon("population-kol", "Mine patienter med KOL")
                + icon("indkaldelse", "Indkaldelse")
                + icon("paamindelser", "Påmindelser");
    }

    private static String icon(String list, String name) {
        return "<li><a class=\"icon\" href=\"/journal/aabn?liste=%s\">%s</a></li>".formatted(list, escaped(name));
    }

    static void style(RoutingContext context) {
        try (InputStream file =
                Objects.requireNonNull(DemoPage.class.getResourceAsStream("/dk/samsyn/broker/demo/stil.css"))) {
            context.response()
                    .putHeader("Content-Type", "text/css; charset=utf-8")
                    .end(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void go(RoutingContext context, String target) {
        context.response()
                .setStatusCode(303)
                .putHeader("Location", target)
                .putHeader("Cache-Control", "no-store")
                .end();
    }

    private static void page(RoutingContext context, int status, String title, String who, String content) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'")
                .end("""
                        <!doctype html><html lang="da"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                        <title>%s · demo</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/stil.css"></head>
                        <body><header><strong>%s</strong> <em>demo</em>%s</header>%s</body></html>
                        """.formatted(title, title, who, content));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

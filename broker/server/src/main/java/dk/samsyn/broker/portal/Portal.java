package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.doors.OpenQueries;
import dk.samsyn.broker.doors.Workers;
import dk.samsyn.broker.identity.SignIn;
import dk.samsyn.broker.identity.SignOn;
import dk.samsyn.broker.portal.analyst.AnalystPages;
import dk.samsyn.broker.portal.benchmark.BenchmarkPages;
import dk.samsyn.broker.portal.care.CarePages;
import dk.samsyn.broker.portal.catchment.CatchmentPage;
import dk.samsyn.broker.portal.citizen.Choices;
import dk.samsyn.broker.portal.citizen.CitizenPages;
import dk.samsyn.broker.portal.citizen.Registrations;
import dk.samsyn.broker.portal.figures.FiguresPage;
import dk.samsyn.broker.portal.outreach.Outreaches;
import dk.samsyn.broker.portal.patient.PatientPage;
import dk.samsyn.broker.portal.practice.Colleague;
import dk.samsyn.broker.portal.practice.PracticePages;
import dk.samsyn.broker.portal.published.Published;
import dk.samsyn.broker.portal.steward.AuditPage;
import dk.samsyn.broker.portal.steward.StewardPages;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.steward.StewardDesk;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Every page of the site. */
public final class Portal {
    private final Parts parts;
    private final Site site;

    /**
     * What the pages stand on: the doors' own parts and nothing else.
     *
     * @param pipeline what may be seen
     * @param queries open queries of all doors
     * @param workers threads for what blocks
     * @param signIn checks who asks
     * @param signOn providers of the organisation, if there are any
     * @param tables the broker's own tables
     * @param desk what stewards do, if there are pages for them
     * @param benchmark indicators and the map of their pages
     * @param settings what configuration says
     * @param clock for sessions
     */
    public record Parts(
            Queries pipeline,
            OpenQueries queries,
            Workers workers,
            SignIn signIn,
            Optional<SignOn> signOn,
            OwnTables tables,
            Optional<StewardDesk> desk,
            BenchmarkPages.Content benchmark,
            PortalSettings settings,
            Clock clock) {}

    public Portal(Parts parts) {
        this.parts = parts;
        PortalSettings settings = parts.settings();
        this.site = new Site(
                settings,
                new PortalSessions(settings.session(), settings.idleLock(), parts.clock()),
                new Assets(),
                parts.workers().requests(),
                parts.clock());
    }

    /** Adds the pages to a server's routes. */
    public void mount(Router router) {
        router.get("/assets/:name").handler(site::asset);
        Ask ask = new Ask(parts.pipeline(), parts.queries());
        String provider =
                parts.signOn().flatMap(SignOn::provider).map(SignOn.Offer::name).orElse("");
        new SignInPages(site, parts.signIn(), provider).mount(router);
        parts.signOn().ifPresent(signOn -> new SignOnPages(site, signOn, ask).mount(router));
        site.frame(router, HttpMethod.GET, "/was", browser -> site.html(browser, 200, "was", Map.of()));
        Supplier<LocalDate> today = () -> parts.settings()
                .today()
                .orElseGet(() -> LocalDate.now(parts.clock().withZone(DanishTime.ZONE)));
        Routes routes = (method, path, handler) -> site.page(router, HttpMethod.valueOf(method), path, handler);
        Registrations registrations = new Registrations(parts.tables());
        PatientPage patient = new PatientPage(ask, parts.settings().sourceNames());
        Published published = new Published(parts.tables());
        new PracticePages(
                        ask,
                        patient,
                        parts.tables(),
                        registrations,
                        this::colleagues,
                        parts.benchmark().indicators(),
                        published,
                        parts.settings().sourceNames(),
                        today,
                        parts.clock())
                .mount(routes);
        new CarePages(ask, patient, parts.tables(), parts.settings().sourceNames(), parts.clock()).mount(routes);
        new CitizenPages(
                        ask,
                        patient,
                        registrations,
                        new Choices(parts.tables()),
                        parts.settings().sourceNames(),
                        today,
                        parts.clock())
                .mount(routes);
        FiguresPage.ofPractice(
                        ask,
                        parts.settings().sourceNames(),
                        today,
                        parts.benchmark().indicators(),
                        published)
                .mount(routes);
        FiguresPage.ofDepartment(ask, parts.settings().sourceNames(), today, parts.tables(), parts.clock())
                .mount(routes);
        new CatchmentPage(ask, parts.settings().sourceNames()).mount(routes);
        routes.add("GET", "/hjaelp", Portal::help);
        parts.desk().ifPresent(desk -> new StewardPages(ask, desk).mount(routes));
        routes.add("GET", "/ejer", AuditPage.ofOwners(ask)::show);
        new BenchmarkPages(
                        ask,
                        parts.benchmark(),
                        parts.settings().sourceNames(),
                        new Outreaches(parts.tables()),
                        published,
                        today,
                        parts.clock())
                .mount(routes);
        new AnalystPages(ask, parts.tables(), parts.settings().sourceNames(), parts.clock()).mount(routes);
        // Programs get their own kind of "not found" from the doors.
        router.getWithRegex("/(?!api/|jdbc|health/|metrics|assets/).*").last().handler(context -> {
            String accept = context.request().getHeader("Accept");
            if (accept != null && accept.contains("text/html")) {
                site.notFound(context);
            } else {
                context.next();
            }
        });
    }

    /** Other members of the user's practice who have its pages. */
    private List<Colleague> colleagues(Principal user) {
        return parts.signIn().alike(user, "ydernr").stream()
                .filter(other -> Area.PRAKSIS.roles().contains(other.role()))
                .map(other -> new Colleague(other.name(), Area.title(other.role())))
                .sorted(Comparator.comparing(Colleague::login))
                .toList();
    }

    /** Help for the areas that the reader is offered. */
    private static Reply help(Visit visit) {
        List<String> areas =
                Area.of(visit.session().principal()).stream().map(Area::path).toList();
        return Reply.page("hjaelp", Map.of("del", areas));
    }

    /** Where an area of the site puts its pages. */
    public interface Routes {
        /** A page at a path; {@code :name} is a part of it. */
        void add(String method, String path, PageHandler handler);
    }
}

package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.indicator.Elsewhere;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.Report;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.PageHandler;
import dk.samsyn.broker.portal.Portal;
import dk.samsyn.broker.portal.outreach.Outreaches;
import dk.samsyn.broker.portal.published.Published;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The pages of region and municipality and where they are. */
public final class BenchmarkPages {
    private final OverviewPage overview;
    private final IndicatorPage one;
    private final OutreachPage outreach;
    private final PublishAction publication;
    private final ReportPage reports;

    /**
     * What the pages are about.
     *
     * @param indicators indicators by name
     * @param reports reports by name
     * @param tiles codes of municipalities, row by row from the north, each row from the west; 0 where the map is empty
     * @param elsewhere what other regions have published
     */
    public record Content(
            List<Indicator> indicators, List<Report> reports, List<List<Integer>> tiles, List<Elsewhere> elsewhere) {
        public Content {
            indicators = List.copyOf(indicators);
            reports = List.copyOf(reports);
            tiles = tiles.stream().map(List::copyOf).toList();
            elsewhere = List.copyOf(elsewhere);
        }
    }

    /**
     * The pages.
     *
     * @param ask how they ask
     * @param content indicators, reports and the map
     * @param sourceNames names of sources by id
     * @param today the date that counts as today
     * @param outreaches requests to practices
     * @param published what practices see of indicators
     * @param clock for how long answers are kept, and when requests are sent
     */
    public BenchmarkPages(
            Ask ask,
            Content content,
            Map<String, String> sourceNames,
            Outreaches outreaches,
            Published published,
            Supplier<LocalDate> today,
            Clock clock) {
        KeptAnswers answers = new KeptAnswers(ask, clock);
        Results results = new Results(answers);
        this.overview = new OverviewPage(results, content.indicators(), today);
        this.outreach = new OutreachPage(ask, outreaches, clock);
        this.publication = new PublishAction(results, content.indicators(), published, today, clock);
        this.one = new IndicatorPage(ask, results, content, sourceNames, publication, today);
        this.reports = new ReportPage(ask, answers, content.reports(), sourceNames, today);
    }

    /** Adds the pages. */
    public void mount(Portal.Routes routes) {
        routes.add("GET", "/benchmark", planning(overview::attention));
        routes.add("GET", "/benchmark/alle", planning(overview::all));
        routes.add("GET", "/benchmark/alle/:navn", planning(one::show));
        routes.add("GET", "/benchmark/rapporter", planning(reports::list));
        routes.add("GET", "/benchmark/rapporter/:navn", planning(reports::show));
        routes.add("GET", "/benchmark/rapporter/:navn/fil", planning(reports::file));
        routes.add("GET", "/benchmark/henvendelse", planning(outreach::show));
        routes.add("POST", "/benchmark/henvendelse", planning(outreach::send));
        routes.add("POST", "/benchmark/henvendelse/tilbage", planning(outreach::withdraw));
        routes.add("GET", "/benchmark/alle/:navn/fil", planning(one::file));
        routes.add("POST", "/benchmark/alle/:navn/udgiv", planning(publication::publish));
        routes.add("POST", "/benchmark/alle/:navn/tilbage", planning(publication::withdraw));
    }

    private static PageHandler planning(PageHandler page) {
        return PageHandler.of(Purpose.PLANLAEGNING, page);
    }
}

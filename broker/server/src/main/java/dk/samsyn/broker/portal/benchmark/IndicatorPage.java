package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.indicator.Funnel;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorSql;
import dk.samsyn.broker.indicator.IndicatorValue;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.spi.ErrorCode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One indicator: the number, who differs, how it has gone, and how it is computed. Each view has an address of its own. */
final class IndicatorPage {
    private static final Duration WHOLE = Duration.ofSeconds(60);

    private final Ask ask;
    private final Results results;
    private final BenchmarkPages.Content content;
    private final Map<String, String> sourceNames;
    private final PublishAction publication;
    private final Supplier<LocalDate> today;

    IndicatorPage(
            Ask ask,
            Results results,
            BenchmarkPages.Content content,
            Map<String, String> sourceNames,
            PublishAction publication,
            Supplier<LocalDate> today) {
        this.ask = ask;
        this.results = results;
        this.content = content;
        this.sourceNames = sourceNames;
        this.publication = publication;
        this.today = today;
    }

    /** What the address asks for. */
    private record View(Indicator indicator, Division division, Course course, Course.Choice choice) {
        LocalDate end() {
            return choice.end();
        }

        Results.Wanted total() {
            return new Results.Wanted(indicator, end(), IndicatorSql.By.TOTAL);
        }

        Results.Wanted divided() {
            return new Results.Wanted(indicator, end(), division.by());
        }

        List<Results.Wanted> trend() {
            return Periods.trend(indicator, end()).stream()
                    .map(e -> new Results.Wanted(indicator, e, IndicatorSql.By.TOTAL))
                    .toList();
        }

        LocalDate start() {
            return new IndicatorSql(indicator, end()).start();
        }
    }

    Reply show(Visit visit) {
        View view = view(visit);
        Results.Progress progress = results.of(visit, wanted(view));
        Map<String, Object> model = new HashMap<>();
        model.put("indikator", view.indicator());
        model.put("enhed", Numbers.unit(view.indicator()));
        model.put("maal", Numbers.standard(view.indicator()));
        model.put("fremskridt", progress);
        model.putAll(publication.told(visit.session(), view.indicator()));
        model.put(
                "her",
                visit.path() + "?pr=" + view.division().path() + "&slut=" + view.end() + "&forloeb="
                        + view.course().path()
                        + (view.course() == Course.INDSATS
                                ? "&indsats=" + view.choice().begun()
                                : "")
                        + (view.choice().own().isEmpty()
                                ? ""
                                : "&enhed=" + view.choice().own()));
        model.put("inddeling", view.division());
        model.put("inddelinger", Division.of(view.indicator(), visit.session()));
        model.put("forloeb", view.course());
        model.put("forloebene", Course.of(view.indicator(), visit.session()));
        model.put("enhed_valgt", view.choice().own());
        model.put("begyndt", view.choice().begun());
        model.put(
                "begyndelser",
                view.course() == Course.INDSATS ? Clusters.begins(view.indicator(), today.get()) : List.of());
        model.put(
                "kommuner",
                view.course() == Course.DECILER ? new TreeMap<>(Places.names(ask, visit.session())) : Map.of());
        model.put("slut", view.end());
        model.put("slutninger", Periods.choices(today.get()));
        model.put("fra", view.start());
        model.put("til", view.end().minusDays(1));
        if (progress.whole()) {
            model.putAll(answered(visit.session(), view, progress));
        }
        return Reply.page(visit.fragment() ? "benchmark/tal" : "benchmark/indikator", model);
    }

    /** The page's table as a file. */
    Reply file(Visit visit) {
        View view = view(visit);
        Results.Progress progress = results.of(visit.session(), List.of(view.total(), view.divided()), WHOLE);
        Results.Result total = result(progress, view.total());
        Results.Result divided = result(progress, view.divided());
        Units units = Units.of(view.division(), divided, total.only(), Places.names(ask, visit.session()));
        return IndicatorFile.of(visit.needed("g"), view.indicator(), view.start(), view.end(), total.only(), units);
    }

    private static Results.Result result(Results.Progress progress, Results.Wanted wanted) {
        Results.Result result = progress.of(wanted)
                .orElseThrow(() -> new QueryException(
                        ErrorCode.QUERY_TIMEOUT, "the numbers are not ready; look at the page first"));
        result.answer().orThrow();
        return result;
    }

    private static List<Results.Wanted> wanted(View view) {
        return Results.all(
                Results.all(List.of(view.total(), view.divided()), view.trend()),
                view.course().wanted(view.indicator(), view.choice()));
    }

    private View view(Visit visit) {
        String name = visit.part("navn");
        Indicator indicator = content.indicators().stream()
                .filter(i -> i.id().equals(name))
                .findFirst()
                .orElseThrow(() -> Visit.invalid("navn"))
                .in(visit.language());
        List<Division> offered = Division.of(indicator, visit.session());
        Division division = visit.value("pr")
                .map(path -> offered.stream()
                        .filter(d -> d.path().equals(path))
                        .findFirst()
                        .orElseThrow(() -> Visit.invalid("pr")))
                .orElse(offered.get(0));
        LocalDate end = visit.date("slut").orElse(Periods.end(today.get()));
        if (!Periods.choices(today.get()).contains(end)) {
            throw Visit.invalid("slut");
        }
        // Another text than a code of a municipality finds no line to draw.
        String own = visit.value("enhed").filter(code -> code.matches("\\d{3}")).orElse("");
        List<LocalDate> begins = Clusters.begins(indicator, today.get());
        LocalDate begun = visit.date("indsats").orElse(begins.get(0));
        if (!begins.contains(begun)) {
            throw Visit.invalid("indsats");
        }
        return new View(indicator, division, Course.chosen(visit, indicator), new Course.Choice(end, begun, own));
    }

    private Map<String, Object> answered(Session session, View view, Results.Progress progress) {
        Indicator indicator = view.indicator();
        Map<String, String> names = Places.names(ask, session);
        Results.Result total = progress.of(view.total()).orElseThrow();
        Results.Result divided = progress.of(view.divided()).orElseThrow();
        Optional<IndicatorValue> all = total.only();
        Units units = Units.of(view.division(), divided, all, names);
        Double centre = all.map(IndicatorValue::value).orElse(null);
        boolean drawn = units.compared() && centre != null;
        double middle = centre == null ? 0 : centre;
        Map<String, Object> model = new HashMap<>();
        model.put("samlet", all.map(v -> new Units.Unit("alle", "Alle", v, Funnel.Side.INSIDE, indicator)));
        model.put("fejl", failure(total).or(() -> failure(divided)).orElse(""));
        model.put("enheder", units);
        model.put(
                "uventede",
                units.units().stream().filter(u -> !u.mark().isEmpty()).toList());
        String of = indicator.title() + ", " + view.division().label().toLowerCase(Locale.ROOT);
        model.put("larve", drawn ? Charts.caterpillar(indicator, units.units(), middle, of) : "");
        model.put("tragt", drawn && Funnel.drawn(indicator) ? Charts.funnel(indicator, units.units(), middle, of) : "");
        model.put(
                "fliser",
                drawn && view.division() == Division.KOMMUNE ? Tiles.of(content.tiles(), units, names) : List.of());
        List<Charts.Point> points = points(view, progress);
        model.put("punkter", points.stream().map(p -> unit(indicator, p)).toList());
        model.put("andre_regioner", OtherRegions.of(indicator, content.elsewhere()));
        model.put("udvikling", points.size() > 1 ? Charts.trend(indicator, points, indicator.title()) : "");
        model.put("figur", view.course().figure(indicator, view.choice(), progress, names));
        model.putAll(provenance(view, progress));
        return model;
    }

    private static Units.Unit unit(Indicator indicator, Charts.Point point) {
        return new Units.Unit("", point.period(), point.value(), Funnel.Side.INSIDE, indicator);
    }

    private static List<Charts.Point> points(View view, Results.Progress progress) {
        List<Charts.Point> points = new ArrayList<>();
        for (Results.Wanted one : view.trend()) {
            progress.of(one)
                    .flatMap(Results.Result::only)
                    .ifPresent(value -> points.add(
                            new Charts.Point("til " + Danish.date(one.end().minusDays(1)), value)));
        }
        return points;
    }

    private static Optional<String> failure(Results.Result result) {
        return result.answer().failure().map(QueryException::display);
    }

    private Map<String, Object> provenance(View view, Results.Progress progress) {
        List<Provenance.Statement> statements = new ArrayList<>(List.of(
                new Provenance.Statement("Alle", view.total().sql()),
                new Provenance.Statement(view.division().label(), view.divided().sql())));
        if (view.course() == Course.INDSATS) {
            view.course().wanted(view.indicator(), view.choice()).stream()
                    .filter(one -> one.by() == IndicatorSql.By.KLYNGE)
                    .forEach(one -> statements.add(new Provenance.Statement(
                            one.end().equals(view.choice().begun()) ? "Før indsatsen" : "Siden indsatsen", one.sql())));
        }
        return Provenance.of(
                statements,
                progress.done().values().stream().map(Results.Result::answer).toList(),
                sourceNames);
    }
}

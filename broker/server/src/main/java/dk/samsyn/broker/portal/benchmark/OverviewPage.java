package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorSql;
import dk.samsyn.broker.indicator.IndicatorValue;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The landing page, with what needs attention and nothing else; and the list of all indicators. */
final class OverviewPage {
    private final Results results;
    private final List<Indicator> indicators;
    private final Supplier<LocalDate> today;

    OverviewPage(Results results, List<Indicator> indicators, Supplier<LocalDate> today) {
        this.results = results;
        this.indicators = indicators;
        this.today = today;
    }

    /** One indicator in a list: its number for everybody whom the reader may count. */
    record Line(Indicator indicator, Optional<IndicatorValue> value, String failure, boolean asked) {
        public String text() {
            return value.map(v -> Numbers.whole(indicator, v)).orElse("");
        }

        public String interval() {
            return value.map(v -> Numbers.interval(indicator, v)).orElse("");
        }

        public String standard() {
            return Numbers.standard(indicator);
        }

        public @Nullable Boolean met() {
            Double known = value.map(IndicatorValue::value).orElse(null);
            return known == null ? null : indicator.met(known);
        }
    }

    /** An indicator with the reasons why somebody should look at it. */
    record Card(Line line, List<Attention.Reason> reasons) {}

    /** Indicators that serve one of the health service's values. */
    record Group(String name, List<Line> lines) {}

    Reply attention(Visit visit) {
        boolean regional = Division.regional(visit.session());
        List<Results.Wanted> totals = wanted(IndicatorSql.By.TOTAL);
        Results.Progress progress =
                results.of(visit, regional ? Results.all(totals, wanted(IndicatorSql.By.KOMMUNE)) : totals);
        List<Card> cards = new ArrayList<>();
        int known = 0;
        int unknown = 0;
        for (Indicator indicator : indicators) {
            Optional<Results.Result> total = progress.of(total(indicator));
            Optional<Results.Result> units =
                    regional ? progress.of(wanted(indicator, IndicatorSql.By.KOMMUNE)) : Optional.empty();
            if (total.isPresent() && (units.isPresent() || !regional)) {
                known++;
                unknown += total.get().answer().ok() ? 0 : 1;
            }
            List<Attention.Reason> reasons = Attention.reasons(indicator, total, units);
            if (!reasons.isEmpty()) {
                cards.add(new Card(line(indicator.in(visit.language()), total), reasons));
            }
        }
        Map<String, Object> model = model(visit, progress);
        model.put("kort", cards);
        model.put("beregnet", known);
        model.put("ukendt", unknown);
        model.put("i_alt", indicators.size());
        model.put("regional", regional);
        return Reply.page(visit.fragment() ? "benchmark/opmaerksomhed" : "benchmark/oversigt", model);
    }

    Reply all(Visit visit) {
        Results.Progress progress = results.of(visit, wanted(IndicatorSql.By.TOTAL));
        Map<String, List<Line>> groups = new TreeMap<>();
        for (Indicator indicator : indicators) {
            groups.computeIfAbsent(indicator.about().valueServed().orElse("Andet"), none -> new ArrayList<>())
                    .add(line(indicator.in(visit.language()), progress.of(total(indicator))));
        }
        Map<String, Object> model = model(visit, progress);
        model.put(
                "grupper",
                groups.entrySet().stream()
                        .map(e -> new Group(e.getKey(), e.getValue()))
                        .toList());
        model.put("i_alt", indicators.size());
        return Reply.page(visit.fragment() ? "benchmark/liste" : "benchmark/alle", model);
    }

    private Map<String, Object> model(Visit visit, Results.Progress progress) {
        Map<String, Object> model = new HashMap<>();
        model.put("fremskridt", progress);
        model.put("her", visit.path() + "?");
        LocalDate end = Periods.end(today.get());
        model.put("slut", end.minusDays(1));
        return model;
    }

    private static Line line(Indicator indicator, Optional<Results.Result> total) {
        return new Line(
                indicator,
                total.flatMap(Results.Result::only),
                total.flatMap(r -> r.answer().failure())
                        .map(QueryException::display)
                        .orElse(""),
                total.isPresent());
    }

    private List<Results.Wanted> wanted(IndicatorSql.By by) {
        Stream<Indicator> divided = indicators.stream().filter(i -> IndicatorSql.divides(i, by));
        return divided.map(i -> wanted(i, by)).toList();
    }

    private Results.Wanted total(Indicator indicator) {
        return wanted(indicator, IndicatorSql.By.TOTAL);
    }

    private Results.Wanted wanted(Indicator indicator, IndicatorSql.By by) {
        return new Results.Wanted(indicator, Periods.end(today.get()), by);
    }
}

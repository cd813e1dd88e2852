package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.indicator.ControlChart;
import dk.samsyn.broker.indicator.Deciles;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorSql;
import dk.samsyn.broker.indicator.IndicatorValue;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.Visit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How an indicator has gone, as a figure that the reader chooses beside the years: control chart, deciles of the municipalities, or each
 * hospital cluster before and after a measure.
 */
enum Course {
    AAR("År for år"),
    SPC("Kvartaler med kontrolgrænser (SPC)"),
    DECILER("Deciler af kommunerne"),
    INDSATS("Før og efter en indsats");

    private static final int QUARTERS = 12;
    private static final int MONTHS_OF_QUARTER = 3;

    private final String label;

    Course(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Its name in addresses. */
    public String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What the address asks for.
     *
     * @param end the first day after the page's own period
     * @param begun when the measure began
     * @param own code of the municipality that is drawn beside the deciles
     */
    record Choice(LocalDate end, LocalDate begun, String own) {}

    /**
     * A chart with the table that says the same, or a table alone.
     *
     * @param text one sentence that explains it
     * @param json what the script draws; empty if there is nothing to draw
     * @param none why there is nothing; empty if there is
     */
    record Figure(String title, String text, String json, String none, List<String> head, List<List<String>> rows) {}

    /** Those that an indicator has for a reader; a municipality's planner does not see the others' numbers. */
    static List<Course> of(Indicator indicator, Session session) {
        return Arrays.stream(values())
                .filter(c -> switch (c) {
                    case AAR -> indicator.periodic();
                    case SPC -> ControlChart.drawn(indicator);
                    case DECILER ->
                        indicator.periodic()
                                && Division.regional(session)
                                && IndicatorSql.divides(indicator, IndicatorSql.By.KOMMUNE);
                    case INDSATS ->
                        indicator.periodic()
                                && Division.regional(session)
                                && IndicatorSql.divides(indicator, IndicatorSql.By.KLYNGE);
                })
                .toList();
    }

    /** The one that the address names; the years, which a page without a course names too. */
    static Course chosen(Visit visit, Indicator indicator) {
        List<Course> offered = of(indicator, visit.session());
        return visit.value("forloeb")
                .filter(path -> !path.equals(AAR.path()))
                .map(path -> offered.stream()
                        .filter(c -> c.path().equals(path))
                        .findFirst()
                        .orElseThrow(() -> Visit.invalid("forloeb")))
                .orElse(AAR);
    }

    /** What it needs besides the page's own numbers, the oldest first. */
    List<Results.Wanted> wanted(Indicator indicator, Choice choice) {
        LocalDate end = choice.end();
        return switch (this) {
            case AAR -> List.of();
            case SPC -> {
                Indicator quarterly = indicator.quarterly();
                yield IntStream.range(0, QUARTERS)
                        .mapToObj(i -> end.minusMonths((long) MONTHS_OF_QUARTER * (QUARTERS - 1 - i)))
                        .map(e -> new Results.Wanted(quarterly, e, IndicatorSql.By.TOTAL))
                        .toList();
            }
            case DECILER ->
                Periods.trend(indicator, end).stream()
                        .map(e -> new Results.Wanted(indicator, e, IndicatorSql.By.KOMMUNE))
                        .toList();
            case INDSATS -> Clusters.wanted(indicator, choice.begun());
        };
    }

    /**
     * The figure; none for {@link #AAR}, which the page has anyway.
     *
     * @param names names of municipalities by code
     */
    Optional<Figure> figure(Indicator indicator, Choice choice, Results.Progress progress, Map<String, String> names) {
        List<Results.Wanted> wanted = wanted(indicator, choice);
        String own = choice.own();
        return switch (this) {
            case AAR -> Optional.empty();
            case SPC -> Optional.of(control(indicator, wanted, progress));
            case DECILER -> Optional.of(deciles(indicator, wanted, progress, own, names.getOrDefault(own, own)));
            case INDSATS -> Optional.of(Clusters.figure(indicator, choice.begun(), progress));
        };
    }

    private static Figure control(Indicator indicator, List<Results.Wanted> wanted, Results.Progress progress) {
        Indicator quarterly = indicator.quarterly();
        List<IndicatorValue> values = wanted.stream()
                .map(one -> progress.of(one)
                        .flatMap(Results.Result::only)
                        .orElseGet(() -> IndicatorValue.of(quarterly, "alle", null, 1)))
                .toList();
        List<String> periods = wanted.stream().map(one -> quarter(one.end())).toList();
        String text =
                "Hvert punkt er et kvartal. Mellem grænserne er udsving det sædvanlige; et mærket punkt tyder på, at noget er ændret: "
                        + "det ligger uden for grænserne, 7 i træk ligger på samme side eller går samme vej, eller 2 af 3 ligger nær grænsen.";
        ControlChart chart = ControlChart.of(quarterly, values, Units.NOISE);
        if (chart == null) {
            return new Figure(
                    SPC.label,
                    text,
                    "",
                    "Der er for få kvartaler, der må vises, til at sige, hvad der er sædvanligt.",
                    List.of(),
                    List.of());
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < periods.size(); i++) {
            ControlChart.Point point = chart.points().get(i);
            Double value = point.value();
            rows.add(
                    value == null || point.limits() == null
                            ? List.of(periods.get(i), "Tilbageholdt", "", "")
                            : List.of(
                                    periods.get(i),
                                    Numbers.text(quarterly, value),
                                    Numbers.text(quarterly, point.limits().lower()) + "–"
                                            + Numbers.text(
                                                    quarterly, point.limits().upper()),
                                    words(point)));
        }
        return new Figure(
                SPC.label,
                text,
                Charts.control(quarterly, chart, periods, indicator.title() + ", pr. kvartal"),
                "",
                List.of("Kvartal", "Værdi", "Grænser", "Tegn på ændring"),
                rows);
    }

    private static String words(ControlChart.Point point) {
        return point.signals().stream()
                .sorted()
                .map(s -> switch (s) {
                    case OUTSIDE -> "uden for grænserne";
                    case SHIFT -> "7 på samme side";
                    case TREND -> "7 samme vej";
                    case NEAR -> "2 af 3 nær grænsen";
                })
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    private static Figure deciles(
            Indicator indicator, List<Results.Wanted> wanted, Results.Progress progress, String own, String ownName) {
        List<List<Double>> deciles = new ArrayList<>();
        List<Optional<Double>> mine = new ArrayList<>();
        List<String> periods = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (Results.Wanted one : wanted) {
            List<IndicatorValue> values = progress.of(one).map(Results.Result::values).orElse(List.of()).stream()
                    .filter(v -> v.value() != null && !v.group().isEmpty())
                    .toList();
            List<Double> nine = Deciles.of(values.stream()
                    .flatMap(v -> Optional.ofNullable(v.value()).stream())
                    .toList());
            Optional<Double> unit = values.stream()
                    .filter(v -> v.group().equals(own))
                    .flatMap(v -> Optional.ofNullable(v.value()).stream())
                    .findFirst();
            String period = "til " + Danish.date(one.end().minusDays(1));
            deciles.add(nine);
            mine.add(unit);
            periods.add(period);
            List<String> row = new ArrayList<>(List.of(period));
            for (int d : new int[] {0, 4, 8}) {
                row.add(nine.isEmpty() ? "Tilbageholdt" : Numbers.text(indicator, nine.get(d)));
            }
            if (!own.isEmpty()) {
                row.add(unit.map(v -> Numbers.text(indicator, v)).orElse("Tilbageholdt"));
            }
            rows.add(row);
        }
        String text = "Den midterste linje er medianen af kommunerne; mellem de yderste ligger 8 af 10 kommuner. "
                + "En kommunes egen linje viser, om den følger med de andre.";
        if (deciles.stream().allMatch(List::isEmpty)) {
            return new Figure(
                    DECILER.label,
                    text,
                    "",
                    "Deciler vises først, når mindst 10 kommuner har et tal, der må vises.",
                    List.of(),
                    List.of());
        }
        List<String> head = new ArrayList<>(List.of("Periode", "1. decil", "Median", "9. decil"));
        if (!own.isEmpty()) {
            head.add(ownName);
        }
        return new Figure(
                DECILER.label,
                text,
                Charts.deciles(
                        indicator, periods, deciles, mine, ownName, indicator.title() + ", deciler af kommunerne"),
                "",
                head,
                rows);
    }

    /** The quarter that ends before a day: {@code 3. kvt. 2026}. */
    private static String quarter(LocalDate end) {
        LocalDate last = end.minusDays(1);
        return (last.getMonthValue() + 2) / MONTHS_OF_QUARTER + ". kvt. " + last.getYear();
    }
}

package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.indicator.Change;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorSql;
import dk.samsyn.broker.indicator.IndicatorValue;
import java.text.Collator;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Each hospital cluster before and after a measure began, and everybody beside them: what all have changed alike, no measure has done. */
final class Clusters {
    private static final String WITHHELD = "Tilbageholdt";

    private Clusters() {}

    /** When a measure may have begun: so that a whole period has passed since, the latest first. */
    static List<LocalDate> begins(Indicator indicator, LocalDate today) {
        return Periods.choices(today).stream()
                .map(end -> end.minusMonths(indicator.months()))
                .toList();
    }

    /** The period before and the one since, for clusters and for everybody. */
    static List<Results.Wanted> wanted(Indicator indicator, LocalDate begun) {
        List<Results.Wanted> wanted = new ArrayList<>();
        for (LocalDate end : List.of(begun, begun.plusMonths(indicator.months()))) {
            wanted.add(new Results.Wanted(indicator, end, IndicatorSql.By.KLYNGE));
            wanted.add(new Results.Wanted(indicator, end, IndicatorSql.By.TOTAL));
        }
        return wanted;
    }

    static Course.Figure figure(Indicator indicator, LocalDate begun, Results.Progress progress) {
        List<Results.Wanted> wanted = wanted(indicator, begun);
        TreeMap<String, IndicatorValue[]> pairs = new TreeMap<>(Collator.getInstance(Locale.forLanguageTag("da")));
        for (int i = 0; i < wanted.size(); i++) {
            int after = i / 2;
            progress.of(wanted.get(i)).map(Results.Result::values).orElse(List.of()).stream()
                    .filter(value -> !value.group().isEmpty())
                    .forEach(value ->
                            pairs.computeIfAbsent(value.group(), none -> new IndicatorValue[2])[after] = value);
        }
        List<List<String>> rows = new ArrayList<>();
        pairs.forEach((group, pair) -> rows.add(row(indicator, group, pair)));
        // Everybody last, under the clusters.
        rows.sort((a, b) -> Boolean.compare(a.get(0).equals("Alle"), b.get(0).equals("Alle")));
        String text =
                "Perioden før indsatsen begyndte og perioden siden, så langt som indikatoren tæller, med 95 %-intervaller. "
                        + "En ændring er mærket, når hverken tilfældighed eller sløringen af tallene forklarer den. "
                        + "Har alle ændret sig ligeså, skyldes det næppe indsatsen.";
        return new Course.Figure(
                Course.INDSATS.label(),
                text,
                "",
                rows.isEmpty() ? "Ingen gruppe er stor nok til at vises." : "",
                List.of(
                        "Hospitalsklynge",
                        "Før",
                        "Siden",
                        indicator.share() ? "Ændring i procentpoint" : "Ændring",
                        "Tegn på ændring"),
                rows);
    }

    private static List<String> row(Indicator indicator, String group, IndicatorValue[] pair) {
        IndicatorValue before = pair[0];
        IndicatorValue after = pair[1];
        Optional<Change> change =
                before == null || after == null ? Optional.empty() : Change.of(indicator, before, after, Units.NOISE);
        return List.of(
                group.equals("alle") ? "Alle" : group,
                before == null ? WITHHELD : value(indicator, before),
                after == null ? WITHHELD : value(indicator, after),
                change.map(c -> signed(indicator, c.difference()) + " ("
                                + signed(indicator, c.interval().lower()) + "; "
                                + signed(indicator, c.interval().upper()) + ")")
                        .orElse(""),
                change.map(c -> !c.certain() ? "kan være tilfældigt" : c.difference() > 0 ? "steget" : "faldet")
                        .orElse(""));
    }

    private static String value(Indicator indicator, IndicatorValue value) {
        return value.value() == null
                ? WITHHELD
                : Numbers.whole(indicator, value) + " (" + Numbers.interval(indicator, value) + ")";
    }

    private static String signed(Indicator indicator, double number) {
        String text = Numbers.text(indicator, Math.abs(number));
        return (number < 0 ? "−" : "+") + text;
    }
}

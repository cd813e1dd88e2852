package dk.samsyn.broker.portal.figures;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorSql;
import dk.samsyn.broker.indicator.IndicatorValue;
import dk.samsyn.broker.indicator.Interval;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.benchmark.Numbers;
import dk.samsyn.broker.portal.practice.Condition;
import dk.samsyn.broker.portal.published.Published;
import dk.samsyn.broker.portal.published.Published.Figure;
import dk.samsyn.broker.portal.published.Spread;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A practice's own exact number beside the released ones that the region has published, by the indicator's own statement. Others'
 * practices never stand here (E3), and no statement is asked about others' patients.
 */
final class Comparison {
    /** Practices that a municipality must have, so that its number tells of no single one. */
    private static final int FEWEST_PRACTICES = 5;

    /** The most that the practice itself may be of a group: of one that is nearly itself it could work out the others. */
    private static final double MOST_OWN = 0.85;

    private final Ask ask;
    private final List<Indicator> indicators;
    private final Published published;

    Comparison(Ask ask, List<Indicator> indicators, Published published) {
        this.ask = ask;
        this.indicators = List.copyOf(indicators);
        this.published = published;
    }

    /**
     * One indicator.
     *
     * @param own the practice's value, exact; empty where it is unknown or there is nobody
     * @param interval its 95 % limits
     * @param municipality the municipality's released value; empty where it may not be shown beside
     * @param region the region's
     * @param practices between what the middle half of the region's practices lies, and the middle; empty if that is not published
     * @param mark how the own value differs from the region's, beyond chance; empty if it does not
     */
    record Line(
            String title,
            String own,
            String count,
            String interval,
            String municipality,
            String region,
            String practices,
            String mark,
            LocalDateTime at) {}

    /** Where the practice is, if the municipality has enough practices to be shown beside one. */
    record Place(String code, String name) {
        static final Place NONE = new Place("", "");
    }

    /** The comparison of a condition; a line for each indicator of it that is published. */
    record Table(String municipality, List<Line> lines, List<Answer> answers) {}

    /** The comparison, with the indicators' texts in a language. */
    Table of(Session session, Condition condition, String language) {
        Map<Indicator, List<Figure>> known = indicators.stream()
                .filter(condition::has)
                .filter(indicator -> !published.of(indicator).isEmpty())
                .collect(Collectors.toMap(Function.identity(), published::of, (a, b) -> a, LinkedHashMap::new));
        if (known.isEmpty()) {
            return new Table("", List.of(), List.of());
        }
        Place place = place(session);
        List<Line> lines = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        known.forEach((indicator, figures) -> {
            Answer answer = ask.begin(
                            session, new IndicatorSql(indicator, figures.get(0).end()).by(IndicatorSql.By.TOTAL))
                    .get();
            answers.add(answer);
            lines.add(line(indicator.in(language), own(indicator, answer), figures, place));
        });
        return new Table(place.name(), lines, answers);
    }

    /** The municipality of the practice. */
    private Place place(Session session) {
        List<Answer.Row> practices = ask.rows(
                session,
                "SELECT org_id, kommunekode FROM organisation WHERE type = 'praksis' AND (gyldig_til IS NULL OR gyldig_til >= CURRENT_DATE)");
        String own = number(session.principal());
        Optional<String> code = practices.stream()
                .filter(row -> row.text("org_id").equals(own))
                .map(row -> row.text("kommunekode"))
                .findFirst();
        return code.filter(c -> practices.stream()
                                .filter(row -> row.text("kommunekode").equals(c))
                                .count()
                        >= FEWEST_PRACTICES)
                .flatMap(
                        c -> ask
                                .rows(
                                        session,
                                        "SELECT navn FROM kommune_reference WHERE kommunekode = ?",
                                        Integer.valueOf(c))
                                .stream()
                                .findFirst()
                                .map(row -> new Place(c, row.text("navn"))))
                .orElse(Place.NONE);
    }

    private static String number(Principal user) {
        return user.organisation().substring(user.organisation().indexOf(':') + 1);
    }

    private static Optional<IndicatorValue> own(Indicator indicator, Answer answer) {
        return answer.rows().stream()
                .findFirst()
                .filter(row -> row.count("naevner") > 0)
                // Of the own patients nothing is withheld: no row of the numerator is none of them.
                .map(row -> IndicatorValue.of(
                        indicator, Published.REGION, (double) row.count("taeller"), row.count("naevner")));
    }

    private static Line line(Indicator indicator, Optional<IndicatorValue> own, List<Figure> figures, Place place) {
        Optional<IndicatorValue> region = value(indicator, own, figures, Published.REGION);
        return new Line(
                indicator.title(),
                own.map(v -> Numbers.whole(indicator, v)).orElse(""),
                own.map(v -> Danish.number(v.numerator()) + " af " + Danish.number(v.denominator()))
                        .orElse(""),
                own.map(v -> Numbers.interval(indicator, v)).orElse(""),
                place.code().isEmpty()
                        ? ""
                        : value(indicator, own, figures, place.code())
                                .map(v -> Numbers.whole(indicator, v))
                                .orElse(""),
                region.map(v -> Numbers.whole(indicator, v)).orElse(""),
                Spread.of(indicator, figures)
                        .map(spread ->
                                Numbers.of(indicator, spread.lower()) + "–" + Numbers.of(indicator, spread.upper())
                                        + ", midt " + Numbers.of(indicator, spread.middle()) + " (" + spread.practices()
                                        + " praksis)")
                        .orElse(""),
                own.flatMap(mine -> region.map(all -> mark(mine, all))).orElse(""),
                figures.get(0).time());
    }

    /** The published value of a group of which the practice itself is not nearly all. */
    private static Optional<IndicatorValue> value(
            Indicator indicator, Optional<IndicatorValue> own, List<Figure> figures, String group) {
        double mine = own.map(IndicatorValue::denominator).orElse(0.0);
        return figures.stream()
                .filter(figure -> figure.group().equals(group))
                .filter(figure -> mine <= MOST_OWN * figure.denominator())
                .map(figure -> IndicatorValue.of(indicator, group, figure.numerator(), figure.denominator()))
                .findFirst();
    }

    private static String mark(IndicatorValue mine, IndicatorValue all) {
        Interval interval = mine.interval();
        Double other = all.value();
        if (interval == null || other == null) {
            return "";
        }
        return interval.lower() > other ? "højere" : interval.upper() < other ? "lavere" : "";
    }
}

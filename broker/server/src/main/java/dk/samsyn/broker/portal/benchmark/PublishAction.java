package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorSql;
import dk.samsyn.broker.indicator.IndicatorValue;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.portal.practice.Condition;
import dk.samsyn.broker.portal.published.Published;
import dk.samsyn.broker.portal.published.Spread;
import dk.samsyn.spi.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Publishing an indicator's released numbers to practices: an act of the region's analyst, which is in the log. */
final class PublishAction {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Results results;
    private final List<Indicator> indicators;
    private final Published published;
    private final Supplier<LocalDate> today;
    private final Clock clock;

    PublishAction(
            Results results, List<Indicator> indicators, Published published, Supplier<LocalDate> today, Clock clock) {
        this.results = results;
        this.indicators = indicators;
        this.published = published;
        this.today = today;
        this.clock = clock;
    }

    /**
     * Publishes the region's number, those of the municipalities and between what the practices' lie, for the latest period. Without an
     * answer by practice the rest is published all the same, and the page says that the spread is missing.
     */
    Reply publish(Visit visit) {
        Indicator indicator = indicator(visit);
        LocalDate end = Periods.end(today.get());
        Results.Wanted all = new Results.Wanted(indicator, end, IndicatorSql.By.TOTAL);
        Results.Wanted divided = new Results.Wanted(indicator, end, IndicatorSql.By.KOMMUNE);
        Results.Progress progress = results.of(visit.session(), List.of(all, divided), PATIENCE);
        List<IndicatorValue> values = new ArrayList<>();
        values.addAll(values(progress, all));
        values.addAll(values(progress, divided));
        spread(visit.session(), indicator, end).ifPresent(spread -> values.addAll(spread.groups(indicator)));
        published.publish(visit.session().principal(), indicator, end, values, clock.instant());
        return Reply.to("/benchmark/alle/" + indicator.id());
    }

    /** Asked after the rest, so that it takes no time from it. */
    private Optional<Spread> spread(Session session, Indicator indicator, LocalDate end) {
        Results.Wanted practices = new Results.Wanted(indicator, end, IndicatorSql.By.PRAKSIS);
        return results.of(session, List.of(practices), PATIENCE)
                .of(practices)
                .filter(result -> whole(result.answer()))
                .flatMap(result -> results.of(session, IndicatorSql.PRACTICES, PATIENCE)
                        .filter(PublishAction::whole)
                        .flatMap(
                                known -> Spread.of(result.values(), known.rows().size())));
    }

    private static boolean whole(Answer answer) {
        return answer.ok() && answer.gaps().isEmpty();
    }

    /** Takes them back. */
    Reply withdraw(Visit visit) {
        Indicator indicator = indicator(visit);
        published.withdraw(visit.session().principal(), indicator);
        return Reply.to("/benchmark/alle/" + indicator.id());
    }

    /** What the indicator's page says of it: {@code kan_udgives}, {@code udgivet} and over how many practices, {@code spredning}. */
    Map<String, Object> told(Session session, Indicator indicator) {
        boolean may = may(session, indicator);
        List<Published.Figure> figures = may ? published.of(indicator) : List.of();
        int spread = Spread.of(indicator, figures).map(Spread::practices).orElse(0);
        return Map.of("kan_udgives", may, "udgivet", figures.stream().findFirst(), "spredning", spread);
    }

    private static List<IndicatorValue> values(Results.Progress progress, Results.Wanted wanted) {
        Results.Result result = progress.of(wanted)
                .orElseThrow(() -> new QueryException(
                        ErrorCode.QUERY_TIMEOUT, "the numbers are not ready; look at the page first"));
        result.answer().orThrow();
        return result.values();
    }

    private Indicator indicator(Visit visit) {
        Indicator indicator = indicators.stream()
                .filter(i -> i.id().equals(visit.part("navn")))
                .findFirst()
                .orElseThrow(() -> Visit.invalid("navn"));
        if (!may(visit.session(), indicator)) {
            throw new QueryException(
                    ErrorCode.NOT_ALLOWED,
                    "an analyst of the region publishes indicators that practices have pages for");
        }
        return indicator;
    }

    /** The region's own analyst, and an indicator of a programme that practices report on. */
    private static boolean may(Session session, Indicator indicator) {
        return session.principal().role().equals("regional_analytiker")
                && indicator.statistic() != Indicator.Statistic.DSR
                && Condition.ALL.stream().anyMatch(condition -> condition.has(indicator));
    }
}

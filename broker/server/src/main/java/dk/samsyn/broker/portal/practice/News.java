package dk.samsyn.broker.portal.practice;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.portal.published.Published;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/**
 * What a member of a practice is told on whichever of its pages is opened: how many values have crossed a limit since the reminders
 * were looked at last, and on the front page which numbers the region has published in the last days. Only a number is asked for, with
 * the member's own rights, and kept for an hour. It is about all patients and so takes the sources a while: it is asked when somebody
 * stays on a page, and given up with the page. Nobody is told while nobody has a page open.
 */
final class News {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration PUBLISHED = Duration.ofDays(14);
    private static final int MOST_MEMBERS = 10_000;

    private final Ask ask;
    private final AlertPage alerts;
    private final List<Indicator> indicators;
    private final Published published;
    private final Clock clock;
    private final Cache<Asked, AlertPage.News> kept;

    News(Ask ask, AlertPage alerts, List<Indicator> indicators, Published published, Clock clock) {
        this.ask = ask;
        this.alerts = alerts;
        this.indicators = List.copyOf(indicators);
        this.published = published;
        this.clock = clock;
        this.kept = Caffeine.newBuilder()
                .maximumSize(MOST_MEMBERS)
                .expireAfterWrite(KEPT)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .build();
    }

    /** Whose number it is, and since when: who has looked at the reminders is told of none that are older. */
    private record Asked(String login, LocalDateTime since) {}

    /** The part of a page. */
    Reply show(Visit visit) {
        LocalDateTime since = alerts.looked(visit.session().principal());
        Asked asked = new Asked(visit.session().principal().name(), since);
        AlertPage.News news = kept.getIfPresent(asked);
        boolean asks = visit.value("spoerg").isPresent();
        boolean later = news == null && !asks;
        if (later) {
            news = AlertPage.News.NONE;
        } else if (news == null) {
            news = alerts.since(ask.during(visit), visit.session(), since);
            if (news.known()) {
                kept.put(asked, news);
            }
        }
        boolean front = visit.value("side")
                .filter(path -> path.startsWith("/praksis/population"))
                .isPresent();
        return Reply.page(
                "praksis/nyt",
                Map.of(
                        "nyt",
                        news,
                        "senere",
                        later,
                        "sent",
                        asks,
                        "udgivet",
                        front ? lately(visit.language()) : List.of()));
    }

    /** Titles of indicators that were published lately. */
    private List<String> lately(String language) {
        Instant since = clock.instant().minus(PUBLISHED);
        return indicators.stream()
                .filter(one -> published.of(one).stream()
                        .anyMatch(figure -> figure.at().isAfter(since)))
                .map(one -> one.in(language).title())
                .toList();
    }
}

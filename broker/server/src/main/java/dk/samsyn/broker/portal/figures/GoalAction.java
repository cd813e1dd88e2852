package dk.samsyn.broker.portal.figures;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.portal.practice.Condition;
import dk.samsyn.broker.portal.practice.Measure;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Setting a department's own goals; all fields of the form or none. */
final class GoalAction {
    private static final int MOST = 100;

    private final Goals goals;
    private final Clock clock;

    GoalAction(Goals goals, Clock clock) {
        this.goals = goals;
        this.clock = clock;
    }

    Map<String, Goals.Goal> of(Session session, Condition condition) {
        return goals.of(session.principal(), condition);
    }

    Reply set(Visit visit, String path) {
        Condition condition = Condition.of(visit.part("sygdom"));
        String back = path + "/" + condition.path();
        if (!Goals.offered(visit.session().principal())) {
            throw Visit.invalid("afdeling");
        }
        Map<Measure, Goals.Goal> wanted = new LinkedHashMap<>();
        for (Measure measure : condition.measures()) {
            String least = visit.value("maalt-" + measure.concept()).orElse("");
            String most = visit.value("udenfor-" + measure.concept()).orElse("");
            if (!percent(least) || !percent(most)) {
                return Reply.to(back + "?forkert=1");
            }
            wanted.put(measure, new Goals.Goal(number(least), number(most)));
        }
        wanted.forEach(
                (measure, goal) -> goals.set(visit.session().principal(), condition, measure, goal, clock.instant()));
        return Reply.to(back);
    }

    private static boolean percent(String text) {
        return text.isEmpty() || (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= MOST);
    }

    private static @Nullable Integer number(String text) {
        return text.isEmpty() ? null : Integer.valueOf(text);
    }
}

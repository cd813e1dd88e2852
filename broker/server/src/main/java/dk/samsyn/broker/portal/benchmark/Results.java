package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorAnswer;
import dk.samsyn.broker.indicator.IndicatorSql;
import dk.samsyn.broker.indicator.IndicatorValue;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Visit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers to indicators' statements, asked in the name of whoever looks, and kept for that principal with that purpose only: a
 * quarter of an hour, while the policies that apply are the same; a minute if a source did not answer. Work goes on while somebody
 * waits for it: a page is shown at once with what is known, and each request for its rest asks for as much as fits into
 * {@link #PATIENCE}, so nothing is computed for a reader who has left.
 */
final class Results {
    /** Name of the value in an address with which a reader without scripts waits for the rest. */
    static final String WAIT = "vent";

    private static final Duration PATIENCE = Duration.ofMillis(1500);
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final Duration KEPT_FAILURE = Duration.ofMinutes(1);
    private static final int MOST = 4000;
    private static final int AT_ONCE = 2;
    private static final int LOCKS = 64;

    private final Ask ask;
    private final Clock clock;
    private final List<ReentrantLock> locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toList();
    /** The least used first. */
    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    Results(Ask ask, Clock clock) {
        this.ask = ask;
        this.clock = clock;
    }

    /** One statement of an indicator: for the period before {@code end}, divided by {@code by}. */
    record Wanted(Indicator indicator, LocalDate end, IndicatorSql.By by) {
        String sql() {
            return new IndicatorSql(indicator, end).by(by);
        }
    }

    /** Its answer, with the values worked out of it. */
    record Result(Wanted wanted, Answer answer, List<IndicatorValue> values) {
        /** The value of everybody, unless the statement failed. */
        Optional<IndicatorValue> only() {
            return values.stream().findFirst();
        }
    }

    /** What is known so far of what was wanted. */
    record Progress(Map<Wanted, Result> done, int total) {
        public boolean whole() {
            return done.size() == total;
        }

        public int known() {
            return done.size();
        }

        Optional<Result> of(Wanted wanted) {
            return Optional.ofNullable(done.get(wanted));
        }
    }

    private record Key(Session session, Wanted wanted) {}

    private record Kept(Result result, String policies, Instant until) {}

    /** What is known, after asking for some of the rest if the visitor waits for it. */
    Progress of(Visit visit, List<Wanted> wanted) {
        boolean waits = visit.fragment() || visit.value(WAIT).isPresent();
        return of(visit.session(), wanted, waits ? PATIENCE : Duration.ZERO);
    }

    /** What is known, after asking for as much of the rest as fits into that time. */
    Progress of(Session visitor, List<Wanted> wanted, Duration patience) {
        // A number with a gap in it is no number: sources that do not answer make the value unknown.
        Session session = visitor.whole();
        String policies = policies(session);
        if (!patience.isZero()) {
            ask(session, policies, wanted, System.nanoTime() + patience.toNanos());
        }
        Map<Wanted, Result> done = new LinkedHashMap<>();
        for (Wanted one : wanted) {
            known(session, policies, one).ifPresent(result -> done.put(one, result));
        }
        return new Progress(done, (int) wanted.stream().distinct().count());
    }

    private void ask(Session session, String policies, List<Wanted> wanted, long end) {
        ReentrantLock lock = locks.get(Math.floorMod(session.hashCode(), LOCKS));
        lock.lock();
        try {
            List<Wanted> missing = missing(session, policies, wanted);
            while (!missing.isEmpty() && System.nanoTime() < end) {
                fetch(session, policies, missing.subList(0, Math.min(AT_ONCE, missing.size())));
                missing = missing(session, policies, wanted);
            }
        } finally {
            lock.unlock();
        }
    }

    private void fetch(Session session, String policies, List<Wanted> next) {
        List<Supplier<Answer>> running =
                next.stream().map(one -> ask.begin(session, one.sql())).toList();
        for (int i = 0; i < next.size(); i++) {
            Answer answer = running.get(i).get();
            boolean whole = answer.ok()
                    && answer.sources().stream().allMatch(s -> s.status().equals("ok"));
            Instant until = clock.instant().plus(whole ? KEPT : KEPT_FAILURE);
            Result result = new Result(next.get(i), answer, values(next.get(i).indicator(), answer));
            synchronized (kept) {
                kept.put(new Key(session, next.get(i)), new Kept(result, policies, until));
                if (kept.size() > MOST) {
                    kept.remove(kept.keySet().iterator().next());
                }
            }
        }
    }

    private List<Wanted> missing(Session session, String policies, List<Wanted> wanted) {
        return wanted.stream()
                .distinct()
                .filter(one -> known(session, policies, one).isEmpty())
                .toList();
    }

    private Optional<Result> known(Session session, String policies, Wanted wanted) {
        synchronized (kept) {
            Kept found = kept.get(new Key(session, wanted));
            return found == null
                            || !found.policies().equals(policies)
                            || found.until().isBefore(clock.instant())
                    ? Optional.empty()
                    : Optional.of(found.result());
        }
    }

    private String policies(Session session) {
        StringBuilder all = new StringBuilder();
        ask.rows(session, "SELECT id, version FROM samsyn.policies ORDER BY id")
                .forEach(row -> all.append(row.text("id"))
                        .append(' ')
                        .append(row.text("version"))
                        .append('\n'));
        return all.toString();
    }

    private static List<IndicatorValue> values(Indicator indicator, Answer answer) {
        boolean banded = answer.columns().contains("alder");
        List<IndicatorAnswer.Row> rows = new ArrayList<>();
        for (Answer.Row row : answer.rows()) {
            Double denominator = number(row.get("naevner"));
            if (denominator != null && denominator > 0) {
                Double age = banded ? number(row.get("alder")) : null;
                rows.add(new IndicatorAnswer.Row(
                        row.text("gruppe"),
                        age == null ? null : age.intValue(),
                        number(row.get("taeller")),
                        denominator));
            }
        }
        return IndicatorAnswer.values(indicator, rows);
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : null;
    }

    /** What two parts of a page need together, each once. */
    static List<Wanted> all(List<Wanted> one, List<Wanted> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }
}

package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Visit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Answers to statements of indicators and reports, asked in the name of whoever looks, and kept for that principal with that
 * purpose only: a quarter of an hour, while the policies that apply are the same; a minute if a source did not answer. Work goes on
 * while somebody waits for it: a page is shown at once with what is known, and each request for its rest asks for as much as fits
 * into {@link #PATIENCE}, so nothing is computed for a reader who has left.
 */
final class KeptAnswers {
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

    KeptAnswers(Ask ask, Clock clock) {
        this.ask = ask;
        this.clock = clock;
    }

    private record Key(Session session, String sql) {}

    private record Kept(Answer answer, String policies, Instant until) {}

    /** What is known by statement, after asking for some of the rest if the visitor waits for it. */
    Map<String, Answer> of(Visit visit, List<String> wanted) {
        boolean waits = visit.fragment() || visit.value(WAIT).isPresent();
        return of(visit.session(), wanted, waits ? PATIENCE : Duration.ZERO);
    }

    /** What is known by statement, after asking for as much of the rest as fits into that time. */
    Map<String, Answer> of(Session visitor, List<String> wanted, Duration patience) {
        // A number with a gap in it is no number: sources that do not answer make the value unknown.
        Session session = visitor.whole();
        String policies = policies(session);
        if (!patience.isZero()) {
            ask(session, policies, wanted, System.nanoTime() + patience.toNanos());
        }
        Map<String, Answer> done = new LinkedHashMap<>();
        for (String sql : wanted) {
            known(session, policies, sql).ifPresent(answer -> done.put(sql, answer));
        }
        return done;
    }

    private void ask(Session session, String policies, List<String> wanted, long end) {
        ReentrantLock lock = locks.get(Math.floorMod(session.hashCode(), LOCKS));
        lock.lock();
        try {
            List<String> missing = missing(session, policies, wanted);
            while (!missing.isEmpty() && System.nanoTime() < end) {
                fetch(session, policies, missing.subList(0, Math.min(AT_ONCE, missing.size())));
                missing = missing(session, policies, wanted);
            }
        } finally {
            lock.unlock();
        }
    }

    private void fetch(Session session, String policies, List<String> next) {
        List<Supplier<Answer>> running =
                next.stream().map(sql -> ask.begin(session, sql)).toList();
        for (int i = 0; i < next.size(); i++) {
            Answer answer = running.get(i).get();
            boolean whole = answer.ok()
                    && answer.sources().stream().allMatch(s -> s.status().equals("ok"));
            Instant until = clock.instant().plus(whole ? KEPT : KEPT_FAILURE);
            synchronized (kept) {
                kept.put(new Key(session, next.get(i)), new Kept(answer, policies, until));
                if (kept.size() > MOST) {
                    kept.remove(kept.keySet().iterator().next());
                }
            }
        }
    }

    private List<String> missing(Session session, String policies, List<String> wanted) {
        return wanted.stream()
                .distinct()
                .filter(sql -> known(session, policies, sql).isEmpty())
                .toList();
    }

    private Optional<Answer> known(Session session, String policies, String sql) {
        synchronized (kept) {
            Kept found = kept.get(new Key(session, sql));
            return found == null
                            || !found.policies().equals(policies)
                            || found.until().isBefore(clock.instant())
                    ? Optional.empty()
                    : Optional.of(found.answer());
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
}

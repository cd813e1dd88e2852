package dk.samsyn.broker.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many statements the pipeline has taken, by day, counted apart from the log that {@link DailyCheck} compares them with.
 * Thread-safe.
 */
public final class ExecutedStatements {
    private static final int DAYS = 9;

    private final ZoneId zone;
    private final TreeMap<LocalDate, Long> counts = new TreeMap<>();

    /**
     * Nothing counted yet.
     *
     * @param zone decides when a day ends
     */
    public ExecutedStatements(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * One more.
     *
     * @param asked the time that the log gave it: by another clock a statement about midnight would count on another day there
     */
    public synchronized void count(Instant asked) {
        counts.merge(LocalDate.ofInstant(asked, zone), 1L, Long::sum);
        if (counts.size() > DAYS) {
            counts.pollFirstEntry();
        }
    }

    /** Statements of a day. */
    synchronized long of(LocalDate day) {
        return counts.getOrDefault(day, 0L);
    }

    synchronized Map<LocalDate, Long> all() {
        return new TreeMap<>(counts);
    }

    synchronized void clear() {
        counts.clear();
    }
}

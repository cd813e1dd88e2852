package dk.samsyn.broker.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares, once a day, the statements that were executed the day before with what the log says of them, and writes what it found
 * into the log, where stewards see it. A day that ended while no broker ran is checked when one starts again. Thread-safe.
 */
public final class DailyCheck {
    /** Acts about the log itself begin with this. */
    static final String ABOUT_THE_LOG = "log.";

    /** Acts of this name say what a check found. */
    public static final String CHECKED = ABOUT_THE_LOG + "check";

    /** A broker begins to count. */
    public static final String STARTED = ABOUT_THE_LOG + "start";

    /** Acts of this name say how many statements a broker had executed of a day when it stopped. */
    private static final String COUNTED = ABOUT_THE_LOG + "count";

    /** A broker has said all that it counted. One that is killed does not come so far. */
    private static final String STOPPED = ABOUT_THE_LOG + "stop";

    private static final String BROKER = "samsyn";
    private static final int MOST_DAYS = 7;
    private static final int GAPS_TOLD = 20;

    private final FileAuditLog log;
    private final Path file;
    private final ZoneId zone;
    private final LocalTime from;
    private final Clock clock;
    private final ExecutedStatements executed;

    /**
     * A check.
     *
     * @param file the file of {@code log}
     * @param zone decides when a day ends
     * @param from the time of day from which the day before is checked; statements of that day must have ended by then
     * @param executed counts statements apart from the log
     */
    public DailyCheck(
            FileAuditLog log, Path file, ZoneId zone, LocalTime from, Clock clock, ExecutedStatements executed) {
        this.log = log;
        this.file = file;
        this.zone = zone;
        this.from = from;
        this.clock = clock;
        this.executed = executed;
    }

    /** Writes down that a broker begins to count, so that one that ends without a word is noticed. */
    public synchronized void start() {
        log.act(BROKER, STARTED, Map.of());
    }

    /**
     * Checks the days that are due: those after the last one checked, at most a week of them.
     *
     * @return what was found, by day, oldest first
     * @throws IOException if the log cannot be read
     */
    public synchronized List<Checked> run() throws IOException {
        ZonedDateTime now = clock.instant().atZone(zone);
        LocalDate last = now.toLocalDate().minusDays(now.toLocalTime().isBefore(from) ? 2 : 1);
        Optional<LocalDate> done = log.checks().stream()
                .filter(act -> act.act().equals(CHECKED))
                .map(act -> LocalDate.parse(act.details().getOrDefault("day", "1970-01-01")))
                .reduce((one, other) -> one.isAfter(other) ? one : other);
        LocalDate first = done.map(day -> day.plusDays(1))
                .filter(day -> day.isAfter(last.minusDays(MOST_DAYS)))
                .orElse(done.isPresent() ? last.minusDays(MOST_DAYS - 1L) : last);
        List<Checked> checked = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            checked.add(check(day));
        }
        return checked;
    }

    /** What a check found of a day. */
    public record Checked(LocalDate day, Completeness found) {}

    private Checked check(LocalDate day) throws IOException {
        DayOfLog entries = DayOfLog.of(file, day, zone);
        long counted = executed.of(day) + countedBefore(day);
        List<Span> unknown = killed(day);
        // A count that lacks what a killed broker took proves nothing as long as it is no higher than the log's.
        Optional<Long> comparable = Optional.of(counted)
                .filter(count ->
                        unknown.isEmpty() || count > entries.statements().size());
        Completeness found = Completeness.of(entries, comparable)
                .with(unknown.stream().map(Span::sentence).toList());
        Map<String, Object> details = new HashMap<>();
        details.put("day", day.toString());
        details.put("executed", counted);
        details.put("asked", found.asked());
        details.put("answered", found.answered());
        details.put("refused", found.refused());
        details.put("shown", found.shown());
        details.put("result", found.complete() ? "complete" : found.gaps().size() + " gaps");
        if (!found.complete()) {
            details.put("gaps", found.gaps().stream().limit(GAPS_TOLD).collect(Collectors.joining("; ")));
        }
        log.act(BROKER, CHECKED, details);
        return new Checked(day, found);
    }

    private long countedBefore(LocalDate day) {
        return log.checks().stream()
                .filter(act -> act.act().equals(COUNTED)
                        && day.toString().equals(act.details().get("day")))
                .mapToLong(act -> Long.parseLong(act.details().getOrDefault("executed", "0")))
                .sum();
    }

    /** From when to when a broker may have run that never said what it had counted. */
    private record Span(ZonedDateTime from, ZonedDateTime to) {
        String sentence() {
            return "the broker that started at " + from.toOffsetDateTime().truncatedTo(ChronoUnit.SECONDS)
                    + " ended without saying how many statements it had executed, so those it took before "
                    + to.toOffsetDateTime().truncatedTo(ChronoUnit.SECONDS) + " cannot be compared";
        }
    }

    private List<Span> killed(LocalDate day) {
        List<Span> spans = new ArrayList<>();
        Optional<ZonedDateTime> running = Optional.empty();
        for (Act act : log.checks()) {
            if (act.act().equals(STOPPED)) {
                running = Optional.empty();
            } else if (act.act().equals(STARTED)) {
                ZonedDateTime now = act.time().atZone(zone);
                running.map(from -> new Span(from, now)).ifPresent(spans::add);
                running = Optional.of(now);
            }
        }
        return spans.stream()
                .filter(span -> !span.from().toLocalDate().isAfter(day)
                        && !span.to().toLocalDate().isBefore(day))
                .toList();
    }

    /** Writes down what was counted, because the broker stops and its count with it. */
    public synchronized void stop() {
        executed.all()
                .forEach((day, count) -> log.act(BROKER, COUNTED, Map.of("day", day.toString(), "executed", count)));
        executed.clear();
        log.act(BROKER, STOPPED, Map.of());
    }
}

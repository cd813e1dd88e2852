package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * What one running query has had from each source: look-ups, rows that passed a seal, and the gaps that it goes on with.
 * Thread-safe. A row that a policy withholds is counted nowhere that a user can see.
 */
final class SourceUses {
    private static final Set<ErrorCode> GAPS = EnumSet.of(
            ErrorCode.SOURCE_UNAVAILABLE,
            ErrorCode.SOURCE_TIMEOUT,
            ErrorCode.SOURCE_MALFORMED,
            ErrorCode.SOURCE_REFUSED,
            ErrorCode.SOURCE_BUSY,
            ErrorCode.SOURCE_SWITCHED_OFF);

    private final PlannedQuery plan;
    private final boolean partial;
    private final Map<String, Use> uses = new ConcurrentHashMap<>();

    /**
     * Nothing asked yet.
     *
     * @param partial whether the session accepts an answer with a named gap
     */
    SourceUses(PlannedQuery plan, boolean partial) {
        this.plan = plan;
        this.partial = partial;
    }

    private static final class Use {
        private final LongAdder lookups = new LongAdder();
        private final LongAdder rows = new LongAdder();
        private volatile String status = "ok";
    }

    private Use of(String source) {
        return uses.computeIfAbsent(source, s -> new Use());
    }

    /** A source that answers for one citizen at a time is asked for so many citizens. */
    void lookedUp(Request request, long citizens) {
        if (plan.countable().lookups().contains(request)) {
            of(request.source().value()).lookups.add(citizens);
        }
    }

    /** Rows of a source have passed their seal. */
    void rows(String source, long count) {
        of(source).rows.add(count);
    }

    /** The source could not answer, and the query ends with that. */
    void failed(String source) {
        of(source).status = "failed";
    }

    /**
     * A request failed. If the session accepts it and the statement cannot be made to lie by it, the query goes on without.
     *
     * @param some whether some of its rows have been read
     * @return what the asker is told of the gap, or nothing if the query must end
     */
    Optional<Notice> gap(Request request, SourceException failure, boolean some) {
        if (!partial || !GAPS.contains(failure.code()) || why(request).isPresent()) {
            failed(request.source().value());
            return Optional.empty();
        }
        of(request.source().value()).status = some ? "partial" : "failed";
        return Optional.of(new Notice(
                "SAM-N03",
                "Kilden " + request.source()
                        + " svarede ikke, så svaret mangler det, som den ved. Det, der mangler, kan være"
                        + " vigtigt."));
    }

    /** One more sentence on a failure: what partial answers could do, or why not. */
    String advice(Request request, ErrorCode code) {
        if (!GAPS.contains(code)) {
            return "";
        }
        Optional<String> why = why(request);
        if (why.isPresent()) {
            return partial ? " The question cannot be answered without it, for " + why.get() + "." : "";
        }
        return partial
                ? ""
                : " With partial answers allowed (partial=true) it is answered without it, and the gap is named.";
    }

    private Optional<String> why(Request request) {
        return plan.gaps().getOrDefault(request, Optional.of("it is not known to be safe"));
    }

    /**
     * What is told of the sources.
     *
     * @param now the time of asking
     * @param asOf how new a source's data are, if they are not live
     */
    List<QueryAnswer.SourceUse> told(LocalDateTime now, Function<String, Optional<LocalDateTime>> asOf) {
        boolean counts = plan.decision().mode() == ReleaseMode.IDENTIFIED;
        boolean alike = plan.decision().mode() == ReleaseMode.AGGREGATED;
        boolean failed = uses.values().stream().anyMatch(use -> use.status.equals("failed"));
        List<QueryAnswer.SourceUse> told = new ArrayList<>();
        for (String source : plan.sources()) {
            Use use = of(source);
            told.add(new QueryAnswer.SourceUse(
                    source,
                    // Below a gate which source failed is not told (rule 18).
                    alike ? (failed ? "failed" : "ok") : use.status,
                    Optional.of(asOf.apply(source).orElse(now).toString()),
                    counts ? Optional.of(planned(source) + use.lookups.sum()) : Optional.empty(),
                    counts ? Optional.of(use.rows.sum()) : Optional.empty()));
        }
        return told;
    }

    /**
     * Requests that the plan makes of a source, but those that are counted by citizen, whether they were made or not: a request
     * is left out when the one before it found nobody, also nobody whom the asker may see.
     */
    private long planned(String source) {
        return plan.gaps().keySet().stream()
                .filter(request -> request.source().value().equals(source)
                        && !plan.countable().lookups().contains(request))
                .count();
    }
}

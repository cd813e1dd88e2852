package dk.samsyn.broker.steward;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.AskedStatement;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.query.QueryAnswer;
import dk.samsyn.broker.query.QueryRequest;
import dk.samsyn.broker.query.QueryService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks what has been asked again, under the active and under a proposed set, and tells what would change. */
public final class Replay {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final QueryService active;
    private final QueryService proposed;
    private final Depth depth;

    /** @param log takes in what the statements read */
    Replay(QueryService pipeline, PolicyEngine active, PolicyEngine proposed, Depth depth, SilentLog log) {
        this.active = pipeline.under(active, log);
        this.proposed = pipeline.under(proposed, log);
        this.depth = depth;
    }

    /** How far a statement is followed. */
    public enum Depth {
        /** It is decided and planned; no source is asked. */
        DECIDE,
        /** It is run too, and its rows are counted. */
        COUNT
    }

    /** What a proposed set does to a statement. */
    public enum Change {
        NONE,
        REFUSED_NOW,
        ALLOWED_NOW,
        FEWER_ROWS,
        MORE_ROWS,
        /** Groups of an aggregated answer fall under the smallest size that may be shown. */
        UNDER_THRESHOLD,
        /** It could not be counted under both. */
        UNKNOWN
    }

    /**
     * A kind of statement that would be answered differently.
     *
     * @param shape its text with constants replaced
     * @param times how often it was asked
     * @param before outcome under the active set: {@code ok}, or a code
     * @param after outcome under the proposed set
     * @param rowsBefore rows under the active set, rounded, where they were counted
     * @param rowsAfter rows under the proposed set
     */
    public record Replayed(
            String role,
            String purpose,
            String organisation,
            String shape,
            int times,
            Change change,
            String before,
            String after,
            @Nullable String rowsBefore,
            @Nullable String rowsAfter) {}

    /** What becomes of the statements, in their order. */
    List<Replayed> of(List<AskedStatement> statements) {
        return statements.stream().flatMap(one -> replay(one).stream()).toList();
    }

    private Optional<Replayed> replay(AskedStatement asked) {
        Optional<Purpose> purpose = Purpose.of(asked.purpose());
        if (purpose.isEmpty()) {
            return Optional.empty();
        }
        Principal principal = new Principal(
                asked.user(),
                asked.role(),
                asked.organisation(),
                purpose.get(),
                Set.of(purpose.get()),
                asked.attributes());
        Optional<String> reason = asked.reasoned() ? Optional.of("gentaget ved sammenligning") : Optional.empty();
        Session session = new Session(principal, purpose.get(), reason, false, "policy diff");
        Outcome before = outcome(active, session, asked.sql());
        Outcome after = outcome(proposed, session, asked.sql());
        return Optional.of(new Replayed(
                asked.role(),
                asked.purpose(),
                asked.organisation(),
                StatementShape.of(asked.sql()),
                asked.times(),
                change(before, after),
                before.code(),
                after.code(),
                rounded(before.rows()),
                rounded(after.rows())));
    }

    private static @Nullable String rounded(OptionalLong rows) {
        return rows.isPresent() ? RoundedCount.of(rows.getAsLong()) : null;
    }

    private Change change(Outcome before, Outcome after) {
        if (before.allowed() != after.allowed()) {
            return before.allowed() ? Change.REFUSED_NOW : Change.ALLOWED_NOW;
        }
        if (!before.allowed() || depth == Depth.DECIDE) {
            return Change.NONE;
        }
        if (before.rows().isEmpty() || after.rows().isEmpty()) {
            return Change.UNKNOWN;
        }
        int order = Long.compare(after.rows().getAsLong(), before.rows().getAsLong());
        if (order < 0) {
            return after.mode() == ReleaseMode.AGGREGATED ? Change.UNDER_THRESHOLD : Change.FEWER_ROWS;
        }
        return order > 0 ? Change.MORE_ROWS : Change.NONE;
    }

    /** How a statement went; a code of a source is no refusal. */
    private record Outcome(
            String code,
            boolean allowed,
            OptionalLong rows,
            @Nullable ReleaseMode mode) {}

    private Outcome outcome(QueryService service, Session session, String sql) {
        Queries.Prepared prepared;
        try {
            prepared = service.prepare(session, sql);
        } catch (QueryException e) {
            return new Outcome(e.errorCode().code(), false, OptionalLong.empty(), null);
        }
        if (depth == Depth.DECIDE || !prepared.parameters().isEmpty()) {
            return new Outcome("ok", true, OptionalLong.empty(), null);
        }
        QueryRequest request = new QueryRequest(sql, List.of(), OptionalLong.empty(), Optional.of(LONGEST));
        try (QueryAnswer answer = service.run(session, request)) {
            long rows = 0;
            while (answer.next()) {
                rows++;
            }
            return new Outcome("ok", true, OptionalLong.of(rows), answer.mode());
        } catch (QueryException e) {
            return new Outcome(e.errorCode().code(), true, OptionalLong.empty(), null);
        }
    }
}

package dk.samsyn.broker.steward;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.Grant;
import dk.samsyn.broker.policy.Mask;
import dk.samsyn.broker.policy.TableAccess;
import dk.samsyn.broker.query.QueryAnswer;
import dk.samsyn.broker.query.QueryRequest;
import dk.samsyn.broker.query.QueryService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at a statement as somebody else: how much of it that somebody sees, through the production rewriter, and not what. */
public final class SeeAs {
    private final QueryService pipeline;
    private final SilentLog log;

    /** @param log takes in what the look reads */
    SeeAs(QueryService pipeline, SilentLog log) {
        this.pipeline = pipeline;
        this.log = log;
    }

    /**
     * What somebody sees of a statement.
     *
     * @param refused code and sentence if the statement is refused, else null
     * @param columns columns of the answer
     * @param seen rows seen, rounded to five; in aggregated answers groups
     * @param existing rows there are for somebody who sees all, rounded; null if nobody with that purpose could ask
     * @param tables what is done to each table that the statement touches
     * @param notices what the answer would be told
     * @param policies policies behind it, {@code id vN}
     * @param version version of the set
     */
    public record Sight(
            @Nullable String refused,
            List<String> columns,
            @Nullable String seen,
            @Nullable String existing,
            List<TableSight> tables,
            List<String> notices,
            List<String> policies,
            String version) {}

    /**
     * What is done to one table.
     *
     * @param filtered whether rows are taken away by conditions
     * @param masks mask by column, where there is one
     * @param withheld columns that do not exist for that somebody
     */
    public record TableSight(String table, boolean filtered, Map<String, String> masks, List<String> withheld) {}

    Sight look(Session as, String sql) {
        QueryService silent = pipeline.silently(log);
        AccessDecision decision;
        List<Notice> notices = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        long seen;
        try {
            decision = silent.inspect(as, sql);
            seen = count(silent, as, sql, notices, columns);
        } catch (QueryException e) {
            return new Sight(e.display(), List.of(), null, null, List.of(), List.of(), List.of(), pipeline.version());
        }
        return new Sight(
                null,
                columns,
                RoundedCount.of(seen),
                existing(as, sql, decision),
                decision.tables().values().stream().map(this::sight).toList(),
                notices.stream()
                        .map(notice -> notice.code() + " " + notice.text())
                        .toList(),
                decision.policies().stream()
                        .map(ref -> ref.id() + " v" + ref.version())
                        .toList(),
                decision.version());
    }

    private @Nullable String existing(Session as, String sql, AccessDecision decision) {
        try {
            QueryService all = pipeline.under(Everything.of(as, decision), log);
            return RoundedCount.of(count(all, as, sql, new ArrayList<>(), new ArrayList<>()));
        } catch (QueryException e) {
            // A source that nobody with this purpose may ask, or too many calls for a question without a patient list.
            return null;
        }
    }

    private static long count(
            QueryService service, Session as, String sql, List<Notice> notices, List<String> columns) {
        try (QueryAnswer answer = service.run(as, QueryRequest.of(sql))) {
            answer.columns().forEach(column -> columns.add(column.name()));
            long rows = 0;
            while (answer.next()) {
                rows++;
            }
            notices.addAll(answer.notices());
            return rows;
        }
    }

    private TableSight sight(TableAccess access) {
        boolean filtered = !access.forbids().isEmpty()
                || access.grants().stream().noneMatch(grant -> grant.rows().equals(Grant.ALL_ROWS));
        Map<String, String> masks = new TreeMap<>();
        for (String column : access.columns()) {
            Mask lightest = access.cells(column).get(0).mask();
            if (!lightest.equals(Mask.PLAIN)) {
                masks.put(column, lightest.toString());
            }
        }
        List<String> withheld = pipeline.governedTables().stream()
                .filter(table -> table.name().equals(access.table()))
                .flatMap(table -> table.columns().stream())
                .map(column -> column.name())
                .filter(column -> !access.columns().contains(column))
                .toList();
        return new TableSight(access.table().toString(), filtered, masks, withheld);
    }
}

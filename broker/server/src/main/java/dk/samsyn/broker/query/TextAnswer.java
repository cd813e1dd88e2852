package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.ReleaseMode;
import java.sql.Types;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Lines of text as an answer of one column; no source was asked for them. */
final class TextAnswer implements QueryAnswer {
    /** The one column of such an answer. */
    static final List<ResultColumn> COLUMNS = List.of(new ResultColumn("plan", Types.VARCHAR, "VARCHAR", 0, 0, false));

    private final String queryId;
    private final PlannedQuery plan;
    private final List<String> lines;
    private int position = -1;

    TextAnswer(String queryId, PlannedQuery plan, List<String> lines) {
        this.queryId = queryId;
        this.plan = plan;
        this.lines = List.copyOf(lines);
    }

    @Override
    public String queryId() {
        return queryId;
    }

    @Override
    public List<ResultColumn> columns() {
        return COLUMNS;
    }

    @Override
    public boolean next() {
        position = Math.min(position + 1, lines.size());
        return position < lines.size();
    }

    @Override
    public @Nullable Object[] row() {
        if (position < 0 || position >= lines.size()) {
            throw new NoSuchElementException("there is no row here");
        }
        return new @Nullable Object[] {lines.get(position)};
    }

    @Override
    public ReleaseMode mode() {
        return plan.decision().mode();
    }

    @Override
    public List<Notice> notices() {
        return List.of();
    }

    @Override
    public List<SourceUse> sources() {
        return List.of();
    }

    @Override
    public List<PolicyRef> policies() {
        return plan.decision().policies();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}

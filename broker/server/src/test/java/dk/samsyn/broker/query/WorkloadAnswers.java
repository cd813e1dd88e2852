package dk.samsyn.broker.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.GroupsReleased;
import dk.samsyn.broker.audit.ReleasedOfLog;
import dk.samsyn.broker.release.BudgetLimits;
import dk.samsyn.broker.release.ReleaseControl;
import java.io.IOException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The small region asked as an analyst, through a ledger that is kept in a database, and as somebody who sees everything. */
public final class WorkloadAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final QueryService released;
    private final int before;

    /** Asks through the ledger in a database that is empty. */
    public WorkloadAnswers(DataSource ledger) throws IOException {
        Lille lille = Lille.get();
        this.released = lille.with(ReleaseControl.durable(
                lille.services.release().schema(), Lille.noise(), ledger, BudgetLimits.DEFAULT, 0));
        this.before = ReleasedOfLog.read(lille.auditFile).size();
    }

    /** An answer with {@code columns} and {@code rows}, or a problem with {@code code} and {@code detail}. */
    public ObjectNode ask(String sql) {
        return ask(released, Users.analyst(1), sql);
    }

    /** The same question put by somebody who sees everything. */
    public ObjectNode truth(String sql) {
        return ask(Lille.get().queries, Lille.alt(), sql);
    }

    /** What the audit log says that was released since. */
    public List<String> entries() throws IOException {
        List<GroupsReleased> all = ReleasedOfLog.read(Lille.get().auditFile);
        return all.subList(before, all.size()).stream()
                .map(GroupsReleased::answers)
                .toList();
    }

    private static ObjectNode ask(QueryService queries, Session session, String sql) {
        try (QueryAnswer answer = queries.run(session, QueryRequest.of(sql))) {
            ObjectNode body = JSON.createObjectNode();
            ArrayNode columns = body.putArray("columns");
            answer.columns().forEach(c -> columns.addObject().put("name", c.name()));
            ArrayNode rows = body.putArray("rows");
            while (answer.next()) {
                ArrayNode row = rows.addArray();
                for (@Nullable Object value : answer.row()) {
                    if (value instanceof Number number) {
                        row.add(number.doubleValue());
                    } else {
                        row.add(value == null ? null : value.toString());
                    }
                }
            }
            return body;
        } catch (QueryException e) {
            return JSON.createObjectNode().put("code", e.errorCode().code()).put("detail", e.getMessage());
        }
    }
}

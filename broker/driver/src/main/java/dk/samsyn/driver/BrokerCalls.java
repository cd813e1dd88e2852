package dk.samsyn.driver;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.remote.JsonService;

/**
 * Avatica's remote calls over {@link BrokerClient}. What one thread asks beside a statement's text, and what the broker answered
 * last to its failing call, travel beside Avatica's own interfaces, which have no place for them.
 */
final class BrokerCalls extends JsonService {
    private static final Set<String> SENT = Set.of(
            "user",
            "password",
            "avatica_user",
            "avatica_password",
            "purpose",
            "organisation",
            "reason",
            "partial",
            "ApplicationName");

    private final BrokerClient client;
    private final ThreadLocal<BrokerClient.Limits> limits = ThreadLocal.withInitial(() -> BrokerClient.Limits.NONE);
    private final ThreadLocal<Optional<RuntimeException>> failure = ThreadLocal.withInitial(Optional::empty);
    private final ThreadLocal<Optional<Meta.Frame>> beside = ThreadLocal.withInitial(Optional::empty);

    BrokerCalls(BrokerClient client) {
        this.client = client;
    }

    /** Something of JDBC that calls the broker. */
    interface Work<T extends @org.jspecify.annotations.Nullable Object> {
        T run() throws SQLException;
    }

    BrokerClient client() {
        return client;
    }

    /** What a failure of Avatica's is to the caller: the broker's own, if the broker failed. */
    SQLException failed(Exception e) {
        try {
            return Failures.sql(Failures.brokers(e)
                    .or(failure::get)
                    .map(Throwable.class::cast)
                    .orElse(e));
        } finally {
            failure.remove();
        }
    }

    /** Does {@code work}; its failure is the broker's own, if the broker failed. */
    <T extends @org.jspecify.annotations.Nullable Object> T failing(Work<T> work) throws SQLException {
        return failing(BrokerClient.Limits.NONE, work);
    }

    /** Does {@code work} under limits. */
    <T extends @org.jspecify.annotations.Nullable Object> T failing(BrokerClient.Limits under, Work<T> work)
            throws SQLException {
        BrokerClient.Limits before = limits.get();
        limits.set(under);
        failure.remove();
        try {
            return work.run();
        } catch (SQLException | RuntimeException e) {
            throw failed(e);
        } finally {
            limits.set(before);
            failure.remove();
        }
    }

    @Override
    public String apply(String request) {
        BrokerClient.Reply reply = client.call(request, limits.get());
        beside.set(reply.frame());
        return reply.json();
    }

    /** Only what the broker reads leaves the machine: not the truststore's password, not what other drivers want. */
    @Override
    public OpenConnectionResponse apply(OpenConnectionRequest request) {
        Map<String, String> sent = new TreeMap<>();
        request.info.forEach((name, value) -> {
            if (SENT.contains(name)) {
                sent.put(name, value);
            }
        });
        return remembering(() -> super.apply(new OpenConnectionRequest(request.connectionId, sent)));
    }

    @Override
    public PrepareResponse apply(PrepareRequest request) {
        return remembering(() -> super.apply(request));
    }

    @Override
    public ExecuteResponse apply(PrepareAndExecuteRequest request) {
        return remembering(
                () -> interruptible(request.connectionId, request.statementId, () -> withRows(super.apply(request))));
    }

    @Override
    public ExecuteResponse apply(ExecuteRequest request) {
        return remembering(() -> interruptible(
                request.statementHandle.connectionId,
                request.statementHandle.id,
                () -> withRows(super.apply(request))));
    }

    @Override
    public FetchResponse apply(FetchRequest request) {
        return remembering(() -> interruptible(request.connectionId, request.statementId, () -> {
            FetchResponse response = super.apply(request);
            return rowsBeside()
                    .map(frame -> new FetchResponse(
                            frame, response.missingStatement, response.missingResults, response.rpcMetadata))
                    .orElse(response);
        }));
    }

    /** The answer with the rows that came beside it; only an answer with one result has any. */
    private ExecuteResponse withRows(ExecuteResponse response) {
        return rowsBeside()
                .map(frame -> {
                    ResultSetResponse result = response.results.get(0);
                    return new ExecuteResponse(
                            List.of(new ResultSetResponse(
                                    result.connectionId,
                                    result.statementId,
                                    result.ownStatement,
                                    result.signature,
                                    frame,
                                    result.updateCount,
                                    result.rpcMetadata)),
                            response.missingStatement,
                            response.rpcMetadata);
                })
                .orElse(response);
    }

    private Optional<Meta.Frame> rowsBeside() {
        Optional<Meta.Frame> rows = beside.get();
        beside.remove();
        return rows;
    }

    /** Cancels the query that a statement runs, if it runs one. */
    void cancel(String connectionId, int statementId) {
        client.delete("queries/" + connectionId + "." + statementId);
    }

    /** Properties that the broker reads. */
    static Properties sent(Properties all) {
        Properties sent = new Properties();
        for (String name : SENT) {
            if (all.getProperty(name) != null) {
                sent.setProperty(name, all.getProperty(name));
            }
        }
        return sent;
    }

    private interface Call<T> {
        T make();
    }

    private <T> T remembering(Call<T> call) {
        try {
            return call.make();
        } catch (RuntimeException e) {
            failure.set(Failures.brokers(e));
            throw e;
        }
    }

    /** A thread that is interrupted in a call wants its query stopped: tools cancel in that way. */
    private <T> T interruptible(String connectionId, int statementId, Call<T> call) {
        try {
            return call.make();
        } catch (BrokerClient.Interrupted e) {
            boolean interrupted = Thread.interrupted();
            try {
                cancel(connectionId, statementId);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            throw e;
        }
    }
}

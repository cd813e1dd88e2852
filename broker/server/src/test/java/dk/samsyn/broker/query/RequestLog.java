package dk.samsyn.broker.query;

import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SqlRequest;
import dk.samsyn.spi.SqlSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What sources are asked, written down between broker and adapter: for each request its text, columns, conditions and values, and
 * with it the keys that it was asked for. Requests that differ in nothing but keys are one, since how keys are divided over
 * requests depends on which came first.
 */
final class RequestLog {
    /** How long a request is held back: longer than most sources take to answer. */
    private static final long HELD_BACK_MILLIS = 40;

    private final Map<String, Set<String>> heard = new TreeMap<>();

    /** Queries, with the time of listening at which they were first heard. */
    private final Map<String, Integer> begun = new TreeMap<>();

    private int times;
    private boolean listening;
    private int order;

    /** Forgets what was heard and listens. */
    void listen() {
        listen(0);
    }

    /**
     * Forgets what was heard and listens. Sources are asked side by side, and who answers first is chance; here the requests of
     * some sources are held back, so that over several orders each source is the first at some time.
     *
     * @param order which sources are held back, about half of them; 0 none
     */
    synchronized void listen(int order) {
        heard.clear();
        times++;
        listening = true;
        this.order = order;
    }

    private synchronized boolean heldBack(String source) {
        return listening && order > 0 && new Random(31L * order + source.hashCode()).nextInt(1 << 20) % 2 == 0;
    }

    /** Waits, unless the statement is ended meanwhile; the request is then sent into a scope that has ended. */
    private void holdBack(String source) {
        if (heldBack(source)) {
            try {
                Thread.sleep(HELD_BACK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Stops to listen, and tells: keys by request, in no order. */
    synchronized Map<String, Set<String>> heard() {
        listening = false;
        return new TreeMap<>(heard);
    }

    private synchronized void begins(String query) {
        begun.putIfAbsent(query, times);
    }

    /** What a query that has ended still sends is not what the next one asks. */
    private synchronized boolean isLate(String query) {
        return begun.getOrDefault(query, times) != times;
    }

    private synchronized void hear(String source, String request, List<String> keys) {
        if (listening) {
            heard.computeIfAbsent(source + ": " + request, r -> new TreeSet<>()).addAll(keys);
        }
    }

    /** The source, listened to. */
    SourceAdapter around(SourceAdapter source) {
        Class<?> kind = source instanceof SqlSource ? SqlSource.class : SourceAdapter.class;
        return (SourceAdapter)
                Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, (proxy, method, arguments) -> {
                    if (method.getName().equals("scan") || method.getName().equals("query")) {
                        Object[] asked = Objects.requireNonNull(arguments);
                        String query = ((SourceScope) asked[1]).header().queryId();
                        begins(query);
                        holdBack(source.id().value());
                        if (!isLate(query)) {
                            hear(source.id().value(), asked[0]);
                        }
                    }
                    try {
                        return method.invoke(source, arguments);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                });
    }

    private void hear(String source, Object request) {
        if (request instanceof ScanRequest scan) {
            List<@Nullable Object> text = Arrays.asList(
                    scan.table(), scan.columns(), scan.conditions(), scan.keys().isPresent(), scan.limit());
            hear(source, text.toString(), scan.keys().orElse(List.of()));
        } else if (request instanceof SqlRequest statement) {
            hear(source, statement);
        }
    }

    private void hear(String source, SqlRequest statement) {
        StringBuilder text = new StringBuilder();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < statement.parameters().size(); i++) {
            text.append(statement.text().get(i));
            SqlRequest.Parameter parameter = statement.parameters().get(i);
            if (parameter instanceof SqlRequest.Keys set) {
                text.append(" one of the keys ");
                keys.addAll(set.values());
            } else {
                text.append(parameter);
            }
        }
        text.append(statement.text().get(statement.parameters().size())).append(statement.partitions());
        hear(source, text.toString(), keys);
    }
}

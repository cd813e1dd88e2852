package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.AuditLog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log is told of an answer is on the disk before a source is asked, and before a row leaves that it is about. */
class LogBeforeRowsTest {
    private final List<String> told = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final Set<String> onDisk = new HashSet<>();
    private final Lille lille = Lille.get();
    private final QueryService queries = lille.queries.silently(listening(AuditLog.class, lille.audit));

    /** The same log, whose calls are noted when they have returned. */
    private <T> T listening(Class<T> type, Object real) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    List<String> before = List.copyOf(shown);
                    Object result = call(real, method, given);
                    told.add(method.getName());
                    if (method.getName().equals("shown")) {
                        shown.addAll(Arrays.asList(new ObjectMapper().convertValue(given[0], String[].class)));
                    } else if (method.getName().equals("durable")) {
                        onDisk.addAll(before);
                    }
                    return result instanceof AuditLog.Entry ? listening(AuditLog.Entry.class, result) : result;
                }));
    }

    private static Object call(Object real, Method method, Object[] given) throws Throwable {
        try {
            return method.invoke(real, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What may not be on the disk yet, but for the end of an answer that nobody waits for. */
    private List<String> onTheWay() {
        List<String> waiting = new ArrayList<>(told.subList(told.lastIndexOf("durable") + 1, told.size()));
        waiting.remove("closed");
        return waiting;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            rows about persons, two kinds of data | SELECT b.cpr, d.begreb FROM borger b JOIN diagnose d ON d.pid = b.pid | shown
            a person looked for by number         | SELECT cpr FROM borger WHERE cpr_er('0101500001')                    | searched
            nobody                                | SELECT COUNT(*) FROM organisation                                    | decided
            """)
    void nothingLeavesBeforeItIsOnTheDisk(String what, String sql, String told) {
        try (QueryAnswer answer = queries.run(Lille.alt(), QueryRequest.of(sql))) {
            assertThat(this.told).contains("decided");
            assertThat(onTheWay()).isEmpty();
            answer.next();
            assertThat(this.told).contains(told);
            assertThat(onTheWay()).isEmpty();
        }
    }

    /** So many rows that some are read while others leave. */
    @Test
    void ofALongAnswerToo() {
        String sql = "SELECT b.cpr, n.v FROM borger b CROSS JOIN (VALUES 1, 2, 3, 4, 5, 6, 7, 8) AS n(v)";
        int rows = 0;
        Set<String> seen = new HashSet<>();
        try (QueryAnswer answer = queries.run(Lille.alt(), QueryRequest.of(sql))) {
            while (answer.next()) {
                String cpr = (String) answer.row()[0];
                if (seen.add(cpr)) {
                    assertThat(onDisk).contains(cpr);
                }
                rows++;
            }
        }
        assertThat(rows).isEqualTo(seen.size() * 8).isGreaterThan(40_000);
        assertThat(shown).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(seen);
        assertThat(told).contains("durableSoon");
    }

    /** 16,000 rows ahead, after 500, 1,000, … 8,000, hold the rows wanted; who is in the 16,000 after them is nobody's business. */
    @Test
    void rowsBeyondThoseWantedAreNotReadAhead() {
        String sql = "SELECT b.cpr, n.v FROM borger b CROSS JOIN (VALUES 1, 2, 3, 4, 5, 6, 7, 8) AS n(v)";
        QueryRequest wanted = new QueryRequest(sql, List.of(), OptionalLong.of(31_000), Optional.empty());
        try (QueryAnswer answer = queries.run(Lille.alt(), wanted)) {
            int rows = 0;
            while (answer.next()) {
                rows++;
            }
            assertThat(rows).isEqualTo(31_000);
        }
        assertThat(told).containsOnlyOnce("durableSoon");
    }

    @Test
    void groupsThatAreReleasedAreOnTheDiskBeforeTheyLeave() {
        Session planner = Users.planner();
        try (QueryAnswer answer =
                queries.run(planner, QueryRequest.of("SELECT koen, COUNT(*) FROM borger GROUP BY koen"))) {
            answer.next();
            assertThat(told).contains("released");
            assertThat(onTheWay()).isEmpty();
        }
    }

    @Test
    void anExplanationIsOnTheDiskBeforeItLeaves() {
        try (QueryAnswer answer =
                queries.run(Lille.alt(), QueryRequest.of("EXPLAIN SELECT COUNT(*) FROM organisation"))) {
            assertThat(told).contains("decided");
            assertThat(onTheWay()).isEmpty();
            assertThat(answer.next()).isTrue();
        }
    }
}

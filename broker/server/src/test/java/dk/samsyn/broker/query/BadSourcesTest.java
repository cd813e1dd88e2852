package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The laboratory takes 2 s for each answer, FMK is down, the municipalities' Nexus answers nonsense: every statement of the truth
 * test has the right answer, a named gap, or a code; and who needs none of the three never meets them.
 */
@Tag("full")
class BadSourcesTest {
    private static final String NOWHERE = "http://127.0.0.1:9/fmk";
    private static final Set<String> BROKEN = Set.of("fmk", "nexus");
    private static final Pattern ASKED = Pattern.compile("\\bask (\\w+)");

    private static TruthStatements truth;
    private static SlowDoor labka;
    private static HttpServer nonsense;
    private static QueryService queries;

    @BeforeAll
    static void spoilThree(@TempDir Path folder) throws IOException, SQLException {
        truth = TruthStatements.load();
        Map<String, String> settings = Lille.get().region.settings();
        labka = new SlowDoor(settings.getOrDefault("SAMSYN_LABKA_URL", ""), Duration.ofSeconds(2));
        nonsense = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        nonsense.setExecutor(Executors.newFixedThreadPool(4));
        nonsense.createContext("/", exchange -> {
            byte[] body = "{\"_links\": {\"self\": [}, \"pages\": \"0101011234".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/hal+json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        nonsense.start();
        Path instances = folder.resolve("instances.csv");
        Files.writeString(
                instances,
                Files.readString(Path.of(settings.getOrDefault("SAMSYN_NEXUS_INSTANCES", "")))
                        .replaceAll(
                                "http://[0-9.]+:[0-9]+",
                                "http://127.0.0.1:" + nonsense.getAddress().getPort()));
        queries = Lille.get()
                .with(Map.of(
                        "SAMSYN_LABKA_URL", labka.url(),
                        "SAMSYN_FMK_URL", NOWHERE,
                        "SAMSYN_NEXUS_INSTANCES", instances.toString()));
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        truth.close();
        labka.close();
        nonsense.stop(0);
    }

    @TestFactory
    Stream<DynamicTest> everyStatement() {
        return TruthStatements.all().stream().map(s -> DynamicTest.dynamicTest(s.name(), () -> check(s.sql())));
    }

    private static void check(String sql) throws SQLException, InterruptedException {
        Set<String> asked = asked(sql);
        List<String> right = truth.rows(sql);
        labka.settle();
        int waited = labka.waited();
        Outcome whole = ask(Lille.alt(), sql);
        if (whole.refusal() == null) {
            assertThat(TruthStatements.difference(whole.rows(), right)).isEmpty();
        } else {
            assertCoded(whole.refusal(), asked);
        }
        if (whole.refusal() != null) {
            Outcome partial = ask(partial(), sql);
            if (partial.refusal() == null) {
                assertThat(partial.notices()).extracting(Notice::code).contains("SAM-N03");
                assertThat(TruthStatements.difference(partial.rows(), right).values())
                        .as("no row but those of the truth")
                        .allMatch(count -> count < 0);
            } else {
                assertCoded(partial.refusal(), asked);
            }
        }
        if (!asked.contains("labka") && labka.waited() != waited) {
            // An abandoned query may still have been on its way to the door; this one asks every time or never.
            labka.settle();
            int again = labka.waited();
            ask(Lille.alt(), sql);
            assertThat(labka.waited()).as("nothing waits for the laboratory").isEqualTo(again);
        }
    }

    private static void assertCoded(QueryException refusal, Set<String> asked) {
        assertThat(refusal.errorCode().code()).startsWith("SAM-4");
        assertThat(asked).as("only who needs them: %s", refusal.getMessage()).containsAnyElementsOf(BROKEN);
        assertThat(refusal.getMessage()).containsAnyOf("fmk", "nexus").doesNotContain("010101");
    }

    /** The sources that the plan names. */
    private static Set<String> asked(String sql) {
        Set<String> sources = new TreeSet<>();
        Lille.rows(queries, Lille.alt(), "EXPLAIN " + sql)
                .forEach(row ->
                        ASKED.matcher(String.valueOf(row[0])).results().forEach(found -> sources.add(found.group(1))));
        return sources;
    }

    private record Outcome(
            List<String> rows,
            List<Notice> notices,
            @Nullable QueryException refusal) {}

    private static Outcome ask(Session session, String sql) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (QueryAnswer answer = queries.run(session, QueryRequest.of(sql))) {
            while (answer.next()) {
                rows.add(answer.row());
            }
            return new Outcome(TruthStatements.texts(rows), answer.notices(), null);
        } catch (QueryException e) {
            return new Outcome(List.of(), List.of(), e);
        }
    }

    private static Session partial() {
        Session alt = Lille.alt();
        return new Session(alt.principal(), alt.purpose(), alt.reason(), true, alt.client(), alt.connection());
    }
}

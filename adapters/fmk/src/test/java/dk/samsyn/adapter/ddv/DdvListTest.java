package dk.samsyn.adapter.ddv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dk.samsyn.adapter.soap.QueryScope;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceTable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The list of DDV is read while it arrives. */
@Timeout(60)
class DdvListTest {
    private static final String START = "<d:ListVaccinationsResponse xmlns:d=\"urn:dk:ddv:demo:1\">";
    private static final String CARD = "<d:VaccinationCard><d:PersonIdentifier>2512489996</d:PersonIdentifier>"
            + "<d:Vaccination><d:Identifier>1</d:Identifier></d:Vaccination></d:VaccinationCard>";

    private HttpServer server;
    private Writing writing = out -> {};

    /** Writes an answer in its own time. */
    private interface Writing {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            writing.to(out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theFirstRowsComeBeforeTheLastAreSent() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        writing = out -> {
            write(out, START + CARD.repeat(1_000));
            boolean readBeforeTheEnd = read.await(20, TimeUnit.SECONDS);
            write(out, readBeforeTheEnd ? "</d:ListVaccinationsResponse>" : "<broken");
        };
        try (SourceAdapter ddv = adapter();
                RowCursor cursor = ddv.scan(ScanRequest.all(ddv.tables().get(0)), QueryScope.ofDoctor())) {
            for (int i = 0; i < 900; i++) {
                assertThat(cursor.next()).isTrue();
            }
            read.countDown();
            int rest = 0;
            while (cursor.next()) {
                rest++;
            }
            assertThat(rest).isEqualTo(100);
        }
    }

    @Test
    void manyCitizensAreOneListAndNotACallForEach() {
        writing = out -> write(
                out,
                START + CARD + CARD.replace("2512489996", "2509479989").replace(">1<", ">2<")
                        + "</d:ListVaccinationsResponse>");
        try (SourceAdapter ddv = adapter()) {
            SourceTable table = ddv.tables().get(0);
            List<String> keys = new ArrayList<>(List.of("251248-9996"));
            for (int i = keys.size(); i < table.key().listFrom(); i++) {
                keys.add(String.format("01%08d", i));
            }
            assertThat(table.key().calls(keys.size())).isZero();
            assertThat(table.key().calls(keys.size() - 1)).isEqualTo(keys.size() - 1);
            QueryScope query = QueryScope.ofDoctor();
            List<String> ids = new ArrayList<>();
            try (RowCursor cursor = ddv.scan(ScanRequest.all(table).forKeys(keys), query)) {
                while (cursor.next()) {
                    ids.add(String.valueOf(cursor.row()[table.indexOf("vaccination_id")]));
                }
            }
            assertThat(ids).as("only those asked for").containsExactly("1");
            assertThat(query.calls()).isEqualTo(1);
        }
    }

    @Test
    void aListThatIsCutOffIsNotTakenForTheWholeList() {
        writing = out -> write(out, START + CARD.repeat(50));
        assertThat(codeOfReading(Duration.ofSeconds(10))).isEqualTo(ErrorCode.SOURCE_MALFORMED);
    }

    @Test
    void aListThatStallsEndsWithTheQuerysTime() {
        writing = out -> {
            write(out, START + CARD);
            Thread.sleep(15_000);
        };
        long start = System.nanoTime();
        assertThat(codeOfReading(Duration.ofMillis(800))).isEqualTo(ErrorCode.SOURCE_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void aListCutOffByTheWatchdogIsLateEvenIfTheQuerysClockIsBehind() {
        writing = out -> {
            write(out, START + CARD);
            Thread.sleep(15_000);
        };
        assertThat(codeOfReading(new QueryScope(Duration.ZERO, "hospitalslaege") {
                    @Override
                    public Duration remaining() {
                        return Duration.ofSeconds(1);
                    }
                }))
                .isEqualTo(ErrorCode.SOURCE_TIMEOUT);
    }

    @Test
    void cancellingEndsAListThatStalls() {
        writing = out -> {
            write(out, START + CARD);
            Thread.sleep(15_000);
        };
        QueryScope query = QueryScope.ofDoctor();
        try (SourceAdapter ddv = adapter()) {
            SourceException problem = catchThrowableOfType(SourceException.class, () -> {
                try (RowCursor cursor = ddv.scan(ScanRequest.all(ddv.tables().get(0)), query)) {
                    assertThat(cursor.next()).isTrue();
                    Thread canceller = new Thread(query::cancel);
                    canceller.start();
                    cursor.next();
                }
            });
            assertThat(problem.code()).isEqualTo(ErrorCode.QUERY_CANCELLED);
        }
    }

    @Test
    void aCardWithoutAPersonIsRefused() {
        writing = out -> write(out, START + "<d:VaccinationCard/></d:ListVaccinationsResponse>");
        assertThat(codeOfReading(Duration.ofSeconds(10))).isEqualTo(ErrorCode.SOURCE_MALFORMED);
    }

    @Test
    void aFaultInsteadOfAListIsARefusal() {
        writing = out -> write(out, "<Fault><detail><FaultCode>not_authorized</FaultCode></detail></Fault>");
        assertThat(codeOfReading(Duration.ofSeconds(10))).isEqualTo(ErrorCode.SOURCE_REFUSED);
    }

    private ErrorCode codeOfReading(Duration time) {
        return codeOfReading(new QueryScope(time, "hospitalslaege"));
    }

    private ErrorCode codeOfReading(QueryScope query) {
        try (SourceAdapter ddv = adapter()) {
            return catchThrowableOfType(SourceException.class, () -> {
                        try (RowCursor cursor =
                                ddv.scan(ScanRequest.all(ddv.tables().get(0)), query)) {
                            while (cursor.next()) {
                                assertThat(cursor.row()).hasSize(6);
                            }
                        }
                    })
                    .code();
        }
    }

    private SourceAdapter adapter() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/ddv";
        return new DdvAdapterFactory()
                .open(new SourceConfig(
                        new SourceId("ddv"),
                        "ddv",
                        Map.of("url", url, "id_card", "kort"),
                        List.of(),
                        Duration.ofSeconds(5),
                        4,
                        Path.of(".")));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

package dk.samsyn.adapter.cpr;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import dk.samsyn.testkit.Expected;
import dk.samsyn.testkit.Fault;
import dk.samsyn.testkit.SourceAdapterContract;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;

/** What every adapter must do, done by CPR over a register that can fail. */
class CprContractTest extends SourceAdapterContract {
    private static final int MANY = 50_000;
    private static final String BORGER = """
            cpr;navn;koen;foedselsdato;doed_dato;status;kommunekode;postnr;sogn;adressebeskyttet
            2512489996;Nancy Ann Ærø;K;1948-12-25;;01;0751;8000;9001;false
            2509479989;Bruno Elmer;M;1947-09-25;2026-01-02;90;0730;8900;8900;true
            0703921VJ5;;K;1992-03-07;;01;0751;;;true
            """;
    private static final String ADDRESSES = IntStream.range(0, MANY)
            .mapToObj(i -> String.format("070392%04d;0751;8000;2020-01-01;%n", i % 10_000))
            .collect(Collectors.joining("", "cpr;kommunekode;postnr;gyldig_fra;gyldig_til\n", ""));

    private static WireMockServer register = start(0);
    private static final int PORT = register.port();

    static {
        answer();
    }

    @AfterAll
    static void stop() {
        register.stop();
    }

    @Override
    protected SourceAdapter open() {
        return new CprAdapterFactory()
                .open(new SourceConfig(
                        new SourceId("cpr"),
                        "cpr",
                        Map.of("url", "http://127.0.0.1:" + PORT),
                        List.of(),
                        Duration.ofSeconds(20),
                        4,
                        Path.of(".")));
    }

    @Override
    protected Expected expected() {
        return Expected.of(
                "borger",
                Expected.row(
                        "2512489996",
                        "Nancy Ann Ærø",
                        "K",
                        LocalDate.of(1948, 12, 25),
                        null,
                        "01",
                        751,
                        8000,
                        9001,
                        false),
                Expected.row(
                        "2509479989",
                        "Bruno Elmer",
                        "M",
                        LocalDate.of(1947, 9, 25),
                        LocalDate.of(2026, 1, 2),
                        "90",
                        730,
                        8900,
                        8900,
                        true),
                Expected.row("0703921VJ5", null, "K", LocalDate.of(1992, 3, 7), null, "01", 751, null, null, true));
    }

    @Override
    protected String unknownKey() {
        return "0911740102";
    }

    @Override
    protected Optional<ScanRequest> large() {
        return Optional.of(ScanRequest.all(ListTable.ADRESSE_PERIODE.table(4, 1)));
    }

    @Override
    protected long largeRows() {
        return MANY;
    }

    @Override
    protected void cause(Fault fault) {
        switch (fault) {
            case SLOW -> register.stubFor(any(anyUrl()).willReturn(ok("sen").withFixedDelay(15_000)));
            case DOWN -> register.stop();
            case MALFORMED -> register.stubFor(any(anyUrl()).willReturn(ok("<html>Log ind</html>")));
        }
    }

    @Override
    protected void repair() {
        if (!register.isRunning()) {
            register = start(PORT);
        }
        answer();
    }

    private static void answer() {
        register.resetMappings();
        register.stubFor(
                get(urlEqualTo("/liste/borger.csv")).willReturn(ok(BORGER).withHeader("ETag", "\"1\"")));
        register.stubFor(get(urlEqualTo("/liste/adresse_periode.csv")).willReturn(ok(ADDRESSES)));
        register.stubFor(get(urlEqualTo("/sikrede/2512489996")).willReturn(okJson("""
                {"cpr":"2512489996","navn":"Nancy Ann Ærø","koen":"K","foedselsdato":"1948-12-25","doedsdato":null,
                 "status":"01","kommuneKode":"0751","postnr":8000,"sogn":9001,"adressebeskyttelse":false,
                 "tidligereCpr":[]}""")));
    }

    private static WireMockServer start(int port) {
        WireMockServer server = new WireMockServer(
                wireMockConfig().port(port).bindAddress("127.0.0.1").containerThreads(30));
        server.start();
        return server;
    }
}

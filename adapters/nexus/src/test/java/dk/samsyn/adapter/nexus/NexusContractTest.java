package dk.samsyn.adapter.nexus;

import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import dk.samsyn.testkit.Expected;
import dk.samsyn.testkit.Fault;
import dk.samsyn.testkit.SourceAdapterContract;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;

/** The contract over two instances; a key is searched for in both. */
class NexusContractTest extends SourceAdapterContract {
    private static final int LARGE = 1_500;

    private final FakeNexus nexus = filled();

    @AfterEach
    void stop() {
        nexus.close();
    }

    private static FakeNexus filled() {
        FakeNexus nexus = new FakeNexus();
        nexus.pageSize = 100;
        nexus.linksToAllPages = true;
        nexus.add(751, "conditions", "251248-9996", """
                {"id":901120,"name":"Respirationsproblemer","group":{"name":"Respiration og cirkulation"},
                 "klMappingCode":"I7.1","classificationCode":"dae40f60-8dab-4bd3-ab72-b07d0f278692",
                 "state":{"value":{"code":"ACTIVE"}},"currentLevel":{"value":null},
                 "registeredDate":"2026-01-20T13:34:56+01:00","closedDate":"2026-07-01T00:00:00+02:00"}""");
        nexus.add(730, "conditions", "251248-9996", "{\"id\":901121,\"currentLevel\":{\"value\":{\"code\":\"B3\"}}}");
        nexus.add(730, "conditions", "020160-9995", "{\"id\":901122,\"name\":\"Vaske sig\"}");
        for (int i = 0; i < LARGE; i++) {
            nexus.add(730, "measurements", "020160-9995", "{\"id\":" + i + "}");
        }
        return nexus;
    }

    @Override
    protected SourceAdapter open() {
        Map<String, Object> settings = Map.of(
                "token_url",
                nexus.url() + "/token",
                "client",
                "samsyn",
                "secret",
                "hem&lig",
                "instances",
                List.of(
                        Map.of("kommunekode", 730, "url", nexus.home(730)),
                        Map.of("kommunekode", "0751", "url", nexus.home(751))));
        return new NexusAdapterFactory()
                .open(new SourceConfig(
                        new SourceId("nexus"), "nexus", settings, List.of(), Duration.ofSeconds(20), 8, Path.of("")));
    }

    @Override
    protected Expected expected() {
        return Expected.of(
                "tilstand",
                Expected.row(
                        "251248-9996",
                        751,
                        "901120",
                        "dae40f60-8dab-4bd3-ab72-b07d0f278692",
                        "Respirationsproblemer",
                        "Respiration og cirkulation",
                        "I7.1",
                        "ACTIVE",
                        null,
                        LocalDateTime.of(2026, 1, 20, 13, 34, 56),
                        LocalDateTime.of(2026, 7, 1, 0, 0)),
                Expected.row("251248-9996", 730, "901121", null, null, null, null, null, "B3", null, null),
                Expected.row("020160-9995", 730, "901122", null, "Vaske sig", null, null, null, null, null, null));
    }

    @Override
    protected String unknownKey() {
        return "010101-0001";
    }

    @Override
    protected void cause(Fault fault) {
        switch (fault) {
            case SLOW -> nexus.delayMillis = 10_000;
            case DOWN -> nexus.down = true;
            case MALFORMED ->
                nexus.fault(
                        path -> path.contains("/list/"), 200, "{\"content\":[{\"id\":[251248]}]}", Integer.MAX_VALUE);
        }
    }

    @Override
    protected void repair() {
        nexus.noFaults();
    }

    @Override
    protected Optional<ScanRequest> large() {
        return Optional.of(new ScanRequest(
                "hjemmemaaling", List.of("maaling_id"), List.of(), Optional.empty(), OptionalLong.empty()));
    }

    @Override
    protected long largeRows() {
        return LARGE;
    }
}

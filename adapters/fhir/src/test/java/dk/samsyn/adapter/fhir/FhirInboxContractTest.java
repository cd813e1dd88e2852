package dk.samsyn.adapter.fhir;

import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import dk.samsyn.testkit.Expected;
import dk.samsyn.testkit.Fault;
import dk.samsyn.testkit.SourceAdapterContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract over reports of two citizens. */
class FhirInboxContractTest extends SourceAdapterContract {
    @TempDir
    private Path folder;

    @BeforeEach
    void fill() {
        report("615/2026-11-20/a.json", "2512489996", """
                {"resource":{"resourceType":"Observation","id":"maaling-1","status":"final","code":{"coding":[
                  {"code":"DNK05472","display":"Blodtryk systolisk"}]},"category":[{"coding":[{"code":"hjemmemaaling"}]}],
                  "effectiveDateTime":"2026-11-20T10:00:00+01:00","performer":[{"reference":"Patient/p"}],
                  "valueQuantity":{"value":138.5,"unit":"mmHg"}}},
                {"resource":{"resourceType":"Observation","id":"maaling-2","status":"final"}}""");
        report(
                "657/2026-11-20/b.json",
                "0201609995",
                "{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"maaling-3\",\"valueQuantity\":{\"value\":7}}}");
    }

    private void report(String path, String cpr, String entries) {
        write(path, """
                {"resourceType":"Bundle","type":"collection","timestamp":"2026-11-20T22:00:00+01:00","entry":[
                 {"resource":{"resourceType":"Patient","identifier":[{"value":"%s"}]}},%s]}""".formatted(cpr, entries));
    }

    private void write(String path, String text) {
        try {
            Path file = folder.resolve("inbox").resolve(path);
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected SourceAdapter open() {
        return new FhirInboxFactory()
                .open(new SourceConfig(
                        new SourceId("cura"),
                        "fhir-inbox",
                        Map.of("inbox", "inbox", "look_every", "PT0S"),
                        List.of(),
                        Duration.ofSeconds(5),
                        4,
                        folder));
    }

    @Override
    protected Expected expected() {
        return Expected.of(
                "observation",
                Expected.row(
                        "2512489996",
                        615,
                        "maaling-1",
                        "DNK05472",
                        "Blodtryk systolisk",
                        new BigDecimal("138.5"),
                        "mmHg",
                        LocalDateTime.of(2026, 11, 20, 10, 0),
                        "Patient",
                        "hjemmemaaling",
                        "final"),
                Expected.row("2512489996", 615, "maaling-2", null, null, null, null, null, null, null, "final"),
                Expected.row(
                        "0201609995", 657, "maaling-3", null, null, new BigDecimal("7"), null, null, null, null, null));
    }

    @Override
    protected String unknownKey() {
        return "0101010001";
    }

    @Override
    protected void cause(Fault fault) {
        switch (fault) {
            case SLOW -> throw new IllegalArgumentException("files are not slow");
            case DOWN -> move("inbox", "away");
            case MALFORMED -> write("615/2026-11-21/c.json", "{\"resourceType\":\"Bundle\",");
        }
    }

    @Override
    protected void repair() {
        try {
            if (Files.exists(folder.resolve("away"))) {
                move("away", "inbox");
            }
            Files.deleteIfExists(folder.resolve("inbox/615/2026-11-21/c.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void move(String from, String to) {
        try {
            Files.move(folder.resolve(from), folder.resolve(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Set<Fault> impossible() {
        return EnumSet.of(Fault.SLOW);
    }
}

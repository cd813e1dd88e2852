package dk.samsyn.adapter.files;

import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import dk.samsyn.testkit.Expected;
import dk.samsyn.testkit.Fault;
import dk.samsyn.testkit.SourceAdapterContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract over a file with all types and one with many lines. */
class FilesContractTest extends SourceAdapterContract {
    private static final int LARGE = 3_000;
    private static final String PROEVE = """
            CPR;NAVN;AKTIV;ANTAL;STORT;BELOEB;MAALING;DATO;TID
            251248-9996;Åse Ørsted;ja;41;5000000000;160,72;1,25;28-02-2026;2026-03-29 02:30
            020160-9995;"ase; ""o'hara""\";nej;-1;-5;-0,05;-0,5;01-01-1900;2026-10-25 02:30
            020160-9995;;;;;;;;
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(folder.resolve("drop"));
        write("proeve.csv", PROEVE);
        write("stor.csv", "CPR;NR\n" + "020160-9995;1\n".repeat(LARGE));
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve("drop").resolve(name), text, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected SourceAdapter open() {
        List<Map<String, Object>> tables = List.of(
                Map.of(
                        "name", "proeve",
                        "file", "proeve.csv",
                        "columns",
                                List.of(
                                        Map.of("name", "cpr", "type", "varchar(11)", "person", "hyphen"),
                                        Map.of("name", "navn", "type", "varchar(20)"),
                                        Map.of("name", "aktiv", "type", "boolean"),
                                        Map.of("name", "antal", "type", "integer"),
                                        Map.of("name", "stort", "type", "bigint"),
                                        Map.of("name", "beloeb", "type", "decimal(10,2)"),
                                        Map.of("name", "maaling", "type", "double"),
                                        Map.of("name", "dato", "type", "date", "pattern", "dd-MM-yyyy"),
                                        Map.of("name", "tid", "type", "timestamp", "pattern", "yyyy-MM-dd HH:mm"))),
                Map.of(
                        "name", "stor",
                        "file", "stor.csv",
                        "columns",
                                List.of(
                                        Map.of("name", "cpr", "type", "varchar(11)", "person", "hyphen"),
                                        Map.of("name", "nr", "type", "integer"))));
        return new FilesAdapterFactory()
                .open(new SourceConfig(
                        new SourceId("filer"),
                        "files",
                        Map.of("folder", "drop", "charset", "ISO-8859-1"),
                        tables,
                        Duration.ofSeconds(5),
                        4,
                        folder));
    }

    @Override
    protected Expected expected() {
        return Expected.of(
                "proeve",
                Expected.row(
                        "251248-9996",
                        "Åse Ørsted",
                        true,
                        41,
                        5_000_000_000L,
                        new BigDecimal("160.72"),
                        1.25,
                        LocalDate.of(2026, 2, 28),
                        LocalDateTime.of(2026, 3, 29, 2, 30)),
                Expected.row(
                        "020160-9995",
                        "ase; \"o'hara\"",
                        false,
                        -1,
                        -5L,
                        new BigDecimal("-0.05"),
                        -0.5,
                        LocalDate.of(1900, 1, 1),
                        LocalDateTime.of(2026, 10, 25, 2, 30)),
                Expected.row("020160-9995", null, null, null, null, null, null, null, null));
    }

    @Override
    protected String unknownKey() {
        return "010101-0001";
    }

    @Override
    protected void cause(Fault fault) {
        switch (fault) {
            case SLOW -> throw new IllegalArgumentException("files are not slow");
            case DOWN -> move("drop", "away");
            case MALFORMED -> write("proeve.csv", PROEVE + "251248-9996;x\n");
        }
    }

    @Override
    protected void repair() {
        if (Files.exists(folder.resolve("away"))) {
            move("away", "drop");
        }
        write("proeve.csv", PROEVE);
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

    @Override
    protected Optional<ScanRequest> large() {
        return Optional.of(new ScanRequest("stor", List.of("nr"), List.of(), Optional.empty(), OptionalLong.empty()));
    }

    @Override
    protected long largeRows() {
        return LARGE;
    }
}

package dk.samsyn.adapter.fmk;

import dk.samsyn.adapter.soap.FaultyServer;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;

/** What every adapter must do, done by FMK over a service that can fail. */
class FmkContractTest extends SourceAdapterContract {
    private static final String NANCY = "2512489996";
    private static final String BRUNO = "2509479989";
    private static final int MANY = 300;
    private static final FaultyServer FMK = new FaultyServer(Cards.fault("person_not_found"));

    static {
        FMK.answer(NANCY, Cards.answer(NANCY, Cards.medication("131", "") + Cards.medication("132", "<mc:Paused/>")));
        FMK.answer(BRUNO, Cards.answer(BRUNO, Cards.medication("133", "")));
        FMK.answer(
                "070392", Cards.answer("", Cards.medication("134", "")).replaceAll("<mc:Patient>.*</mc:Patient>", ""));
    }

    @AfterAll
    static void stop() {
        FMK.close();
    }

    @Override
    protected SourceAdapter open() {
        return new FmkAdapterFactory()
                .open(new SourceConfig(
                        new SourceId("fmk"),
                        "fmk",
                        Map.of("url", FMK.url(), "id_card", "kort"),
                        List.of(),
                        Duration.ofSeconds(20),
                        8,
                        Path.of(".")));
    }

    @Override
    protected Expected expected() {
        return Expected.of("ordination", row(NANCY, "131", false), row(NANCY, "132", true), row(BRUNO, "133", false));
    }

    private static Object[] row(String cpr, String id, boolean paused) {
        return Expected.row(
                cpr,
                id,
                "1",
                "A10BA02",
                "Metformin \"Demo\"",
                "500 mg",
                null,
                "mod sukkersyge",
                LocalDate.of(2019, 3, 4),
                null,
                paused,
                "laege",
                "099001",
                false);
    }

    @Override
    protected String unknownKey() {
        return "0911740102";
    }

    @Override
    protected Optional<dk.samsyn.spi.ScanRequest> large() {
        List<String> keys = IntStream.range(0, MANY)
                .mapToObj(i -> String.format("070392%04d", i))
                .toList();
        return Optional.of(
                dk.samsyn.spi.ScanRequest.all(FmkTables.tables(8, 1).get(0)).forKeys(keys));
    }

    @Override
    protected long largeRows() {
        return MANY;
    }

    @Override
    protected void cause(Fault fault) {
        FMK.cause(fault);
    }

    @Override
    protected void repair() {
        FMK.repair();
    }
}

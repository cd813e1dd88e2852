package dk.samsyn.adapter.ddv;

import dk.samsyn.adapter.soap.FaultyServer;
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

/** What every adapter must do, done by DDV over a service that can fail. */
class DdvContractTest extends SourceAdapterContract {
    private static final String NANCY = "2512489996";
    private static final String BRUNO = "2509479989";
    private static final int MANY = 5_000;
    private static final String MUCH_VACCINATED = "0703920000";
    private static final String NANCYS = card(
            NANCY,
            vaccination(
                            "1001",
                            "<d:Vaccine><d:ATC>J07BB02</d:ATC><d:Name>Influenza</d:Name></d:Vaccine>"
                                    + "<d:GivenDate>2025-10-12</d:GivenDate><d:PlaceType>apotek</d:PlaceType>")
                    + vaccination("1002", "<d:Vaccine><d:ATC>J07AL02</d:ATC></d:Vaccine>"));
    private static final String BRUNOS = card(BRUNO, vaccination("1003", "<d:PlaceType>praksis</d:PlaceType>"));
    private static final FaultyServer DDV =
            new FaultyServer("<Fault><detail><FaultCode>person_not_found</FaultCode></detail></Fault>");

    static {
        DDV.answer("ListVaccinationsRequest", answer("ListVaccinations", NANCYS + BRUNOS));
        DDV.answer(">" + NANCY, answer("GetVaccinationCard", NANCYS));
        DDV.answer(">" + BRUNO, answer("GetVaccinationCard", BRUNOS));
        String many =
                IntStream.range(0, MANY).mapToObj(i -> vaccination("" + i, "")).collect(Collectors.joining());
        DDV.answer(">" + MUCH_VACCINATED, answer("GetVaccinationCard", card(MUCH_VACCINATED, many)));
    }

    @AfterAll
    static void stop() {
        DDV.close();
    }

    @Override
    protected SourceAdapter open() {
        return new DdvAdapterFactory()
                .open(new SourceConfig(
                        new SourceId("ddv"),
                        "ddv",
                        Map.of("url", DDV.url(), "id_card", "kort"),
                        List.of(),
                        Duration.ofSeconds(20),
                        8,
                        Path.of(".")));
    }

    @Override
    protected Expected expected() {
        return Expected.of(
                "vaccination",
                Expected.row(NANCY, "1001", "J07BB02", "Influenza", LocalDate.of(2025, 10, 12), "apotek"),
                Expected.row(NANCY, "1002", "J07AL02", null, null, null),
                Expected.row(BRUNO, "1003", null, null, null, "praksis"));
    }

    @Override
    protected String unknownKey() {
        return "0911740102";
    }

    @Override
    protected Optional<ScanRequest> large() {
        try (SourceAdapter ddv = open()) {
            return Optional.of(ScanRequest.all(ddv.tables().get(0)).forKeys(List.of(MUCH_VACCINATED)));
        }
    }

    @Override
    protected long largeRows() {
        return MANY;
    }

    @Override
    protected void cause(Fault fault) {
        DDV.cause(fault);
    }

    @Override
    protected void repair() {
        DDV.repair();
    }

    private static String answer(String operation, String cards) {
        return "<d:" + operation + "Response xmlns:d=\"urn:dk:ddv:demo:1\">" + cards + "</d:" + operation + "Response>";
    }

    private static String card(String cpr, String vaccinations) {
        return "<d:VaccinationCard><d:PersonIdentifier>" + cpr + "</d:PersonIdentifier>" + vaccinations
                + "</d:VaccinationCard>";
    }

    private static String vaccination(String id, String more) {
        return "<d:Vaccination><d:Identifier>" + id + "</d:Identifier>" + more + "</d:Vaccination>";
    }
}

package dk.samsyn.region.cpr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Population;
import dk.samsyn.spi.DemoRegion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CprServerTest {
    private static final DemoRegion.Options LILLE = new DemoRegion.Options(
            DemoRegion.Size.LILLE, 1, LocalDate.of(2026, 11, 23), Optional.empty(), Optional.empty());

    private final Population population = new Population(LILLE);
    private final HttpClient client = HttpClient.newHttpClient();
    private LiveSource server;

    @BeforeEach
    void start() {
        server = new CprChapter()
                .open(new RegionContext(LILLE, population, Path.of("unused"), false))
                .finish();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPersonIsFoundByEveryNumberThePersonHasHad() throws Exception {
        Citizen changed = first(c -> c.numbers().size() > 1);
        for (var number : changed.numbers()) {
            HttpResponse<String> answer = get("/sikrede/" + number.value(), "");
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode person = new ObjectMapper().readTree(answer.body());
            assertThat(person.path("cpr").asText()).isEqualTo(changed.cpr());
            assertThat(person.path("tidligereCpr").toString())
                    .contains(changed.numbers().get(1).value());
            assertThat(person.path("kommuneKode").asText()).hasSize(4).startsWith("0");
        }
        assertThat(server.calls()).isEqualTo(2);
    }

    @Test
    void anUnknownNumberIsA404WithJson() throws Exception {
        HttpResponse<String> answer = get("/sikrede/0102030405", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("fejl");
    }

    @ParameterizedTest
    @CsvSource({
        "borger, cpr;navn;koen;foedselsdato;doed_dato;status;kommunekode;postnr;sogn;adressebeskyttet",
        "person_identifikator, cpr;vaerdi;type;gyldig_fra;gyldig_til",
        "adresse_periode, cpr;kommunekode;postnr;gyldig_fra;gyldig_til",
        "gp_tilknytning, cpr;ydernr;gyldig_fra;gyldig_til;sikringsgruppe"
    })
    void theNightlyListsHoldEverybody(String list, String header) throws Exception {
        HttpResponse<String> answer = get("/liste/" + list + ".csv", "");
        List<String> lines = answer.body().lines().toList();
        assertThat(lines.get(0)).isEqualTo(header);
        assertThat(lines).hasSizeGreaterThan(6_300);
        assertThat(lines).allMatch(line -> line.split(";", -1).length == header.split(";", -1).length);

        String etag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(etag).contains("2026-11-23");
        assertThat(get("/liste/" + list + ".csv", etag).statusCode()).isEqualTo(304);
    }

    @Test
    void thereIsNoOtherList() throws Exception {
        assertThat(get("/liste/alle.csv", "").statusCode()).isEqualTo(404);
    }

    private Citizen first(java.util.function.Predicate<Citizen> fits) {
        for (int i = 0; i < population.size(); i++) {
            if (fits.test(population.citizen(i))) {
                return population.citizen(i);
            }
        }
        throw new IllegalStateException("nobody fits");
    }

    private HttpResponse<String> get(String path, String etag) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.settings().get("SAMSYN_CPR_URL") + path));
        if (!etag.isEmpty()) {
            request.header("If-None-Match", etag);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

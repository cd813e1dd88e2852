package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.doors.DoorsFixture;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No way of writing a statement reaches a row or a cell that policy does not permit: each statement of {@code
 * bypass/statements.sql} has the answer that it has in a database which holds the permitted rows and nothing else.
 */
class NoWayRoundTest {
    private static final Session DOCTOR = Lille.doctor("099001");
    private static Lille lille;
    private static TruthDatabase ofDoctor;
    private static TruthDatabase ofResearcher;
    private static String few;

    @BeforeAll
    static void workOutWhatIsPermitted() throws IOException, SQLException {
        lille = Lille.get();
        PermittedRows permitted = new PermittedRows(lille);
        few = permitted.few();
        ofDoctor = permitted.ofDoctor(DOCTOR, "099001");
        ofResearcher = permitted.ofResearcher(Users.researcher());
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        ofDoctor.close();
        ofResearcher.close();
    }

    private record Way(String name, String sql, List<String> expected, boolean forEverybody) {
        String kind() {
            return expected.get(0);
        }
    }

    private static List<Way> ways() throws IOException {
        String text;
        try (var resource = NoWayRoundTest.class.getResourceAsStream("/bypass/statements.sql")) {
            text = new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Way> ways = new ArrayList<>();
        boolean everybody = true;
        for (String part : text.split("(?m)^# ", -1)) {
            if (part.startsWith("------ only")) {
                everybody = false;
            }
            if (part.startsWith("--")) {
                continue;
            }
            String[] lines = part.strip().split("\n", -1);
            List<String> sql = new ArrayList<>(Arrays.asList(lines).subList(1, lines.length));
            String last = sql.get(sql.size() - 1);
            List<String> expected = List.of("same", String.join("\n", sql));
            if (last.startsWith("=> ")) {
                sql.remove(sql.size() - 1);
                expected = List.of(last.substring(3).split(" ", 2));
            }
            ways.add(new Way(lines[0], String.join("\n", sql).replace(":few", few), expected, everybody));
        }
        return ways;
    }

    @TestFactory
    Stream<DynamicTest> aDoctorReachesWhatIsPermittedAndNothingElse() throws IOException {
        return ways().stream().map(way -> DynamicTest.dynamicTest(way.name(), () -> check(way, DOCTOR, ofDoctor)));
    }

    @TestFactory
    @Tag("full")
    Stream<DynamicTest> aResearcherReachesWhatIsPermittedAndNothingElse() throws IOException {
        return ways().stream()
                .filter(Way::forEverybody)
                .map(way -> DynamicTest.dynamicTest(way.name(), () -> check(way, Users.researcher(), ofResearcher)));
    }

    private static void check(Way way, Session session, TruthDatabase permitted) throws SQLException {
        if (way.kind().equals("refused")) {
            assertThatThrownBy(() -> lille.rows(session, way.sql()))
                    .isInstanceOfSatisfying(QueryException.class, e -> assertThat(
                                    Arrays.stream(way.expected().get(1).split(" ", -1)))
                            .as(e.errorCode().code())
                            .anyMatch(code -> e.errorCode().code().startsWith(code)));
            return;
        }
        assertThat(texts(lille.rows(session, way.sql())))
                .containsExactlyInAnyOrderElementsOf(
                        permitted.rows(way.expected().get(1).replace(":few", few)));
    }

    private static List<String> texts(List<@Nullable Object[]> rows) {
        return rows.stream()
                .map(row -> Arrays.stream(row).map(TruthDatabase::text).collect(Collectors.joining("|")))
                .toList();
    }

    /** The numbers below are worked out from the lists of both practices; plans and results of one are no use to the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT cpr FROM borger",
                "SELECT b.cpr FROM borger b WHERE EXISTS (SELECT 1 FROM gp_tilknytning t WHERE t.pid = b.pid)",
                "SELECT cpr FROM (SELECT * FROM borger) x"
            })
    void theSameTextAnswersEachUserFromTheOwnRows(String sql) {
        List<String> first = texts(lille.rows(DOCTOR, sql));
        List<String> second = texts(lille.rows(Lille.doctor("099002"), sql));
        List<String> all = texts(lille.rows(Lille.alt(), sql));

        assertThat(first).isNotEmpty().doesNotContainAnyElementsOf(second);
        assertThat(all).containsAll(first).containsAll(second).hasSizeGreaterThan(first.size() + second.size());
        assertThat(texts(lille.rows(DOCTOR, sql))).containsExactlyInAnyOrderElementsOf(first);
        for (Session nameless : List.of(Users.researcher(), Users.planner())) {
            assertThatThrownBy(() -> lille.rows(nameless, sql))
                    .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.errorCode())
                            .isIn(ErrorCode.UNKNOWN_COLUMN, ErrorCode.UNKNOWN_TABLE));
        }
    }

    @Test
    void aBlockActsOnAStatementThatWasPreparedBefore() throws IOException {
        String cpr = String.valueOf(lille.rows(
                        DOCTOR,
                        "SELECT MIN(b.cpr) FROM borger b WHERE b.status = '01' AND b.pid IN (SELECT d.pid FROM diagnose d)")
                .get(0)[0]);
        String sql = "SELECT d.begreb FROM diagnose d JOIN borger b ON b.pid = d.pid WHERE b.cpr = '" + cpr + "'";
        String list = "SELECT b.cpr FROM borger b WHERE b.cpr = '" + cpr + "'";
        lille.queries.prepare(DOCTOR, sql);
        assertThat(lille.rows(DOCTOR, sql)).isNotEmpty();
        Path blocks = Path.of(lille.region.settings().get("SAMSYN_MINSPAERRING_DIR"), "minspaerring.csv");
        byte[] before = Files.readAllBytes(blocks);
        try {
            String header = Files.readAllLines(blocks).get(0);
            String separator = header.contains(";") ? ";" : ",";
            Map<String, String> block = Map.of(
                    "cpr",
                    cpr,
                    "retning",
                    "spaer",
                    "modtager_type",
                    "sektor",
                    "modtager",
                    "almen_praksis",
                    "kategori",
                    "diagnose",
                    "fra",
                    "01-01-2026");
            String line = Arrays.stream(header.split(separator, -1))
                    .map(column -> block.getOrDefault(column.toLowerCase(Locale.ROOT), ""))
                    .collect(Collectors.joining(separator));
            Files.writeString(blocks, line + "\r\n", StandardOpenOption.APPEND);

            assertThat(lille.rows(DOCTOR, sql)).isEmpty();
            assertThat(lille.rows(DOCTOR, list))
                    .as("a block never hides who is on the list")
                    .hasSize(1);
        } finally {
            Files.write(blocks, before);
        }
        assertThat(lille.rows(DOCTOR, sql)).isNotEmpty();
    }

    @Test
    void metadataNamesWhatIsPermittedAndNothingElse() {
        Catalogue doctor = lille.queries.catalogue(DOCTOR);
        Catalogue researcher = lille.queries.catalogue(Users.researcher());

        assertThat(names(doctor))
                .doesNotContain("samtykke", "behandlingsrelation")
                .contains("borger", "diagnose");
        assertThat(names(researcher))
                .doesNotContain("samtykke", "behandlingsrelation", "person_identifikator", "gp_tilknytning", "ydelse");
        assertThat(researcher.tables())
                .filteredOn(table -> table.name().equals("borger"))
                .flatExtracting(table ->
                        table.columns().stream().map(ResultColumn::name).toList())
                .containsExactly("pid", "koen", "foedselsdato", "alder", "doed_dato", "status", "kommunekode");
        assertThat(lille.queries.catalogue(Users.steward()).tables())
                .noneMatch(table -> table.schema().equals("sundhed"));
    }

    private static List<String> names(Catalogue catalogue) {
        return catalogue.tables().stream().map(Catalogue.Table::name).toList();
    }

    /** Both doors lead to the same rows: every fourth way goes in by HTTP, as the user of the demo's own file. */
    @Test
    void theHttpDoorIsNoWayRound() throws IOException, InterruptedException, SQLException {
        List<Way> all = ways();
        List<Way> some = IntStream.range(0, all.size())
                .filter(i -> i % 4 == 0)
                .mapToObj(all::get)
                .filter(way -> way.kind().equals("same"))
                .toList();
        try (DoorsFixture doors = DoorsFixture.over(lille.queries)) {
            HttpClient client = HttpClient.newHttpClient();
            String user = Base64.getEncoder().encodeToString("laege-099001:samsyn".getBytes(StandardCharsets.UTF_8));
            for (Way way : some) {
                String body = new ObjectMapper().writeValueAsString(Map.of("sql", way.sql()));
                HttpResponse<String> response = client.send(
                        HttpRequest.newBuilder(URI.create(doors.url() + "/api/query"))
                                .header("Authorization", "Basic " + user)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(response.statusCode())
                        .as("%s: %s", way.name(), response.body())
                        .isEqualTo(200);
                JsonNode rows = new ObjectMapper().readTree(response.body()).get("rows");
                assertThat(rows.size())
                        .as(way.name())
                        .isEqualTo(ofDoctor.rows(way.expected().get(1).replace(":few", few))
                                .size());
            }
        }
    }

    /** A reason given with a statement about many opens for nobody. */
    @Test
    void breakGlassDoesNotOpenALargerSet() {
        String sql = "SELECT cpr FROM borger";
        assertThat(texts(lille.rows(Users.because("Uheld", Users.hospitalDoctor()), sql)))
                .containsExactlyInAnyOrderElementsOf(texts(lille.rows(Users.hospitalDoctor(), sql)));
    }
}

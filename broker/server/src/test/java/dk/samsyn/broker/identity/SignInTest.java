package dk.samsyn.broker.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {
    private static final Path USERS = Path.of("..", "..", "conf", "users.yaml");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T11:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} is {1} of {2}, for {3}, with {4}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            laege-099001         | praktiserende_laege           | praksis:099001            | behandling    | {autorisation=0AB1C, ydernr=099001}
            laege-099002         | praktiserende_laege           | praksis:099002            | behandling    | {autorisation=0AB2D, ydernr=099002}
            sekretaer-099001     | laegesekretaer                | praksis:099001            | behandling    | {ydernr=099001}
            hospitalslaege-6620  | hospitalslaege                | hospital:6620             | behandling    | {autorisation=0CD3F, shak=6620}
            planlaegger-6620     | hospitalsplanlaegger          | hospital:6620             | planlaegning  | {shak=6620}
            sygeplejerske-730    | hjemmesygeplejerske           | kommune:730               | behandling    | {autorisation=0FG4H, kommunekode=730}
            sundhedsplejerske-730| kommunal_sundhedsplejerske    | kommune:730               | forebyggelse  | {autorisation=0HJ5K, kommunekode=730}
            sagsbehandler-730    | kommunal_sagsbehandler        | kommune:730               | sagsbehandling| {kommunekode=730}
            planlaegger-730      | kommunal_planlaegger          | kommune:730               | planlaegning  | {kommunekode=730}
            planlaegger-741      | kommunal_planlaegger          | kommune:741               | planlaegning  | {kommunekode=741}
            analytiker           | regional_analytiker           | region:1082               | planlaegning  | {}
            analytiker-2         | regional_analytiker           | region:1082               | planlaegning  | {}
            forsker-1            | forsker                       | godkendelse:1-45-70-1-26  | forskning     | {godkendelse=1-45-70-1-26}
            steward-1            | datasteward                   | region:1082               | kontrol       | {}
            steward-2            | datasteward                   | region:1082               | kontrol       | {}
            dataejer-099001      | dataejer                      | praksis:099001            | kontrol       | {}
            dataejer-6620        | dataejer                      | hospital:6620             | kontrol       | {}
            dataejer-730         | dataejer                      | kommune:730               | kontrol       | {}
            borger-0101801234    | borger                        | ''                        | eget_indblik  | {cpr=0101801234}
            """)
    void everyDemoUserSignsIn(String user, String role, String organisation, String purpose, String attributes) {
        Principal principal = demo().password(user, "samsyn");
        assertThat(principal.role()).isEqualTo(role);
        assertThat(principal.organisation()).isEqualTo(organisation);
        assertThat(principal.defaultPurpose().label()).isEqualTo(purpose);
        assertThat(new TreeMap<>(principal.attributes())).hasToString(attributes);
    }

    @Test
    void theQualityOfficerHasADepartmentAndAMunicipalityIsANumber() {
        assertThat(demo().password("kvalitet-6620", "samsyn").attributes())
                .containsEntry("shak", "6620")
                .containsEntry("afdeling", "6620130");
        assertThat(demo().password("planlaegger-730", "samsyn").attributes()).containsEntry("kommunekode", 730);
    }

    @ParameterizedTest
    @CsvSource({
        "laege-099001, wrong",
        "laege-099001, ''",
        "nobody, samsyn",
        "'', samsyn",
        "alt, samsyn",
        "borger-, samsyn",
        "borger-12345, samsyn",
        "borger-0101801234' OR '1'='1, samsyn",
        "LAEGE-099001, samsyn"
    })
    void anythingElseIsRefusedInTheSameWords(String user, String password) {
        assertThatThrownBy(() -> demo().password(user, password))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.NOT_AUTHENTICATED))
                .hasMessage("user or password is wrong");
    }

    @Test
    void theTestUserIsThereOnlyWhenAskedFor() {
        SignIn signIn = signIn(Realms.Stage.DEMO_WITH_TEST_USER, Optional.empty(), new ConfigProblems())
                .orElseThrow();
        assertThat(signIn.password("alt", "samsyn").defaultPurpose()).isEqualTo(Purpose.TEST);
    }

    @Test
    void aBrokerOverRealSourcesRefusesTheDemoUsers() {
        ConfigProblems problems = new ConfigProblems();
        assertThat(signIn(Realms.Stage.REAL, Optional.empty(), problems)).isEmpty();
        assertThat(problems.all()).singleElement().asString().contains("file of the demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Digest x", "Bearer unknown", "Bearer "})
    void aHeaderThatIsNotUnderstoodIsRefused(String header) {
        assertThatThrownBy(() -> demo().header(header)).isInstanceOf(QueryException.class);
    }

    @Test
    void aBasicHeaderIsCheckedOnceAndThenRemembered() {
        SignIn signIn = demo();
        String header =
                "Basic " + Base64.getEncoder().encodeToString("analytiker:samsyn".getBytes(StandardCharsets.UTF_8));
        signIn.header(header);
        long start = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            assertThat(signIn.header(header).name()).isEqualTo("analytiker");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aTokenIsItsUserUntilItExpires() throws IOException {
        String good = sha256("a-long-random-token");
        String old = sha256("an-expired-token");
        Path tokens = Files.writeString(folder.resolve("tokens.yaml"), """
                tokens:
                  - { sha256: "%s", user: analytiker, expires: "2026-11-23" }
                  - { sha256: "%s", user: analytiker, expires: "2026-11-22" }
                """.formatted(good, old));
        SignIn signIn = signIn(Realms.Stage.DEMO, Optional.of(tokens), new ConfigProblems())
                .orElseThrow();
        assertThat(signIn.header("Bearer a-long-random-token").name()).isEqualTo("analytiker");
        assertThatThrownBy(() -> signIn.header("Bearer an-expired-token")).isInstanceOf(QueryException.class);
    }

    @Test
    void aSessionHasThePurposeNamedOrTheUsersOwn() {
        Principal doctor = demo().password("laege-099001", "samsyn");
        assertThat(request("", "").open(doctor).purpose()).isEqualTo(Purpose.BEHANDLING);
        assertThat(request("kvalitet", "099001").open(doctor).purpose()).isEqualTo(Purpose.KVALITET);
        assertThat(request("", "praksis:099001").open(doctor)).isInstanceOf(Session.class);
    }

    @ParameterizedTest
    @CsvSource({
        "nysgerrighed, '', PURPOSE_UNKNOWN",
        "BEHANDLING, '', PURPOSE_UNKNOWN",
        "forskning, '', PURPOSE_NOT_ALLOWED",
        "test, '', PURPOSE_NOT_ALLOWED",
        "'', praksis:099002, NOT_ALLOWED"
    })
    void aSessionForAnythingElseIsRefused(String purpose, String organisation, ErrorCode code) {
        Principal doctor = demo().password("laege-099001", "samsyn");
        assertThatThrownBy(() -> request(purpose, organisation).open(doctor))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(code));
    }

    private static SessionRequest request(String purpose, String organisation) {
        return new SessionRequest(Optional.of(purpose), Optional.of(organisation), Optional.empty(), false, "test");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            autorisation=0AB1C                   | laege-099001
            name=laege-099001                    | laege-099001
            name=laege-099001 ydernr=099001      | laege-099001
            name=laege-099001 ydernr=099002      | -
            ydernr=099001                        | -
            kommunekode=730 autorisation=0FG4H   | sygeplejerske-730
            name=borger-0101801234               | borger-0101801234
            cpr=0101801234                       | -
            name=alt                             | -
            shak=null                            | -
            ''                                   | -
            """)
    void aProviderNamesAUserOnlyIfExactlyOneFits(String wanted, String user) {
        Map<String, String> claims = wanted.isEmpty()
                ? Map.of()
                : Arrays.stream(wanted.split(" ", -1))
                        .map(one -> one.split("=", -1))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        assertThat(demo().known(claims).map(Principal::name)).isEqualTo(Optional.ofNullable(user));
    }

    @Test
    void everyCheckIsTold() throws IOException {
        Path tokens = Files.writeString(folder.resolve("tokens.yaml"), """
                tokens:
                  - { sha256: "%s", user: analytiker, expires: "2026-11-23" }
                """.formatted(sha256("a-long-random-token")));
        SignIn signIn = signIn(Realms.Stage.DEMO, Optional.of(tokens), new ConfigProblems())
                .orElseThrow();
        List<String> told = new ArrayList<>();
        signIn.tell((user, act, details) -> told.add(user + " " + act + " " + details.get("by")));

        signIn.password("laege-099001", "samsyn");
        signIn.password("laege-099001", "samsyn");
        signIn.header("Bearer a-long-random-token");
        signIn.header("Bearer a-long-random-token");
        signIn.known(Map.of("name", "laege-099002"));
        signIn.known(Map.of("name", "nobody"));
        for (String user : List.of("laege-099001", "min hemmelige kode")) {
            assertThatThrownBy(() -> signIn.password(user, "wrong")).isInstanceOf(QueryException.class);
        }
        assertThatThrownBy(() -> signIn.header("Bearer unknown")).isInstanceOf(QueryException.class);

        assertThat(told)
                .containsExactly(
                        "laege-099001 signin.ok password",
                        "analytiker signin.ok token",
                        "laege-099002 signin.ok provider",
                        " signin.refused provider",
                        "laege-099001 signin.refused password",
                        " signin.refused password",
                        " signin.refused token");
    }

    @Test
    void whatCannotBeToldIsRefused() {
        SignIn signIn = demo();
        signIn.tell((user, act, details) -> {
            throw new QueryException(ErrorCode.AUDIT_UNAVAILABLE, "the audit log cannot be written");
        });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> signIn.password("laege-099001", "samsyn"))
                    .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.errorCode())
                            .isEqualTo(ErrorCode.AUDIT_UNAVAILABLE));
        }
    }

    private static SignIn demo() {
        return signIn(Realms.Stage.DEMO, Optional.empty(), new ConfigProblems()).orElseThrow();
    }

    private static Optional<SignIn> signIn(Realms.Stage stage, Optional<Path> tokens, ConfigProblems problems) {
        return Realms.signIn(
                new BrokerConfig.Users("file", USERS, tokens, Duration.ofMinutes(5)), stage, CLOCK, problems);
    }

    private static String sha256(String text) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

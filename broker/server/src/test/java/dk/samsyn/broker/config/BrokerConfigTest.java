package dk.samsyn.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerConfigTest {
    private static final Path CONF = Path.of("..", "..", "conf");
    private static final Map<String, String> SECRETS =
            Map.of("SAMSYN_PID_SECRET", "p".repeat(32), "SAMSYN_NOISE_SECRET", "n".repeat(32));

    @TempDir
    Path folder;

    @Test
    void theShippedFileIsSound() {
        ConfigProblems problems = new ConfigProblems();
        BrokerConfig config = BrokerConfig.read(CONF, SECRETS::get, problems).orElseThrow();
        assertThat(problems.all()).isEmpty();
        assertThat(config.server().port()).isEqualTo(8080);
        assertThat(config.limits().callsPerStatement()).isEqualTo(200);
        assertThat(config.limits().queryTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.auditFile()).isEqualTo(Path.of("..", "..", "data", "audit.log"));
        assertThat(config.toString()).doesNotContain("pppp").doesNotContain("nnnn");
    }

    @Test
    void everyProblemIsReportedAtOnceWithLineAndPath() throws IOException {
        String yaml = Files.readString(CONF.resolve("broker.yaml"))
                .replace("port: 8080", "port: often")
                .replace("query_timeout: PT2M", "query_timeout: 2 minutes")
                .replace("sessions: 1000", "sesions: 1000");
        Files.writeString(folder.resolve("broker.yaml"), yaml);
        ConfigProblems problems = new ConfigProblems();
        assertThat(BrokerConfig.read(
                        folder,
                        Map.of("SAMSYN_PID_SECRET", "short", "SAMSYN_NOISE_SECRET", "n".repeat(16))::get,
                        problems))
                .isEmpty();
        assertThat(problems.all())
                .anySatisfy(p ->
                        assertThat(p).startsWith("broker.yaml:5 /server/port: ").contains("integer"))
                .anySatisfy(p -> assertThat(p).contains("/limits/query_timeout: "))
                .anySatisfy(p -> assertThat(p).contains("sesions"))
                .anySatisfy(p -> assertThat(p).contains("sessions"))
                .anySatisfy(p -> assertThat(p).contains("/secrets/pid: ").doesNotContain("short"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://login.example", "https://[login", "https://login.example/%"})
    void providersOfRealUsersAreReachedSafelyAndKnowTheWayBack(String issuer) {
        Map<String, String> values = new HashMap<>(SECRETS);
        values.put("SAMSYN_OIDC_ISSUER", issuer);
        ConfigProblems problems = new ConfigProblems();
        SignOnConfig clear =
                BrokerConfig.read(CONF, values::get, problems).orElseThrow().signOn();
        assertThat(problems.all()).isEmpty();
        clear.checkForRealSources(problems);
        assertThat(problems.all())
                .anySatisfy(p -> assertThat(p).contains("sign_on.address is empty"))
                .anySatisfy(p -> assertThat(p).contains("an issuer is no https address"));
        values.put("SAMSYN_OIDC_ISSUER", "https://login.example");
        values.put("SAMSYN_ADDRESS", "https://samsyn.example/");
        ConfigProblems none = new ConfigProblems();
        SignOnConfig safe =
                BrokerConfig.read(CONF, values::get, none).orElseThrow().signOn();
        safe.checkForRealSources(none);
        assertThat(none.all()).isEmpty();
        assertThat(safe.address()).contains("https://samsyn.example");
        assertThat(safe.recordSystems()).isEmpty();
    }

    @Test
    void withoutAnIssuerThereAreOnlyPasswords() {
        assertThat(BrokerConfig.read(CONF, SECRETS::get, new ConfigProblems())
                        .orElseThrow()
                        .signOn()
                        .all())
                .isEmpty();
    }

    @Test
    void aSecretThatIsNotSetIsNamed() {
        ConfigProblems problems = new ConfigProblems();
        assertThat(BrokerConfig.read(CONF, name -> null, problems)).isEmpty();
        assertThat(problems.all())
                .anySatisfy(p -> assertThat(p).contains("SAMSYN_PID_SECRET is not set"))
                .anySatisfy(p -> assertThat(p).contains("SAMSYN_NOISE_SECRET is not set"));
    }

    @Test
    void aSecretMayStandInAFileOfItsOwn() throws IOException {
        Files.writeString(folder.resolve("noise.secret"), "0123456789abcdef0123\n");
        ConfigProblems problems = new ConfigProblems();
        BrokerConfig config = withNoise("file:noise.secret", problems).orElseThrow();
        assertThat(problems.all()).isEmpty();
        assertThat(config.secrets().noise()).isEqualTo("0123456789abcdef0123");
    }

    @Test
    void aSecretFileThatIsMissingOrShortIsAProblemThatSaysWhatToDo() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        withNoise("file:none.secret", problems);
        assertThat(problems.all())
                .singleElement()
                .asString()
                .contains("secrets.noise: none.secret cannot be read", "openssl rand -hex 32");

        Files.writeString(folder.resolve("noise.secret"), "geheim\n");
        ConfigProblems more = new ConfigProblems();
        withNoise("file:noise.secret", more);
        assertThat(more.all())
                .singleElement()
                .asString()
                .contains("secrets.noise has 6 characters", "at least 16")
                .doesNotContain("geheim");
    }

    private Optional<BrokerConfig> withNoise(String noise, ConfigProblems problems) throws IOException {
        Files.writeString(folder.resolve("users.yaml"), "");
        Files.writeString(
                folder.resolve("broker.yaml"),
                Files.readString(CONF.resolve("broker.yaml")).replace("${SAMSYN_NOISE_SECRET}", noise));
        return BrokerConfig.read(folder, SECRETS::get, problems);
    }

    @Test
    void brokenYamlIsReportedWithItsLine() throws IOException {
        Files.writeString(folder.resolve("broker.yaml"), "server:\n  host: [\n");
        ConfigProblems problems = new ConfigProblems();
        assertThat(BrokerConfig.read(folder, SECRETS::get, problems)).isEmpty();
        assertThat(problems.all()).singleElement().asString().startsWith("broker.yaml:3: not YAML");
    }

    @Test
    void aFileThatIsNotThereIsAProblem() {
        ConfigProblems problems = new ConfigProblems();
        assertThat(BrokerConfig.read(folder, SECRETS::get, problems)).isEqualTo(Optional.empty());
        assertThat(problems.all()).containsExactly("broker.yaml: cannot be read as UTF-8 text");
    }
}

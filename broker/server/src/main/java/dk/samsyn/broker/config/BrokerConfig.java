package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.store.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The broker's own settings, {@code conf/broker.yaml}.
 *
 * @param server where it listens
 * @param auditFile the audit log
 * @param logCheck Danish time of day from which the log of the day before is checked for completeness
 * @param store the broker's own database
 * @param users who may sign in
 * @param persons the list of numbers that belong to the same person
 * @param limits how much one may ask for
 * @param secrets keys, from the environment
 * @param portal pages for people
 * @param signOn providers of the organisation
 */
public record BrokerConfig(
        Server server,
        Path auditFile,
        LocalTime logCheck,
        StoreSettings store,
        Users users,
        Persons persons,
        Limits limits,
        Secrets secrets,
        Portal portal,
        SignOnConfig signOn) {
    private static final String H2_FILE = "jdbc:h2:file:";
    private static final long QUERY_MEMORY_MB = 256;

    /** Address to listen on; port 0 is any free one. */
    public record Server(String host, int port, Optional<Tls> tls) {}

    /** Certificate chain and key as PEM files. */
    public record Tls(Path certificate, Path key) {}

    /**
     * Who may sign in.
     *
     * @param realm {@code file} or the class name of a Shiro realm with a constructor that takes the file's path
     * @param file users file
     * @param tokens file of bearer tokens
     * @param remember how long a checked password is not checked again
     */
    public record Users(String realm, Path file, Optional<Path> tokens, Duration remember) {}

    /**
     * Where the numbers of persons with more than one are found.
     *
     * @param source source that keeps the register of persons
     * @param table its table with columns {@code cpr}, the canonical number, and {@code vaerdi}, any number
     */
    public record Persons(String source, String table) {}

    /**
     * How much one may ask for.
     *
     * @param queryTimeout longest time a query may take
     * @param queryMemory bytes a query may hold in hash tables, sorts and kept rows
     * @param statementBytes longest statement, UTF-8
     * @param callsPerStatement calls to sources that are asked person by person
     * @param callsPerTestStatement the same for purpose {@code test}
     * @param fetchSize rows of a frame when the client names no number
     * @param queriesAtOnce queries that run side by side
     * @param queriesWaiting requests that wait for one of those to end
     * @param queriesPerUser queries one user may have open
     * @param personSearchesPerHour persons one user may look for by number, with {@code cpr_er}, in an hour
     * @param sessions JDBC connections
     * @param sessionIdle time after which an unused connection is closed
     */
    public record Limits(
            Duration queryTimeout,
            long queryMemory,
            int statementBytes,
            long callsPerStatement,
            long callsPerTestStatement,
            int fetchSize,
            int queriesAtOnce,
            int queriesWaiting,
            int queriesPerUser,
            int personSearchesPerHour,
            int sessions,
            Duration sessionIdle) {}

    /**
     * Pages for people.
     *
     * @param session longest time a sign-in lasts
     * @param idleLock time without a click after which the password is asked for again
     */
    public record Portal(Duration session, Duration idleLock) {}

    /** Keys of pseudonyms and of noise. */
    public record Secrets(String pid, String noise) {
        @Override
        public String toString() {
            return "Secrets[]";
        }
    }

    /**
     * Reads {@code broker.yaml} of a folder.
     *
     * @param placeholders value of {@code ${NAME}}, or null if it has none
     * @return the settings, or empty if there was any problem
     */
    public static Optional<BrokerConfig> read(
            Path folder, UnaryOperator<@Nullable String> placeholders, ConfigProblems problems) {
        return SettingsFile.read(folder.resolve("broker.yaml"), "broker", placeholders, problems)
                .map(yaml -> of(yaml, folder, problems));
    }

    /** The same listening elsewhere. */
    public BrokerConfig withPort(int port) {
        return new BrokerConfig(
                new Server(server.host(), port, server.tls()),
                auditFile,
                logCheck,
                store,
                users,
                persons,
                limits,
                secrets,
                portal,
                signOn);
    }

    private static BrokerConfig of(JsonNode yaml, Path folder, ConfigProblems problems) {
        JsonNode server = yaml.get("server");
        JsonNode users = yaml.get("users");
        JsonNode limits = yaml.get("limits");
        Optional<Tls> tls = Optional.ofNullable(server.get("tls"))
                .map(t -> new Tls(
                        existing(folder, t.get("certificate"), problems), existing(folder, t.get("key"), problems)));
        return new BrokerConfig(
                new Server(server.get("host").asText(), server.get("port").asInt(), tls),
                folder.resolve(yaml.get("audit").get("file").asText()).normalize(),
                LocalTime.parse(yaml.get("audit").path("check").asText("00:30")),
                store(yaml.get("store"), folder),
                new Users(
                        users.get("realm").asText(),
                        existing(folder, users.get("file"), problems),
                        Optional.ofNullable(users.get("tokens")).map(file -> existing(folder, file, problems)),
                        duration(users, "remember")),
                new Persons(
                        yaml.get("persons").get("source").asText(),
                        yaml.get("persons").get("table").asText()),
                new Limits(
                        duration(limits, "query_timeout"),
                        limits.path("query_memory_mb").asLong(QUERY_MEMORY_MB) << 20,
                        limits.get("statement_bytes").asInt(),
                        limits.get("calls_per_statement").asLong(),
                        limits.get("calls_per_test_statement").asLong(),
                        limits.get("fetch_size").asInt(),
                        limits.get("queries_at_once").asInt(),
                        limits.get("queries_waiting").asInt(),
                        limits.get("queries_per_user").asInt(),
                        limits.get("person_searches_per_hour").asInt(),
                        limits.get("sessions").asInt(),
                        duration(limits, "session_idle")),
                new Secrets(secret(folder, yaml, "pid", problems), secret(folder, yaml, "noise", problems)),
                new Portal(duration(yaml.get("portal"), "session"), duration(yaml.get("portal"), "idle_lock")),
                SignOnConfig.of(yaml.path("sign_on"), folder, problems));
    }

    private static String secret(Path folder, JsonNode yaml, String name, ConfigProblems problems) {
        return SecretText.of(
                folder, "secrets." + name, yaml.get("secrets").get(name).asText(), problems);
    }

    private static StoreSettings store(JsonNode store, Path folder) {
        String url = store.get("url").asText();
        boolean relative = url.startsWith(H2_FILE) && !url.startsWith(H2_FILE + "/") && !url.startsWith(H2_FILE + "~");
        // H2 takes a relative path from the working directory; here it starts at the configuration, as all paths do.
        String resolved = relative
                ? H2_FILE
                        + folder.toAbsolutePath()
                                .resolve(url.substring(H2_FILE.length()))
                                .normalize()
                : url;
        return new StoreSettings(
                resolved, store.get("user").asText(), store.get("password").asText());
    }

    private static Path existing(Path folder, JsonNode name, ConfigProblems problems) {
        Path file = folder.resolve(name.asText()).normalize();
        if (!Files.isReadable(file)) {
            problems.add("broker.yaml", name.asText() + " cannot be read");
        }
        return file;
    }

    private static Duration duration(JsonNode parent, String name) {
        return Duration.parse(parent.get(name).asText());
    }
}

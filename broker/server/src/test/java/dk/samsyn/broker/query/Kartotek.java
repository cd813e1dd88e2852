package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.FileAuditLog;
import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.PolicyFiles;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.config.SourcesConfig;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A broker over one database of persons, under the policies of general practitioners and of who sees all. */
final class Kartotek implements AutoCloseable {
    private static final String PERSON = "SELECT person(p.cpr) AS pid, ";
    private static final String SOURCE = " FROM kartotek.person p";

    private final Federation federation;
    private final FileAuditLog audit;
    private final QueryService queries;

    /**
     * A broker.
     *
     * @param dialect the database's product
     * @param exact whether the names' collation tells all texts apart
     * @param folder where the log is written
     */
    Kartotek(String dialect, String url, String user, boolean exact, Path folder) {
        ConfigProblems problems = new ConfigProblems();
        Path root = Lille.root();
        SchemaConfig schema = SchemaConfig.read(root.resolve("conf/schema"), problems);
        this.federation = Federation.open(
                schema,
                new SourcesConfig(List.of(source(dialect, url, user, exact, folder))),
                Concepts.read(root.resolve("conf/concepts"), problems),
                true,
                problems);
        PolicyEngine engine = new PolicyEngine(
                PolicyFiles.read(root.resolve("policies"), PolicyFiles.declared(schema), problems).stream()
                        .filter(policy ->
                                Set.of("laege-egne-patienter", "test-alt").contains(policy.id()))
                        .toList());
        problems.throwIfAny();
        this.audit =
                new FileAuditLog(folder.resolve(Integer.toHexString(url.hashCode()) + ".jsonl"), Clock.systemUTC());
        this.queries = new QueryService(federation, Lille.get().services, () -> engine, audit);
    }

    private static SourcesConfig.Source source(String dialect, String url, String user, boolean exact, Path folder) {
        SourceConfig config = new SourceConfig(
                new SourceId("kartotek"),
                "jdbc",
                Map.of("url", url, "user", user, "password", "", "dialect", dialect, "one_person_one_key", "true"),
                List.of(Map.of(
                        "name",
                        "person",
                        "from",
                        "person",
                        "columns",
                        List.of(
                                Map.of("name", "cpr", "type", "varchar(10)", "person", "plain", "nullable", false),
                                Map.of("name", "navn", "type", "varchar(60)", "exact", exact),
                                Map.of("name", "kommune", "type", "integer"),
                                Map.of("name", "postnr", "type", "integer"),
                                Map.of("name", "ydernr", "type", "varchar(6)")))),
                Duration.ofSeconds(20),
                4,
                folder);
        return new SourcesConfig.Source(
                config,
                "Kartotek",
                "",
                List.of(),
                Map.of(
                        "borger",
                        PERSON
                                + "p.cpr AS cpr, p.navn AS navn, 'K' AS koen, DATE '1950-01-01' AS foedselsdato, 76 AS alder,"
                                + " CAST(NULL AS DATE) AS doed_dato, '01' AS status, p.kommune AS kommunekode, p.postnr AS postnr,"
                                + " CAST(NULL AS INTEGER) AS sogn, FALSE AS adressebeskyttet"
                                + SOURCE,
                        "gp_tilknytning",
                        PERSON
                                + "p.ydernr AS ydernr, DATE '2020-01-01' AS gyldig_fra, CAST(NULL AS DATE) AS gyldig_til,"
                                + " 1 AS sikringsgruppe"
                                + SOURCE));
    }

    /**
     * The table of persons: their numbers, names, municipalities, postal codes and practices.
     *
     * @param names type of the names, with collation
     * @param persons rows in SQL
     */
    static void fill(String url, String user, String names, List<String> persons) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE person (cpr varchar(10) PRIMARY KEY, navn " + names
                    + ", kommune integer, postnr integer, ydernr varchar(6))");
            statement.execute("INSERT INTO person VALUES " + String.join(", ", persons));
        }
    }

    /** What a general practitioner learns of a statement: rows or error. */
    String learnt(String sql) {
        return learnt(Lille.doctor("a01"), sql);
    }

    String learnt(Session session, String sql) {
        return learnt(session, sql, List.of());
    }

    String learnt(Session session, String sql, List<?> parameters) {
        List<String> told = new ArrayList<>();
        QueryRequest request =
                new QueryRequest(sql, new ArrayList<>(parameters), OptionalLong.empty(), Optional.empty());
        try (QueryAnswer answer = queries.run(session, request)) {
            while (answer.next()) {
                told.add(Arrays.toString(answer.row()));
            }
        } catch (QueryException e) {
            told.clear();
            told.add(e.errorCode() + " " + e.getMessage());
        }
        return told.toString();
    }

    @Override
    public void close() {
        federation.close();
        audit.close();
    }
}

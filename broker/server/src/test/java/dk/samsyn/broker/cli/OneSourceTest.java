package dk.samsyn.broker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.query.QueryAnswer;
import dk.samsyn.broker.query.QueryRequest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A statement over tables of one database is asked as one, in that product's words, and answers what the database itself does. */
class OneSourceTest {
    @TempDir
    private static Path data;

    private static EmbeddedPostgres server;
    private static RunningBroker broker;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = EmbeddedPostgres.builder().start();
        try (Connection postgres = server.getPostgresDatabase().getConnection();
                Statement statement = postgres.createStatement()) {
            statement.execute("CREATE DATABASE epj");
        }
        try (Connection epj = server.getDatabase("postgres", "epj").getConnection();
                Statement statement = epj.createStatement()) {
            statement.execute("""
                    CREATE SCHEMA epj;
                    CREATE TABLE epj.person AS SELECT lpad(i::text, 10, '0')::varchar(10) AS cpr, ('N' || i % 50)::varchar(60) AS name,
                        DATE '1930-01-01' + i * 7 AS birth_date, CASE WHEN i % 2 = 0 THEN 'K' ELSE 'M' END::varchar(1) AS sex,
                        700 + i % 7 AS municipality, 'A'::varchar(60) AS address FROM generate_series(1, 2000) i;
                    CREATE TABLE epj.contact AS SELECT i::bigint AS contact_id, lpad((i * 7 % 1500)::text, 10, '0')::varchar(10) AS cpr,
                        ('H' || i % 5)::varchar(7) AS hospital, 'D'::varchar(4) AS dept, CASE WHEN i % 3 = 0 THEN 'I' ELSE 'A' END::varchar(1) AS kind,
                        DATE '2024-01-01' + i % 700 AS start_date, DATE '2024-01-01' + i % 700 + i % 9 AS end_date FROM generate_series(1, 6000) i;
                    CREATE TABLE epj.diagnosis AS SELECT i::bigint AS diagnosis_id, (i % 6000)::bigint AS contact_id,
                        lpad((i * 11 % 900)::text, 10, '0')::varchar(10) AS cpr, ('DE1' || i % 4)::varchar(8) AS code, 'A'::varchar(1) AS kind,
                        DATE '2024-01-01' + i % 500 AS diag_date FROM generate_series(1, 5000) i;
                    ANALYZE
                    """);
        }
        Path folder = Installation.conf(null).resolve("bench");
        Map<String, String> values = new HashMap<>();
        values.put("SAMSYN_AUDIT_FILE", data.resolve("audit.log").toString());
        values.put("SAMSYN_STORE_URL", "jdbc:h2:file:" + data.resolve("broker"));
        values.put("SAMSYN_PID_SECRET", "benchmark-pid-secret");
        values.put("SAMSYN_NOISE_SECRET", "benchmark-noise-secret");
        values.put("PGPORT", Integer.toString(server.getPort()));
        values.put("MDB_PORT", "1");
        ConfigProblems problems = new ConfigProblems();
        Optional<Configuration> read =
                Configuration.read(folder, folder.resolve("policies"), values, Realms.Stage.DEMO, problems);
        problems.throwIfAny();
        broker = new RunningBroker(read.orElseThrow(), Optional.empty(), problems);
        broker.warmUp();
    }

    @AfterAll
    static void stop() throws IOException {
        broker.close();
        server.close();
    }

    private static List<String> asked(String sql) {
        Principal principal = new Principal(
                "benchmark", "benchmark", "benchmark", Purpose.BEHANDLING, Set.of(Purpose.BEHANDLING), Map.of());
        Session session = new Session(principal, Purpose.BEHANDLING, Optional.empty(), false, "test");
        List<String> rows = new ArrayList<>();
        try (QueryAnswer answer = broker.pipeline().run(session, QueryRequest.of(sql))) {
            while (answer.next()) {
                rows.add(Arrays.stream(answer.row()).map(String::valueOf).collect(Collectors.joining("|")));
            }
        }
        return rows;
    }

    private static List<String> truth(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection epj = server.getDatabase("postgres", "epj").getConnection();
                Statement statement = epj.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            int width = answer.getMetaData().getColumnCount();
            while (answer.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(answer.getString(i));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            semi join; SELECT p.sex, COUNT(*) FROM epj.person p WHERE p.cpr IN (SELECT d.cpr FROM epj.diagnosis d WHERE d.code = 'DE11') GROUP BY p.sex
            semi join; SELECT p.municipality, COUNT(*) FROM epj.person p WHERE EXISTS (SELECT 1 FROM epj.contact c WHERE c.cpr = p.cpr AND c.kind = 'I') AND p.sex = 'K' GROUP BY p.municipality
            semi join; SELECT c.kind, COUNT(*) FROM epj.contact c WHERE EXISTS (SELECT 1 FROM epj.diagnosis d WHERE d.cpr = c.cpr AND d.contact_id = c.contact_id) GROUP BY c.kind
            anti join; SELECT p.sex, COUNT(*) FROM epj.person p WHERE NOT EXISTS (SELECT 1 FROM epj.diagnosis d WHERE d.cpr = p.cpr) GROUP BY p.sex
            anti join; SELECT c.kind, COUNT(*) FROM epj.contact c WHERE NOT EXISTS (SELECT 1 FROM epj.diagnosis d WHERE d.contact_id = c.contact_id AND d.code <> 'DE12') GROUP BY c.kind
            inner join; SELECT p.sex, d.code, COUNT(*) FROM epj.person p JOIN epj.diagnosis d ON d.cpr = p.cpr AND d.diag_date > DATE '2024-06-01' GROUP BY p.sex, d.code
            left join; SELECT p.municipality, COUNT(c.contact_id), COUNT(*) FROM epj.person p LEFT JOIN epj.contact c ON c.cpr = p.cpr AND c.kind = 'I' GROUP BY p.municipality
            """)
    void aJoinOfOneSourceIsOneQuestion(String join, String sql) throws SQLException {
        List<String> plan = asked("EXPLAIN " + sql);

        assertThat(plan.stream().filter(line -> line.strip().startsWith("ask ")))
                .hasSize(1);
        assertThat(plan.stream().map(String::strip).dropWhile(line -> !line.startsWith("ask ")))
                .anyMatch(line -> line.startsWith(join));
        assertThat(asked(sql)).isNotEmpty().containsExactlyInAnyOrderElementsOf(truth(sql));
    }
}

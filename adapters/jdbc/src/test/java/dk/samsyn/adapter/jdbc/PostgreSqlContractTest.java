package dk.samsyn.adapter.jdbc;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgreSqlContractTest extends JdbcContract {
    private static String direct;
    private static Forwarder wire;

    @BeforeAll
    static void fill() throws Exception {
        direct = Postgres.database("contract");
        wire = new Forwarder(Postgres.port());
        Postgres.execute(
                direct,
                "CREATE TABLE data (\"CPR_NR\" CHAR(12), navn VARCHAR(20), aktiv BOOLEAN, antal INTEGER, stort BIGINT,"
                        + " beloeb NUMERIC(10,2), maaling DOUBLE PRECISION, dato DATE, tid TIMESTAMP, tid_zone TIMESTAMPTZ)",
                "INSERT INTO data VALUES ('2512489996', 'Åse Ørsted', true, 41, 5000000000, 160.72, 1.25, '2026-02-28',"
                        + " '2026-03-29 02:30', '2026-07-01 12:00Z')",
                "INSERT INTO data VALUES ('0101501234', 'ase o''hara \\ \" ; --', false, -1, -5, -0.05, -0.5,"
                        + " '1900-01-01', '2026-10-25 02:30', '2026-01-01 12:00Z')",
                "INSERT INTO data (\"CPR_NR\") VALUES ('0101501234')",
                "CREATE TABLE stor AS SELECT '0101501234'::text AS cpr, i AS nr FROM generate_series(1, " + LARGE
                        + ") i",
                new PostgreSqlContractTest().healthyView());
    }

    @AfterAll
    static void close() {
        wire.close();
    }

    @Override
    String direct() {
        return direct;
    }

    @Override
    Forwarder wire() {
        return wire;
    }

    @Override
    Map<String, Object> settings() {
        return Map.of(
                "url",
                direct.replace("localhost:" + Postgres.port(), Forwarder.HOST + ":" + wire.port()),
                "dialect",
                "postgresql");
    }

    @Override
    List<String> slowView() {
        return List.of("DROP VIEW proeve", view("antal", "pg_sleep(10) IS NOT NULL"));
    }
}

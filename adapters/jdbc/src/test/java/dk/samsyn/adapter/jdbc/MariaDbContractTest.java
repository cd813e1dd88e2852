package dk.samsyn.adapter.jdbc;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("full")
class MariaDbContractTest extends JdbcContract {
    private static String direct;
    private static Forwarder wire;

    @BeforeAll
    static void fill() throws Exception {
        direct = Maria.database("contract");
        wire = new Forwarder(Maria.port());
        Maria.execute(
                direct + "&sessionVariables=sql_mode='NO_BACKSLASH_ESCAPES',time_zone='Europe/Copenhagen'",
                "CREATE TABLE data (CPR_NR CHAR(12), navn VARCHAR(20), aktiv BOOLEAN, antal INTEGER, stort BIGINT,"
                        + " beloeb NUMERIC(10,2), maaling DOUBLE PRECISION, dato DATE, tid DATETIME,"
                        + " tid_zone TIMESTAMP NULL) CHARACTER SET utf8mb4",
                "INSERT INTO data VALUES ('2512489996', 'Åse Ørsted', true, 41, 5000000000, 160.72, 1.25, '2026-02-28',"
                        + " '2026-03-29 02:30', '2026-07-01 14:00')",
                "INSERT INTO data VALUES ('0101501234', 'ase o''hara \\ \" ; --', false, -1, -5, -0.05, -0.5,"
                        + " '1900-01-01', '2026-10-25 02:30', '2026-01-01 13:00')",
                "INSERT INTO data (CPR_NR) VALUES ('0101501234')",
                "CREATE TABLE stor AS SELECT '0101501234' AS cpr, seq AS nr FROM seq_1_to_" + LARGE,
                new MariaDbContractTest().healthyView());
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
    String quotedKey() {
        return "`CPR_NR`";
    }

    @Override
    Map<String, Object> settings() {
        return Map.of(
                "url",
                direct.replace("localhost:" + Maria.port(), Forwarder.HOST + ":" + wire.port()),
                "dialect",
                "mariadb");
    }

    @Override
    List<String> slowView() {
        return List.of("DROP VIEW proeve", view("antal", "SLEEP(10) = 0"));
    }
}

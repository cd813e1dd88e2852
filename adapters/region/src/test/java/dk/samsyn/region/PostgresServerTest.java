package dk.samsyn.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @Test
    void keptDataAreThereTheNextTimeAndTheReaderMayOnlyRead(@TempDir Path folder) throws Exception {
        try (PostgresServer server = PostgresServer.start(folder, true)) {
            assertThat(server.filled()).isFalse();
            server.run("CREATE SCHEMA x", "CREATE TABLE x.y (a text, b timestamp, c bigint)");
            try (CopyTable table = new CopyTable(server, "x.y")) {
                table.add("tab\there \\ æøå")
                        .add(LocalDateTime.of(2026, 3, 4, 5, 6))
                        .add(7L)
                        .end();
                table.add((String) null).add((LocalDateTime) null).add(-8L).end();
                table.finish();
            }
            server.filled("x");
        }
        try (PostgresServer server = PostgresServer.start(folder, true);
                Connection reader =
                        DriverManager.getConnection(server.url(), PostgresServer.READER, PostgresServer.PASSWORD);
                Statement statement = reader.createStatement()) {
            assertThat(server.filled()).isTrue();
            ResultSet rows = statement.executeQuery("SELECT a, b, c FROM x.y ORDER BY c DESC");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("tab\there \\ æøå");
            assertThat(rows.getString(2)).isEqualTo("2026-03-04 05:06:00");
            assertThat(rows.getLong(3)).isEqualTo(7);
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isNull();
            assertThat(rows.getString(2)).isNull();
            assertThatThrownBy(() -> statement.execute("DELETE FROM x.y")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void whatAnInterruptedRunLeftIsMadeAnew(@TempDir Path folder) {
        try (PostgresServer server = PostgresServer.start(folder, true)) {
            server.run("CREATE SCHEMA half");
        }
        try (PostgresServer server = PostgresServer.start(folder, true)) {
            assertThat(server.filled()).isFalse();
            server.run("CREATE SCHEMA half");
        }
    }
}

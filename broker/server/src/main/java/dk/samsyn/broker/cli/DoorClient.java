package dk.samsyn.broker.cli;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A user's side of the door: the driver's own jar with classes of its own, and one connection. */
final class DoorClient implements AutoCloseable {
    private final URLClassLoader classes;
    private final Connection connection;

    private DoorClient(URLClassLoader classes, Connection connection) {
        this.classes = classes;
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @param jar the driver
     * @param broker address of the broker, such as {@code http://127.0.0.1:8081}
     * @throws IOException if the jar holds no driver that works by itself
     */
    static DoorClient connect(Path jar, String broker, String user, String password) throws IOException, SQLException {
        URLClassLoader classes =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        try {
            Driver driver =
                    ServiceLoader.load(Driver.class, classes).findFirst().orElseThrow(() -> unfit(jar, null));
            Connection connection = driver.connect("jdbc:samsyn:" + broker + "/jdbc", properties);
            if (connection == null) {
                throw unfit(jar, null);
            }
            return new DoorClient(classes, connection);
        } catch (ServiceConfigurationError | NoClassDefFoundError e) {
            // A driver whose own libraries are in other jars.
            throw unfit(jar, e);
        }
    }

    private static IOException unfit(Path jar, @Nullable Throwable cause) {
        return new IOException(
                jar.getFileName() + " holds no driver of the broker; give the driver's own jar, samsyn-jdbc.jar",
                cause);
    }

    /** Runs a statement and reads every value of its rows. */
    void run(String sql, Consumer<@Nullable Object[]> rows) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                @Nullable Object[] row = new @Nullable Object[width];
                for (int i = 0; i < width; i++) {
                    row[i] = result.getObject(i + 1);
                }
                rows.accept(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the door answered with SQLSTATE " + e.getSQLState(), e);
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        classes.close();
    }
}

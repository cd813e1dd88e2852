package dk.samsyn.region.praksis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The database files of the practices of one source, by ydernummer. Names fold to lower case, so that the tables can be
 * asked with and without quotes.
 */
final class PracticeDatabases {
    /** Reader of the demo; may SELECT and no more. */
    static final String USER = "samsyn";

    /** Not a secret: the data are invented and the server takes local connections only. */
    static final String PASSWORD = "samsyn";

    private static final String OWNER = "praksis";

    /** Settings that every connection must name alike. */
    private static final String NAMES = ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";

    /** Read cache of one database, KB: hundreds may be open at once. */
    private static final int CACHE_KB = 2048;

    private final Path folder;

    PracticeDatabases(Path folder) {
        this.folder = folder;
    }

    /** Creates an empty database with its reader. */
    Connection create(String ydernr) throws SQLException {
        Connection connection = open(ydernr, "");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET CACHE_SIZE " + CACHE_KB);
            statement.execute("CREATE USER " + USER + " PASSWORD '" + PASSWORD + "'");
            statement.execute("GRANT SELECT ON SCHEMA PUBLIC TO " + USER);
        }
        return connection;
    }

    boolean exists(String ydernr) {
        return Files.exists(folder.resolve(ydernr + ".mv.db"));
    }

    /** Opens a database that exists, to add rows. */
    Connection reopen(String ydernr) throws SQLException {
        return open(ydernr, ";IFEXISTS=TRUE");
    }

    private Connection open(String ydernr, String more) throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve(ydernr).toAbsolutePath() + NAMES + more + ";MAX_COMPACT_TIME=0";
        return DriverManager.getConnection(url, OWNER, PASSWORD);
    }

    /** Address of a database at a server on {@code port}. */
    static String url(String ydernr, int port) {
        return "jdbc:h2:tcp://127.0.0.1:" + port + "/./" + ydernr + NAMES + ";IFEXISTS=TRUE;MAX_COMPACT_TIME=0";
    }
}

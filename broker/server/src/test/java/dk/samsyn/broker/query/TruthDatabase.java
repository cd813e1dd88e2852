package dk.samsyn.broker.query;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The region's truth in one PostgreSQL: what federated answers are compared with. */
final class TruthDatabase implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final Connection connection;

    private TruthDatabase(EmbeddedPostgres postgres, Connection connection) {
        this.postgres = postgres;
        this.connection = connection;
    }

    /** Loads every CSV file of a folder; types are those of the catalogue's columns. */
    static TruthDatabase load(Path folder, Catalogue catalogue) throws IOException, SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "off")
                .setServerConfig("work_mem", "256MB")
                .start();
        Connection connection = postgres.getPostgresDatabase().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA sundhed");
            statement.execute("SET search_path = sundhed");
            statement.execute("SET timezone = 'UTC'");
            statement.execute("SET statement_timeout = '60s'");
            for (Catalogue.Table table : catalogue.tables()) {
                Path file = folder.resolve(table.name() + ".csv");
                if (table.schema().equals("sundhed") && Files.exists(file)) {
                    load(connection, table, file);
                }
            }
            statement.execute("ANALYZE");
        }
        return new TruthDatabase(postgres, connection);
    }

    private static void load(Connection connection, Catalogue.Table table, Path file) throws IOException, SQLException {
        List<String> header;
        try (var lines = Files.lines(file)) {
            header = List.of(lines.findFirst().orElseThrow().split(",", -1));
        }
        String columns = table.columns().stream()
                .map(c -> "\"" + c.name() + "\" " + type(c))
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement();
                Reader reader = Files.newBufferedReader(file)) {
            statement.execute("CREATE TABLE sundhed.\"" + table.name() + "\" (" + columns + ")");
            String listed = header.stream().map(c -> "\"" + c + "\"").collect(Collectors.joining(", "));
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "COPY sundhed.\"" + table.name() + "\" (" + listed
                                    + ") FROM STDIN (FORMAT csv, HEADER true)",
                            reader);
            if (table.columns().stream().anyMatch(c -> c.name().equals("pid"))) {
                statement.execute("CREATE INDEX ON sundhed.\"" + table.name() + "\" (pid)");
            }
        }
    }

    private static String type(ResultColumn column) {
        return switch (column.typeName()) {
            case "CHAR", "VARCHAR" -> "text";
            case "DOUBLE" -> "double precision";
            case "DECIMAL" -> "numeric";
            default -> column.typeName();
        };
    }

    /** Rows of a query in comparable form. */
    List<String> rows(String sql) throws SQLException {
        // CURRENT_DATE is the demo's day here too.
        String dated = sql.replaceAll("(?i)\\bCURRENT_DATE\\b", "DATE '" + Lille.TODAY + "'");
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(dated)) {
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(text(result.getObject(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    /** A value as text: numbers to ten significant digits, dates and times ISO, NULL as a sign of its own. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return "∅";
        }
        if (value instanceof Number number) {
            BigDecimal decimal =
                    new BigDecimal(number.toString()).round(new MathContext(10)).stripTrailingZeros();
            return decimal.signum() == 0 ? "0" : decimal.toPlainString();
        }
        if (value instanceof java.sql.Timestamp timestamp) {
            return text(timestamp.toLocalDateTime());
        }
        if (value instanceof java.sql.Date date) {
            return date.toLocalDate().toString();
        }
        if (value instanceof LocalDateTime time) {
            return time.withNano(0).toString();
        }
        return value instanceof LocalDate date
                ? date.toString()
                : value.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        postgres.close();
    }
}

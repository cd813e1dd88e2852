package dk.samsyn.region.truth.derived;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dk.samsyn.region.mapping.MappingFunctions;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The canonical tables of {@code conf/schema} in an H2 database, with the derived views on top and a fixed today. */
final class CanonicalDatabase implements AutoCloseable {
    static final Path CONF = Path.of("../../conf");

    /** Read by other views and no contract of its own: the truth has no rows of it. */
    private static final String SHARED = "kronisk_diagnose";

    /** Each view after those it reads. */
    static final List<String> VIEWS = List.of(
            "diagnose_effektiv",
            "kontrol",
            "senest_kontrol",
            "foelges_hos",
            "seneste_vaerdi",
            "seneste_maaling",
            "seneste_livsstil",
            "graense_alarm",
            "stratum",
            "genindlaeggelse",
            "maaling_samlet",
            "diagnose_uenighed");

    private final Connection connection;
    private final Map<String, List<String>> tables = new LinkedHashMap<>();

    CanonicalDatabase(LocalDate today) throws SQLException, IOException {
        connection = DriverManager.getConnection("jdbc:h2:mem:;DATABASE_TO_LOWER=TRUE");
        JsonNode schema = new YAMLMapper()
                .readTree(CONF.resolve("schema/sundhed.yaml").toFile())
                .path("tables");
        try (Statement statement = connection.createStatement()) {
            for (String function : MappingFunctions.DEFINITIONS) {
                statement.execute(function);
            }
            for (String table : List.of("kontakt", "diagnose", "laboratoriesvar", "maaling", "livsstil", "ydelse")) {
                List<String> definitions = new ArrayList<>();
                List<String> columns = new ArrayList<>();
                schema.path(table).path("columns").fields().forEachRemaining(column -> {
                    String type = column.getValue().path(0).asText().replace("!", "");
                    columns.add(column.getKey());
                    definitions.add(column.getKey() + " " + (type.equals("pid") ? "varchar(24)" : type));
                });
                for (String column : List.of("kilde", "kilde_id", "kvalitet")) {
                    columns.add(column);
                    definitions.add(column + " varchar(80)");
                }
                definitions.add("hentet_tid timestamp");
                statement.execute("CREATE TABLE " + table + " (" + String.join(", ", definitions) + ")");
                statement.execute("CREATE INDEX " + table + "_pid ON " + table + " (pid)");
                tables.put(table, columns);
            }
            String date = "DATE '" + today + "'";
            for (String view : VIEWS) {
                create(statement, view, date);
                if (view.equals("diagnose_effektiv")) {
                    create(statement, SHARED, date);
                }
            }
        }
    }

    private static void create(Statement statement, String view, String date) throws SQLException, IOException {
        String sql = Files.readString(CONF.resolve("schema/views/" + view + ".sql"));
        statement.execute("CREATE VIEW " + view + " AS " + sql.replace("CURRENT_DATE", date));
    }

    /** Adds the canonical rows of a citizen. */
    void add(CitizenTruth citizen) throws SQLException {
        for (Map.Entry<String, List<String>> table : tables.entrySet()) {
            List<String> columns = table.getValue();
            String sql = "INSERT INTO " + table.getKey() + " (" + String.join(", ", columns) + ") VALUES ("
                    + "?,".repeat(columns.size() - 1) + "?)";
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                for (Row row : citizen.rows(table.getKey())) {
                    for (int i = 0; i < columns.size(); i++) {
                        insert.setObject(i + 1, row.get(columns.get(i)));
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }

    /** The rows of a view, each as text, sorted; {@code hentet_tid} is left out. */
    List<String> rows(String view, List<String> columns) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + String.join(", ", columns) + " FROM " + view)) {
            while (result.next()) {
                List<@Nullable Object> values = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    values.add(result.getObject(i));
                }
                rows.add(text(values));
            }
        }
        rows.sort(null);
        return rows;
    }

    /** Column names of a view, without {@code hentet_tid}. */
    List<String> columns(String view) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + view + " WHERE FALSE")) {
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                String column = result.getMetaData().getColumnName(i);
                if (!column.equals("hentet_tid")) {
                    columns.add(column);
                }
            }
        }
        return columns;
    }

    static String text(List<@Nullable Object> values) {
        List<String> words = new ArrayList<>();
        for (Object value : values) {
            words.add(word(value));
        }
        return String.join(" | ", words);
    }

    private static String word(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        }
        if (value instanceof Date date) {
            return date.toLocalDate().toString();
        }
        if (value instanceof Timestamp time) {
            return time.toLocalDateTime().toString();
        }
        return String.valueOf(value);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

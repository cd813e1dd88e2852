package dk.samsyn.region.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dk.samsyn.region.truth.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The declared tables of a file in {@code conf/sources} in an H2 database, and what its mappings make of their rows: a
 * broker in small.
 */
public final class MappedSource implements AutoCloseable {
    private final JsonNode file;
    private final String source;
    private final Connection connection;
    private final Map<String, PreparedStatement> inserts = new HashMap<>();

    /** The tables of a source, empty. */
    public MappedSource(String source) throws IOException, SQLException {
        this.source = source;
        this.file = new YAMLMapper()
                .readTree(Path.of("../../conf/sources", source + ".yaml").toFile());
        this.connection = DriverManager.getConnection("jdbc:h2:mem:;DATABASE_TO_LOWER=TRUE");
        try (Statement statement = connection.createStatement()) {
            for (String function : MappingFunctions.DEFINITIONS) {
                statement.execute(function);
            }
            statement.execute("CREATE SCHEMA " + source);
            for (JsonNode table : file.path("tables")) {
                List<String> columns = new ArrayList<>();
                for (JsonNode column : table.path("columns")) {
                    columns.add(column.path("name").asText() + " "
                            + column.path("type").asText());
                }
                statement.execute("CREATE TABLE " + source + "."
                        + table.path("name").asText() + " (" + String.join(", ", columns) + ")");
            }
            // The broker sees public functions from every schema.
            statement.execute("SET SCHEMA_SEARCH_PATH public, " + source);
        }
    }

    /** Names of the declared tables. */
    public List<String> tables() {
        List<String> names = new ArrayList<>();
        file.path("tables").forEach(table -> names.add(table.path("name").asText()));
        return names;
    }

    /** What stands in FROM for a table at the source: its native query, or its name. */
    public String from(String table) {
        for (JsonNode declared : file.path("tables")) {
            if (declared.path("name").asText().equals(table)) {
                return declared.has("query") ? "(" + declared.path("query").asText() + ")" : table;
            }
        }
        throw new IllegalArgumentException(table);
    }

    /** Names of the declared columns of a table. */
    public List<String> columns(String table) {
        for (JsonNode declared : file.path("tables")) {
            if (declared.path("name").asText().equals(table)) {
                List<String> names = new ArrayList<>();
                declared.path("columns").forEach(c -> names.add(c.path("name").asText()));
                return names;
            }
        }
        throw new IllegalArgumentException(table);
    }

    /** Adds a row: values in the order of the declared columns. */
    public void add(String table, List<@Nullable Object> values) throws SQLException {
        PreparedStatement insert = inserts.get(table);
        if (insert == null) {
            insert = connection.prepareStatement(
                    "INSERT INTO " + source + "." + table + " VALUES (" + "?,".repeat(values.size() - 1) + "?)");
            inserts.put(table, insert);
        }
        for (int i = 0; i < values.size(); i++) {
            insert.setObject(i + 1, values.get(i));
        }
        insert.executeUpdate();
    }

    /** Names of the canonical tables that the source provides. */
    public List<String> provided() {
        List<String> names = new ArrayList<>();
        for (Iterator<String> it = file.path("provides").fieldNames(); it.hasNext(); ) {
            names.add(it.next());
        }
        return names;
    }

    /** What the mapping makes of the rows: rows as text, sorted, and their columns first. */
    public Answer answer(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(file.path("provides").path(table).asText())) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                columns.add(result.getMetaData().getColumnLabel(i));
            }
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> words = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    words.add(word(result.getObject(i)));
                }
                rows.add(String.join(" | ", words));
            }
            rows.sort(null);
            return new Answer(columns, rows);
        }
    }

    /** Columns in the order of the mapping, and rows. */
    public record Answer(List<String> columns, List<String> rows) {}

    /** Rows of the truth as {@link #answer} writes them. */
    public static List<String> text(List<Row> rows, List<String> columns) {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            List<String> words = new ArrayList<>();
            for (String column : columns) {
                words.add(word(row.get(column)));
            }
            lines.add(String.join(" | ", words));
        }
        lines.sort(null);
        return lines;
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

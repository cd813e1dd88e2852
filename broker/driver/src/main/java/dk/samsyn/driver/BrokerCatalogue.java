package dk.samsyn.driver;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.shaded.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.calcite.avatica.shaded.com.fasterxml.jackson.databind.JsonNode;
import org.apache.calcite.avatica.shaded.com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** What the user may see, from {@code GET /api/catalogue}, kept for some seconds: tools ask for one table after another. */
final class BrokerCatalogue {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long KEEP_NANOS = 10_000_000_000L;
    private static final int OK = 200;

    private final BrokerCalls calls;
    private final @Nullable String purpose;
    private List<Table> known = List.of();
    private long readAt;
    private boolean read;

    BrokerCatalogue(BrokerCalls calls, @Nullable String purpose) {
        this.calls = calls;
        this.purpose = purpose;
    }

    /** A table and its keys. */
    record Table(
            String schema, String name, List<Column> columns, List<String> primaryKey, List<ForeignKey> foreignKeys) {}

    /** A column. */
    record Column(String name, int jdbcType, String typeName, int precision, int scale) {}

    /** A reference to a table of the same schema. */
    record ForeignKey(String column, String otherTable, String otherColumn) {}

    /** All tables, in order of schema and name. */
    synchronized List<Table> tables() throws SQLException {
        if (!read || System.nanoTime() - readAt > KEEP_NANOS) {
            known = calls.failing(this::load);
            readAt = System.nanoTime();
            read = true;
        }
        return known;
    }

    private List<Table> load() throws SQLException {
        String query = purpose == null ? "" : "?purpose=" + URLEncoder.encode(purpose, StandardCharsets.UTF_8);
        BrokerClient.Answer answer = calls.client().get("catalogue" + query);
        try {
            JsonNode body = JSON.readTree(answer.body());
            if (answer.status() != OK) {
                throw new SQLException(
                        body.path("code").asText() + " " + body.path("detail").asText(),
                        body.path("sqlState").asText("58000"));
            }
            List<Table> tables = new ArrayList<>();
            body.path("tables").forEach(node -> tables.add(table(node)));
            return tables;
        } catch (JsonProcessingException e) {
            throw new SQLException("the broker's catalogue cannot be read", "08P01", e);
        }
    }

    private static Table table(JsonNode node) {
        List<Column> columns = new ArrayList<>();
        node.path("columns")
                .forEach(column -> columns.add(new Column(
                        column.path("name").asText(),
                        column.path("jdbcType").asInt(),
                        column.path("type").asText(),
                        column.path("precision").asInt(),
                        column.path("scale").asInt())));
        List<String> key = new ArrayList<>();
        node.path("primaryKey").forEach(column -> key.add(column.asText()));
        List<ForeignKey> references = new ArrayList<>();
        node.path("foreignKeys")
                .forEach(reference -> references.add(new ForeignKey(
                        reference.path("column").asText(),
                        reference.path("otherTable").asText(),
                        reference.path("otherColumn").asText())));
        return new Table(node.path("schema").asText(), node.path("name").asText(), columns, key, references);
    }
}

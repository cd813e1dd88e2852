package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.spi.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The canonical schema: governed tables and derived views, as {@code conf/schema} has them.
 *
 * @param tables governed tables by name
 * @param views derived views by name
 */
public record SchemaConfig(Map<String, Table> tables, Map<String, View> views) {
    /**
     * A governed table.
     *
     * @param remark one sentence in Danish
     * @param category data category that consents name, such as {@code laboratorie}
     * @param key primary key, possibly empty
     * @param provenance whether it has kilde, kilde_id, hentet_tid and kvalitet
     * @param whole whether nothing may be read of it while a source that fills it is switched off: half of the blocks, say, would
     *     show what the other half hides
     */
    public record Table(
            String name,
            String remark,
            String category,
            List<String> key,
            boolean provenance,
            boolean whole,
            List<Column> columns) {}

    /**
     * A column of a governed table.
     *
     * @param sensitivity D direct identifier, Q quasi-identifier, S sensitive, O about an organisation, N neutral
     */
    public record Column(String name, ColumnTypeText type, char sensitivity, String remark) {}

    /** A derived view: SQL over governed tables and other views. */
    public record View(String name, String remark, String sql) {}

    /**
     * Reads {@code SCHEMA.yaml} for every schema and {@code views/*.sql} below a directory, and governed measures beside it.
     * Tables of other schemas than {@code sundhed} are named {@code schema.table}.
     */
    public static SchemaConfig read(Path directory, ConfigProblems problems) {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Path file : files(directory, ".yaml", problems)) {
            String schema = fileName(file).replace(".yaml", "");
            try {
                JsonNode root = new YAMLMapper().readTree(Files.readString(file));
                root.path("tables").fields().forEachRemaining(entry -> {
                    String name = new TableName(schema, entry.getKey()).key();
                    String where = "schema/" + schema + ".yaml tables." + entry.getKey();
                    tables.put(name, table(name, entry.getValue(), where, problems));
                });
            } catch (IOException e) {
                problems.add("schema/" + schema + ".yaml", "cannot be read as YAML");
            }
        }
        if (tables.isEmpty()) {
            problems.add("schema", "has no file SCHEMA.yaml with tables");
        }
        Map<String, View> views = new LinkedHashMap<>(views(directory.resolve("views"), problems));
        views.putAll(views(directory.resolveSibling("measures"), problems));
        return new SchemaConfig(tables, views);
    }

    private static Table table(String name, JsonNode node, String where, ConfigProblems problems) {
        List<Column> columns = new ArrayList<>();
        node.path("columns").fields().forEachRemaining(column -> {
            JsonNode spec = column.getValue();
            ColumnTypeText type = ColumnTypeText.parse(spec.path(0).asText()).orElse(null);
            String sensitivity = spec.path(1).asText();
            if (type == null || sensitivity.length() != 1 || "DQKSON".indexOf(sensitivity.charAt(0)) < 0) {
                problems.add(where + ".columns." + column.getKey(), "expected [type, one of D Q K S O N, remark]");
                return;
            }
            columns.add(new Column(
                    column.getKey(), type, sensitivity.charAt(0), spec.path(2).asText()));
        });
        boolean provenance = node.path("provenance").asBoolean(false);
        if (provenance) {
            columns.add(new Column("kilde", varchar(20), 'N', "Kilde"));
            columns.add(new Column("kilde_id", varchar(80), 'K', "Rækkens nøgle i kilden"));
            columns.add(new Column(
                    "hentet_tid",
                    new ColumnTypeText(ColumnType.TIMESTAMP, 0, 0, true, false),
                    'N',
                    "Hentet fra kilden"));
            columns.add(new Column("kvalitet", varchar(60), 'N', "ok eller flag adskilt af komma"));
        }
        List<String> key = new ArrayList<>();
        node.path("key").forEach(k -> key.add(k.asText()));
        return new Table(
                name,
                node.path("remark").asText(),
                node.path("category").asText(),
                key,
                provenance,
                node.path("whole").asBoolean(false),
                columns);
    }

    private static ColumnTypeText varchar(int length) {
        return new ColumnTypeText(ColumnType.VARCHAR, length, 0, true, false);
    }

    private static Map<String, View> views(Path directory, ConfigProblems problems) {
        Map<String, View> views = new LinkedHashMap<>();
        try {
            for (Path file : files(directory, ".sql", problems)) {
                String sql = Files.readString(file);
                String name = fileName(file).replace(".sql", "");
                String first = sql.lines().findFirst().orElse("");
                views.put(
                        name,
                        new View(
                                name,
                                first.startsWith("--") ? first.substring(2).trim() : "",
                                sql));
            }
        } catch (IOException e) {
            problems.add(fileName(directory), "cannot be read");
        }
        return views;
    }

    private static List<Path> files(Path directory, String suffix, ConfigProblems problems) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            problems.add(fileName(directory), "cannot be read");
            return List.of();
        }
    }

    static String fileName(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }
}

package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SqlSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configurations and answers of tests in short. */
final class Configs {
    private Configs() {}

    static SourceConfig config(Map<String, Object> settings, List<Map<String, Object>> tables) {
        return new SourceConfig(new SourceId("epj"), "jdbc", settings, tables, Duration.ofSeconds(20), 4, Path.of("."));
    }

    static SqlSource open(Map<String, Object> settings, List<Map<String, Object>> tables) {
        return (SqlSource) new JdbcAdapterFactory().open(config(settings, tables));
    }

    /** A table; columns as {@code name:type} with further {@code :key=value}. */
    static Map<String, Object> table(String name, String from, String... columns) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (String column : columns) {
            String[] parts = column.split(":", -1);
            Map<String, Object> map = new java.util.LinkedHashMap<>(Map.of("name", parts[0], "type", parts[1]));
            for (int i = 2; i < parts.length; i++) {
                String[] pair = parts[i].split("=", -1);
                map.put(pair[0], pair[1]);
            }
            list.add(map);
        }
        return Map.of("name", name, from.startsWith("SELECT") ? "query" : "from", from, "columns", list);
    }

    static List<List<@Nullable Object>> rows(RowCursor cursor) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (cursor) {
            while (cursor.next()) {
                rows.add(Arrays.asList(cursor.row()));
            }
        }
        return rows;
    }
}

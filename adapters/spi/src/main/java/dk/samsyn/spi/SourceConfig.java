package dk.samsyn.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What {@code conf/sources/ID.yaml} says of one source, placeholders resolved.
 *
 * @param id name of the source
 * @param kind kind of adapter, such as {@code jdbc}
 * @param settings the adapter's own settings: a tree of maps, lists and scalars as YAML has it
 * @param tables tables with declared columns, or empty for adapters that know their own; for {@code jdbc}, see there
 * @param timeout longest wait for one call
 * @param callsAtOnce calls that may run at the same time
 * @param directory where relative paths of the settings start
 */
public record SourceConfig(
        SourceId id,
        String kind,
        Map<String, Object> settings,
        List<Map<String, Object>> tables,
        Duration timeout,
        int callsAtOnce,
        Path directory) {
    public SourceConfig {
        settings = Map.copyOf(settings);
        tables = List.copyOf(tables);
        if (timeout.isNegative() || timeout.isZero() || callsAtOnce < 1) {
            throw new IllegalArgumentException(id + ": timeout and callsAtOnce are positive");
        }
    }

    /** A setting that must be there as text. */
    public String required(String name) {
        Object value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException("settings." + name + " is missing");
        }
        return value.toString();
    }

    /** A setting as text, or {@code otherwise}. */
    public String optional(String name, String otherwise) {
        Object value = settings.get(name);
        return value == null ? otherwise : value.toString();
    }
}

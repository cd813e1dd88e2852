package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SqlSource.Dialect;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a database.
 *
 * @param url JDBC address, empty if the source is partitioned
 * @param user name to log in with, empty for none
 * @param password password of the user
 * @param product the database product
 * @param onePersonOneKey whether every person has one number in this source
 * @param fetchSize rows fetched at a time, at least 1
 * @param partitions where the partitions are listed, for a source in many databases
 */
record JdbcSettings(
        String url,
        String user,
        String password,
        Product product,
        boolean onePersonOneKey,
        int fetchSize,
        Optional<PartitionList> partitions) {
    private static final Set<String> KNOWN = Set.of(
            "url", "user", "password", "dialect", "one_person_one_key", "fetch_size", "wall_clock_only", "partitions");

    /**
     * A list of databases of one shape.
     *
     * @param column the column that names the partition
     * @param file a CSV file with header {@code value;url}
     * @param label what a partition is called in messages, before its value
     * @param persons where each partition lists its persons, if it does
     */
    record PartitionList(String column, Path file, String label, Optional<PersonColumn> persons) {}

    /**
     * A column with the numbers of a partition's persons, spelled as in its tables; no other person is in any of them.
     *
     * @param from what stands in FROM
     * @param column the partition's own name of the column
     */
    record PersonColumn(String from, String column) {}

    @Override
    public String toString() {
        return "JdbcSettings[" + product.dialect() + "]";
    }

    static JdbcSettings read(SourceConfig config, Problems problems) {
        for (String key : config.settings().keySet()) {
            if (!KNOWN.contains(key)) {
                problems.add("settings." + key, "is not a setting of kind jdbc");
            }
        }
        boolean wallClockOnly = flag(config, "wall_clock_only", problems);
        Product product = product(config, wallClockOnly, problems);
        Optional<PartitionList> partitions = partitions(config, problems);
        String url = config.optional("url", "");
        if (partitions.isPresent() != url.isEmpty()) {
            problems.add("settings", "needs either url or partitions");
        } else if (!url.isEmpty() && !url.startsWith(product.urlPrefix())) {
            problems.add("settings.url", "does not start with " + product.urlPrefix());
        }
        return new JdbcSettings(
                url,
                config.optional("user", ""),
                config.optional("password", ""),
                product,
                flag(config, "one_person_one_key", problems),
                fetchSize(config, problems),
                partitions);
    }

    private static Product product(SourceConfig config, boolean wallClockOnly, Problems problems) {
        String name = config.optional("dialect", "");
        for (Dialect dialect : Dialect.values()) {
            if (dialect.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Product.of(dialect, wallClockOnly);
            }
        }
        problems.add(
                "settings.dialect",
                "is one of "
                        + Arrays.stream(Dialect.values())
                                .map(dialect -> dialect.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
        return Product.of(Dialect.POSTGRESQL, wallClockOnly);
    }

    private static boolean flag(SourceConfig config, String name, Problems problems) {
        String value = config.optional(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            problems.add("settings." + name, "is true or false");
        }
        return value.equals("true");
    }

    private static int fetchSize(SourceConfig config, Problems problems) {
        String value = config.optional("fetch_size", "1000");
        if (!value.matches("[1-9][0-9]{0,5}")) {
            problems.add("settings.fetch_size", "is a whole number from 1 to 999999");
            return 1000;
        }
        return Integer.parseInt(value);
    }

    private static Optional<PartitionList> partitions(SourceConfig config, Problems problems) {
        Object value = config.settings().get("partitions");
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Map<?, ?> map)) {
            problems.add("settings.partitions", "is a map with column and file");
            return Optional.empty();
        }
        String column = text(map.get("column"));
        String file = text(map.get("file"));
        if (!column.matches("[a-z_][a-z0-9_]{0,62}")) {
            problems.add("settings.partitions.column", "is the lower-case name of a declared column");
        }
        if (file.isEmpty()) {
            problems.add("settings.partitions.file", "is the name of a CSV file with header value;url");
        }
        String label = text(map.get("label"));
        return Optional.of(new PartitionList(
                column,
                config.directory().resolve(file),
                label.isEmpty() ? column : label,
                persons(map.get("persons"), problems)));
    }

    private static Optional<PersonColumn> persons(@Nullable Object value, Problems problems) {
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Map<?, ?> map)
                || text(map.get("from")).isEmpty()
                || text(map.get("column")).isEmpty()) {
            problems.add("settings.partitions.persons", "is a map with from and column");
            return Optional.empty();
        }
        return Optional.of(new PersonColumn(text(map.get("from")), text(map.get("column"))));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}

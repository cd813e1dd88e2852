package dk.samsyn.adapter.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of a source's partitions: CSV with header {@code value;url}, read when asked for and again when it has changed. */
final class PartitionFile {
    private final Path file;
    private final String urlPrefix;
    private final Failures failures;
    private @Nullable Version current;

    private record Version(FileTime changed, long size, Map<String, String> urls) {}

    PartitionFile(Path file, String urlPrefix, Failures failures) {
        this.file = file;
        this.urlPrefix = urlPrefix;
        this.failures = failures;
    }

    /** Addresses by value, in the order of the file. */
    synchronized Map<String, String> urls() {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            Version known = current;
            if (known == null || !known.changed().equals(changed) || known.size() != size) {
                known = new Version(changed, size, parse(Files.readAllLines(file)));
                current = known;
            }
            return known.urls();
        } catch (IOException e) {
            throw failures.unavailable("its list of partitions cannot be read");
        }
    }

    private Map<String, String> parse(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).strip().equals("value;url")) {
            throw failures.malformed("its list of partitions does not begin with value;url");
        }
        Map<String, String> urls = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            // An address may hold semicolons itself.
            String[] fields = lines.get(i).strip().split(";", 2);
            if (fields.length < 2
                    || !fields[0].matches("[A-Za-z0-9_.-]{1,40}")
                    || !fields[1].startsWith(urlPrefix)
                    || urls.putIfAbsent(fields[0], fields[1]) != null) {
                throw failures.malformed("its list of partitions is wrong in line " + (i + 1));
            }
        }
        return urls;
    }
}

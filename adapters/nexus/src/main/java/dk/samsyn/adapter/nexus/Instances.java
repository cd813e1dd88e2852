package dk.samsyn.adapter.nexus;

import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The municipalities of a source: a fixed list, or a file that may change while the broker runs. */
interface Instances {
    /**
     * The instances of today.
     *
     * @throws SourceException if the file cannot be read
     */
    List<Instance> now();

    /** From {@code settings.instances}, a list of {@code {kommunekode, url}}, or {@code settings.instances_file}. */
    static Instances of(SourceConfig config) {
        Object listed = config.settings().get("instances");
        if (listed instanceof List<?> list && !list.isEmpty()) {
            List<Instance> fixed = list.stream().map(Instances::instance).toList();
            unique(fixed);
            return () -> fixed;
        }
        if (config.settings().containsKey("instances_file")) {
            return new OfFile(config.id(), config.directory().resolve(config.required("instances_file")));
        }
        throw new IllegalArgumentException("settings.instances or settings.instances_file is missing");
    }

    private static Instance instance(Object item) {
        if (item instanceof Map<?, ?> map && map.get("kommunekode") != null && map.get("url") != null) {
            return Instance.of(String.valueOf(map.get("kommunekode")), String.valueOf(map.get("url")));
        }
        throw new IllegalArgumentException("settings.instances are objects with kommunekode and url");
    }

    private static void unique(List<Instance> instances) {
        Set<Integer> seen = new HashSet<>();
        for (Instance instance : instances) {
            if (!seen.add(instance.kommunekode())) {
                throw new IllegalArgumentException("municipality " + instance.kommunekode() + " is listed twice");
            }
        }
    }

    /** A CSV file {@code kommunekode;url}, header first, read again when it has changed. */
    final class OfFile implements Instances {
        private final SourceId source;
        private final Path file;
        private List<Instance> known = List.of();
        private Object version = "";

        OfFile(SourceId source, Path file) {
            this.source = source;
            this.file = file;
        }

        @Override
        public synchronized List<Instance> now() {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                Object found = List.of(attributes.lastModifiedTime(), attributes.size());
                if (!found.equals(version)) {
                    known = read();
                    version = found;
                }
                return known;
            } catch (IOException e) {
                throw new SourceException(
                        source, ErrorCode.SOURCE_UNAVAILABLE, "the list of instances cannot be read", e);
            } catch (IllegalArgumentException e) {
                throw new SourceException(source, ErrorCode.CONFIGURATION, "the list of instances is malformed", e);
            }
        }

        private List<Instance> read() throws IOException {
            List<Instance> instances = new ArrayList<>();
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                if (!line.isBlank()) {
                    List<String> fields = List.of(line.split(";", -1));
                    if (fields.size() != 2) {
                        throw new IllegalArgumentException("a line is kommunekode;url");
                    }
                    instances.add(Instance.of(fields.get(0), fields.get(1)));
                }
            }
            unique(instances);
            return List.copyOf(instances);
        }
    }
}

package dk.samsyn.broker.steward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The texts of a set: everything of a directory of policies that the broker reads. The texts are the truth, and what is kept of a
 * set is these.
 *
 * @param texts text by name below the directory, with {@code /}
 */
public record SetFiles(NavigableMap<String, String> texts) {
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9_-]+/){0,3}([a-z0-9_.-]+\\.(policy|cases)\\.yaml|roles\\.yaml|conditions\\.yaml)");
    private static final int MAX_FILES = 2_000;
    private static final int MAX_CHARACTERS = 8_000_000;

    /**
     * Texts whose names are those of a directory of policies.
     *
     * @throws IllegalArgumentException if a name leaves the directory or is no file of policies, or if it is all too much
     */
    public SetFiles {
        texts = Collections.unmodifiableNavigableMap(new TreeMap<>(texts));
        for (String name : texts.keySet()) {
            if (!isPart(name)) {
                throw new IllegalArgumentException("a set has no file called " + name);
            }
        }
        long characters = texts.values().stream().mapToLong(String::length).sum();
        if (texts.size() > MAX_FILES || characters > MAX_CHARACTERS) {
            throw new IllegalArgumentException("a set has at most 2000 files and 8 million characters");
        }
    }

    /** Texts by name. */
    public static SetFiles of(Map<String, String> texts) {
        return new SetFiles(new TreeMap<>(texts));
    }

    /** The files of a directory that belong to a set; others, such as a README, are left alone. */
    public static SetFiles read(Path directory) throws IOException {
        NavigableMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = directory.relativize(file).toString().replace('\\', '/');
                if (isPart(name)) {
                    texts.put(name, Files.readString(file));
                }
            }
        }
        return new SetFiles(texts);
    }

    private static boolean isPart(String name) {
        return NAME.matcher(name).matches() && !name.contains("..");
    }

    /** Does something with the texts as a directory, which is gone afterwards. */
    <T> T inFolder(Function<Path, T> reader) {
        try {
            Path folder = Files.createTempDirectory("samsyn-policies");
            try {
                for (Map.Entry<String, String> text : texts.entrySet()) {
                    Path file = folder.resolve(text.getKey());
                    Path parent = file.getParent();
                    Files.createDirectories(parent == null ? folder : parent);
                    Files.writeString(file, text.getValue(), StandardCharsets.UTF_8);
                }
                return reader.apply(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** File and line where a policy begins, such as {@code laege.policy.yaml:1}. */
    Optional<String> place(String policy) {
        Pattern head = Pattern.compile("policy:\\s*[\"']?" + Pattern.quote(policy) + "[\"']?\\s*(#.*)?");
        for (Map.Entry<String, String> text : texts.entrySet()) {
            List<String> lines = text.getValue().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (head.matcher(lines.get(i)).matches()) {
                    return Optional.of(text.getKey() + ":" + (i + 1));
                }
            }
        }
        return Optional.empty();
    }

    /** The same set with every policy in review signed by {@code approver} and active. */
    SetFiles approvedBy(String approver) {
        NavigableMap<String, String> stamped = new TreeMap<>();
        texts.forEach((name, text) ->
                stamped.put(name, name.endsWith(".policy.yaml") ? Approval.stamped(text, approver) : text));
        return new SetFiles(stamped);
    }
}

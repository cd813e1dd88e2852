package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Files of one kind that one person has written and another has read: {@code author}, {@code checked_by}, {@code next_review}. */
final class ReviewedFiles {
    private ReviewedFiles() {}

    /**
     * All of a folder by name; those with a problem are left out and told.
     *
     * @param kind name of their schema; with an s the folder's name in messages
     * @param check adds what is wrong beyond the schema and the review
     * @param made what a sound file becomes
     */
    static <T> List<T> read(
            Path folder,
            String kind,
            BiConsumer<YamlDocument, Problems> check,
            Function<JsonNode, T> made,
            ConfigProblems all)
            throws IOException {
        Problems problems = new Problems();
        List<T> read = new ArrayList<>();
        FileSchema schema = FileSchema.of(kind);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                for (YamlDocument document : YamlDocument.readAll(file, kind + "s/" + file.getFileName(), problems)) {
                    int before = problems.count();
                    if (schema.accepts(document, problems)) {
                        review(document, problems);
                        check.accept(document, problems);
                    }
                    if (problems.count() == before) {
                        read.add(made.apply(document.root()));
                    }
                }
            }
        }
        problems.reportTo(all);
        return read;
    }

    /** Adds what is wrong with who wrote and who read a file, and until when it holds. */
    static void review(YamlDocument document, Problems problems) {
        JsonNode root = document.root();
        if (root.get("author").asText().equals(root.get("checked_by").asText())) {
            problems.add(document, "/checked_by", "must be somebody else than the author");
        }
        try {
            LocalDate.parse(root.get("next_review").asText());
        } catch (DateTimeParseException e) {
            problems.add(document, "/next_review", "is no date");
        }
    }
}

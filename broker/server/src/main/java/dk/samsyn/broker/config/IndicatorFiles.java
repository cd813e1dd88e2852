package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.indicator.Indicator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code conf/indicators/*.yaml}: one indicator a file. */
public final class IndicatorFiles {
    private IndicatorFiles() {}

    /** All indicators of a folder by name; those with a problem are left out and told. */
    public static List<Indicator> read(Path folder, ConfigProblems all) throws IOException {
        Problems problems = new Problems();
        List<Indicator> read = new ArrayList<>();
        FileSchema schema = FileSchema.of("indicator");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                for (YamlDocument document : YamlDocument.readAll(file, "indicators/" + file.getFileName(), problems)) {
                    if (schema.accepts(document, problems) && sound(document, problems)) {
                        read.add(indicator(document.root()));
                    }
                }
            }
        }
        problems.reportTo(all);
        return read;
    }

    private static boolean sound(YamlDocument document, Problems problems) {
        JsonNode root = document.root();
        int before = problems.count();
        if (root.get("author").asText().equals(root.get("checked_by").asText())) {
            problems.add(document, "/checked_by", "must be somebody else than the author");
        }
        try {
            LocalDate.parse(root.get("next_review").asText());
        } catch (DateTimeParseException e) {
            problems.add(document, "/next_review", "is no date");
        }
        boolean proportion = root.get("statistic").asText().startsWith("proportion");
        if (proportion != root.has("numerator")) {
            problems.add(
                    document, "/numerator", proportion ? "a proportion needs one" : "a rate counts the table's rows");
        }
        return problems.count() == before;
    }

    private static Indicator indicator(JsonNode root) {
        JsonNode standard = root.get("standard");
        return new Indicator(
                root.get("indicator").asText(),
                root.get("version").asInt(),
                root.get("title").asText(),
                root.get("polarity").asText(),
                Indicator.Statistic.valueOf(root.get("statistic").asText().toUpperCase(Locale.ROOT)),
                root.get("table").asText(),
                text(root, "where"),
                root.path("numerator").asText(),
                text(root, "date"),
                text(root, "organisation"),
                text(root, "population"),
                root.path("per").asInt(1_000),
                (int) Period.parse(root.path("period").path("length").asText("P1Y"))
                        .toTotalMonths(),
                Optional.ofNullable(standard)
                        .map(s -> new Indicator.Standard(
                                s.get("operator").asText(), s.get("value").asDouble())),
                root.get("author").asText(),
                root.get("checked_by").asText(),
                new Indicator.About(
                        text(root, "why"),
                        Optional.ofNullable(root.get("source"))
                                .map(s -> (s.get("name").asText() + " "
                                                + s.path("indicator").asText())
                                        .strip()),
                        text(root, "value_served"),
                        LocalDate.parse(root.get("next_review").asText())));
    }

    private static Optional<String> text(JsonNode root, String name) {
        return Optional.ofNullable(root.get(name)).map(JsonNode::asText);
    }
}

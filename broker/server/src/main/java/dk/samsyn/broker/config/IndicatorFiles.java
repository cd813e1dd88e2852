package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.indicator.Indicator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code conf/indicators/*.yaml}: one indicator a file. */
public final class IndicatorFiles {
    private IndicatorFiles() {}

    /** All indicators of a folder by name; those with a problem are left out and told. */
    public static List<Indicator> read(Path folder, ConfigProblems all) throws IOException {
        return ReviewedFiles.read(folder, "indicator", IndicatorFiles::check, IndicatorFiles::indicator, all);
    }

    private static void check(YamlDocument document, Problems problems) {
        JsonNode root = document.root();
        boolean proportion = root.get("statistic").asText().startsWith("proportion");
        if (proportion != root.has("numerator")) {
            problems.add(
                    document, "/numerator", proportion ? "a proportion needs one" : "a rate counts the table's rows");
        }
        JsonNode english = root.path("english");
        if (english.isObject() && english.has("why") != root.has("why")) {
            problems.add(document, "/english/why", "has to be there where the Danish one is, and only there");
        }
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
                        LocalDate.parse(root.get("next_review").asText()),
                        Optional.ofNullable(root.get("english"))
                                .map(texts ->
                                        new Indicator.English(texts.get("title").asText(), text(texts, "why")))));
    }

    private static Optional<String> text(JsonNode root, String name) {
        return Optional.ofNullable(root.get(name)).map(JsonNode::asText);
    }
}

package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.indicator.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads {@code conf/reports/*.yaml}: one report a file. */
public final class ReportFiles {
    private static final String CONCEPTS = "concepts:";
    private static final String PLACES = "kommuner";
    private static final Set<String> EVERY_PLANNER = Set.of("kommunal_planlaegger", "regional_analytiker");

    private final Concepts concepts;

    private ReportFiles(Concepts concepts) {
        this.concepts = concepts;
    }

    /** All reports of a folder by name, none if there is no folder; those with a problem are left out and told. */
    public static List<Report> read(Path folder, Concepts concepts, ConfigProblems all) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        ReportFiles reader = new ReportFiles(concepts);
        return ReviewedFiles.read(folder, "report", reader::check, reader::report, all);
    }

    private void check(YamlDocument document, Problems problems) {
        JsonNode parts = document.root().get("parts");
        JsonNode english = document.root().path("english").path("parts");
        if (english.isArray() && english.size() != parts.size()) {
            problems.add(document, "/english/parts", "has to be as many as there are parts: " + parts.size());
        }
        for (int i = 0; i < parts.size(); i++) {
            String at = "/parts/" + i + "/groups";
            JsonNode groups = parts.get(i).get("groups");
            groups.fields().forEachRemaining(group -> {
                String words = group.getValue().path("words").asText("");
                if (words.startsWith(CONCEPTS)
                        && concepts.texts(words.substring(CONCEPTS.length())).isEmpty()) {
                    problems.add(document, at + "/" + group.getKey() + "/words", "names no group of conf/concepts");
                }
            });
        }
    }

    private Report report(JsonNode root) {
        return new Report(
                root.get("report").asText(),
                root.get("version").asInt(),
                root.get("title").asText(),
                root.get("why").asText().strip(),
                root.has("roles")
                        ? elements(root.get("roles")).map(JsonNode::asText).collect(Collectors.toSet())
                        : EVERY_PLANNER,
                elements(root.get("parts")).map(this::part).toList(),
                Optional.ofNullable(root.get("english")).map(ReportFiles::english),
                root.get("author").asText(),
                root.get("checked_by").asText(),
                LocalDate.parse(root.get("next_review").asText()));
    }

    private static Report.English english(JsonNode texts) {
        return new Report.English(
                texts.get("title").asText(),
                texts.get("why").asText().strip(),
                elements(texts.get("parts"))
                        .map(part -> new Report.EnglishPart(
                                part.get("title").asText(),
                                part.get("help").asText().strip()))
                        .toList());
    }

    private Report.Part part(JsonNode part) {
        List<Report.Group> groups = new ArrayList<>();
        part.get("groups").fields().forEachRemaining(g -> groups.add(group(g.getKey(), g.getValue())));
        List<Report.Measure> numbers = new ArrayList<>();
        part.get("numbers")
                .fields()
                .forEachRemaining(n -> numbers.add(new Report.Measure(
                        n.getKey(),
                        label(n.getValue()),
                        Optional.ofNullable(n.getValue().get("unit")).map(JsonNode::asText))));
        return new Report.Part(
                part.get("title").asText(),
                part.get("help").asText().strip(),
                part.get("sql").asText().strip(),
                groups,
                numbers,
                part.path("largest_first").asBoolean(false));
    }

    private Report.Group group(String column, JsonNode declared) {
        JsonNode words = declared.path("words");
        Map<String, String> named = new LinkedHashMap<>();
        if (words.isObject()) {
            words.fields()
                    .forEachRemaining(w -> named.put(w.getKey(), w.getValue().asText()));
        } else if (words.asText().startsWith(CONCEPTS)) {
            named.putAll(concepts.texts(words.asText().substring(CONCEPTS.length())));
        }
        return new Report.Group(column, label(declared), named, words.asText().equals(PLACES));
    }

    private static String label(JsonNode declared) {
        return declared.isTextual() ? declared.asText() : declared.get("label").asText();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}

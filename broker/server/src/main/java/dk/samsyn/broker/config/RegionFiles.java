package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.indicator.Elsewhere;
import dk.samsyn.broker.indicator.Indicator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code conf/regions/*.yaml}: figures that other regions have published, a file for each publication. */
public final class RegionFiles {
    private final List<Indicator> indicators;
    private final boolean inventedToo;

    private RegionFiles(List<Indicator> indicators, boolean inventedToo) {
        this.indicators = indicators;
        this.inventedToo = inventedToo;
    }

    /**
     * All files of a folder by name, none if there is no folder; those with a problem are left out and told.
     *
     * @param indicators the indicators that figures can stand beside
     * @param inventedToo whether invented figures are taken, as in the demo
     */
    public static List<Elsewhere> read(Path folder, List<Indicator> indicators, boolean inventedToo, ConfigProblems all)
            throws IOException {
        RegionFiles reader = new RegionFiles(indicators, inventedToo);
        return Files.isDirectory(folder)
                ? ReviewedFiles.read(folder, "region", reader::check, RegionFiles::publication, all)
                : List.of();
    }

    private void check(YamlDocument document, Problems problems) {
        JsonNode root = document.root();
        if (root.path("invented").asBoolean() && !inventedToo) {
            problems.add(document, "/invented", "figures are invented: they are for the demo only");
        }
        JsonNode figures = root.get("figures");
        for (int i = 0; i < figures.size(); i++) {
            JsonNode figure = figures.get(i);
            Optional<Indicator> indicator = indicators.stream()
                    .filter(one -> one.id().equals(figure.get("indicator").asText()))
                    .findFirst();
            if (indicator.isEmpty()) {
                problems.add(document, "/figures/" + i + "/indicator", "is no indicator");
            } else if (indicator.get().share() && figure.get("value").asDouble() > 1) {
                problems.add(document, "/figures/" + i + "/value", "is a share: from 0 to 1");
            }
        }
    }

    private static Elsewhere publication(JsonNode root) {
        JsonNode source = root.get("source");
        List<Elsewhere.Figure> figures = new ArrayList<>();
        root.get("figures")
                .forEach(figure -> figures.add(new Elsewhere.Figure(
                        figure.get("indicator").asText(),
                        figure.get("name").asText(),
                        figure.get("value").asDouble())));
        return new Elsewhere(
                source.get("name").asText(),
                source.get("year").asInt(),
                Optional.ofNullable(source.get("address")).map(JsonNode::asText),
                root.path("invented").asBoolean(),
                figures);
    }
}

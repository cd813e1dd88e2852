package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code conf/tiles.yaml}: where each municipality lies on a map of equal squares. Needs no geometry and no licence. */
public final class TilesFile {
    private TilesFile() {}

    /** Rows from the north, each from the west; 0 where the map is empty. None if there is no file or it has a problem. */
    public static List<List<Integer>> read(Path file, ConfigProblems problems) {
        if (!Files.exists(file)) {
            return List.of();
        }
        return SettingsFile.read(file, "tiles", name -> null, problems)
                .map(TilesFile::rows)
                .orElse(List.of());
    }

    private static List<List<Integer>> rows(JsonNode yaml) {
        List<List<Integer>> rows = new ArrayList<>();
        for (JsonNode row : yaml.get("tiles")) {
            List<Integer> codes = new ArrayList<>();
            row.forEach(code -> codes.add(code.asInt()));
            rows.add(codes);
        }
        return rows;
    }
}

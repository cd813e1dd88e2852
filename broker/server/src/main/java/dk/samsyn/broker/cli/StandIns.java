package dk.samsyn.broker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A harmless value for every placeholder of the sources' files, so that these can be checked where the sources are not. */
final class StandIns {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");
    private static final Pattern SQL_DATABASE = Pattern.compile("(?m)^kind: *jdbc\\s*$");
    /** Port 9 discards: nothing that speaks a protocol listens there. */
    private static final String DATABASE = "jdbc:postgresql://127.0.0.1:9/none";

    private static final String SERVICE = "http://127.0.0.1:9/";

    private StandIns() {}

    /** Values for the files of a folder, and for the broker's secrets. */
    static Map<String, String> of(Path sources) throws IOException {
        Map<String, String> values = new HashMap<>();
        values.put("SAMSYN_PID_SECRET", "stand-in for a secret");
        values.put("SAMSYN_NOISE_SECRET", "stand-in for a secret");
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : List.copyOf(files.toList())) {
                String text = Files.readString(file);
                String url = SQL_DATABASE.matcher(text).find() ? DATABASE : SERVICE;
                Matcher names = PLACEHOLDER.matcher(text);
                while (names.find()) {
                    values.put(names.group(1), names.group(1).endsWith("_URL") ? url : "stand-in");
                }
            }
        }
        return values;
    }
}

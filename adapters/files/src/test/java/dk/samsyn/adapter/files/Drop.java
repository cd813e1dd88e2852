package dk.samsyn.adapter.files;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A folder of fee files as the settlement office drops them, and an adapter over it. */
final class Drop {
    static final String HEADER = "CPR;YDERNR;SPECIALE;YDELSE;ANTAL;HONUGE;BELOEB;BARNMAK;DATO\n";

    private Drop() {}

    static void write(Path folder, String name, String text, Charset charset) {
        try {
            Files.write(folder.resolve(name), text.getBytes(charset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SourceAdapter open(Path folder, String pick, String charset, int indexMegabytes) {
        return new FilesAdapterFactory()
                .open(new SourceConfig(
                        new SourceId("ssr"),
                        "files",
                        Map.of("folder", folder.toString(), "charset", charset, "index_max_mb", indexMegabytes),
                        List.of(Map.of(
                                "name",
                                "ydelse",
                                "file",
                                "ssr_*.csv",
                                "files",
                                pick,
                                "columns",
                                List.of(
                                        Map.of("name", "cpr", "type", "varchar(12)", "person", "plain"),
                                        Map.of("name", "ydernr", "type", "varchar(6)", "nullable", false),
                                        Map.of("name", "antal", "type", "integer"),
                                        Map.of("name", "beloeb", "type", "decimal(10,2)"),
                                        Map.of("name", "barnmak", "type", "boolean"),
                                        Map.of(
                                                "name",
                                                "dag",
                                                "column",
                                                "DATO",
                                                "type",
                                                "date",
                                                "pattern",
                                                "dd-MM-yyyy"),
                                        Map.of("name", "fil", "column", "#file", "type", "varchar(40)"),
                                        Map.of("name", "linje", "column", "#line", "type", "integer")))),
                        Duration.ofSeconds(5),
                        4,
                        folder));
    }

    static List<List<Object>> rows(SourceAdapter adapter, ScanRequest request, SourceScope scope) {
        List<List<Object>> rows = new ArrayList<>();
        try (RowCursor cursor = adapter.scan(request, scope)) {
            while (cursor.next()) {
                rows.add(Arrays.asList(cursor.row()));
            }
        }
        return rows;
    }
}

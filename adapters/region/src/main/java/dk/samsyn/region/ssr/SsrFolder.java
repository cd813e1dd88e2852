package dk.samsyn.region.ssr;

import dk.samsyn.region.LiveSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The folder of fee files; a folder that is away is a source that is down. */
final class SsrFolder implements LiveSource {
    private final Path files;

    SsrFolder(Path files) {
        this.files = files;
    }

    @Override
    public String id() {
        return SsrChapter.SOURCE;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("SAMSYN_SSR_DIR", files.toAbsolutePath().toString());
    }

    @Override
    public long calls() {
        return 0;
    }

    @Override
    public void stop() {
        try {
            if (Files.exists(files)) {
                Files.move(files, files.resolveSibling("utilgaengelig"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the fee files cannot be moved away", e);
        }
    }

    /** Puts the files back after a drill, for runs that keep their data. */
    @Override
    public void close() {
        Path away = files.resolveSibling("utilgaengelig");
        try {
            if (Files.exists(away)) {
                Files.move(away, files);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the fee files cannot be put back", e);
        }
    }
}

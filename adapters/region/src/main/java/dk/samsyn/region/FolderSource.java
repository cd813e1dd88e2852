package dk.samsyn.region;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A source that is a folder of files.
 *
 * @param id id of the source
 * @param setting name of the placeholder that holds the folder
 * @param folder where the files are
 */
public record FolderSource(String id, String setting, Path folder) implements LiveSource {
    @Override
    public Map<String, String> settings() {
        return Map.of(setting, folder.toString());
    }

    @Override
    public long calls() {
        return 0;
    }

    /** The folder moves aside, as when a share is not mounted. */
    @Override
    public void stop() {
        move(folder, aside());
    }

    /** The region removes its own folder, unless it is kept: then the files must be there at the next start. */
    @Override
    public void close() {
        if (Files.exists(aside())) {
            move(aside(), folder);
        }
    }

    private Path aside() {
        return folder.resolveSibling(folder.getFileName() + "-stoppet");
    }

    private void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException("the files of " + id + " cannot be moved aside and back", e);
        }
    }
}

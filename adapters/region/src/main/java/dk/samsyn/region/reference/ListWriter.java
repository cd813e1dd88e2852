package dk.samsyn.region.reference;

import dk.samsyn.region.FolderSource;
import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.people.Citizen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes one list, citizen by citizen, or finds the one that an earlier run has completed. */
final class ListWriter implements SourceWriter {
    private final FolderSource source;
    private final Path complete;
    private final BiConsumer<Citizen, CsvFile> lines;
    private final @Nullable CsvFile file;

    /**
     * Starts a list in the folder of a source.
     *
     * @param id the source; its file is named after it
     * @param setting name of the placeholder that holds the folder
     * @param lines writes the lines of a citizen
     */
    ListWriter(RegionContext context, String id, String setting, String header, BiConsumer<Citizen, CsvFile> lines) {
        Path folder = context.folder(id);
        this.source = new FolderSource(id, setting, folder);
        this.complete = folder.resolve("complete");
        this.lines = lines;
        this.file = context.kept() && Files.exists(complete)
                ? null
                : new CsvFile(folder.resolve(id + ".csv"), StandardCharsets.UTF_8, header);
    }

    @Override
    public boolean filled() {
        return file == null;
    }

    @Override
    public void citizen(Citizen citizen) {
        if (file != null) {
            lines.accept(citizen, file);
        }
    }

    @Override
    public LiveSource finish() {
        if (file != null) {
            file.close();
            try {
                Files.writeString(complete, "");
            } catch (IOException e) {
                throw new UncheckedIOException("the list of " + source.id() + " cannot be completed", e);
            }
        }
        return source;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}

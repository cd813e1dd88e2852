package dk.samsyn.region.reference;

import dk.samsyn.region.FolderSource;
import dk.samsyn.region.LiveSource;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.people.Citizen;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** Writes one list, citizen by citizen; a list that stands is written again, as it takes a moment only. */
final class ListWriter implements SourceWriter {
    private final FolderSource source;
    private final CsvFile file;
    private final BiConsumer<Citizen, CsvFile> lines;

    ListWriter(String id, String setting, Path folder, CsvFile file, BiConsumer<Citizen, CsvFile> lines) {
        this.source = new FolderSource(id, setting, folder);
        this.file = file;
        this.lines = lines;
    }

    @Override
    public boolean filled() {
        return false;
    }

    @Override
    public void citizen(Citizen citizen) {
        lines.accept(citizen, file);
    }

    @Override
    public LiveSource finish() {
        file.close();
        return source;
    }

    @Override
    public void close() {
        file.close();
    }
}

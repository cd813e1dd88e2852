package dk.samsyn.adapter.files;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.RowSelection;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SourceTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A folder of CSV files as a source: read record by record; records of given persons through an index of places. */
final class FilesAdapter implements SourceAdapter {
    private final SourceId id;
    private final DropFolder folder;
    private final List<SourceTable> tables;
    private final Map<String, FileTable> byName = new HashMap<>();
    private final Map<String, PersonIndexes> indexes = new HashMap<>();

    FilesAdapter(SourceId id, Path folder, List<FileTable> tables, long indexBytes) {
        this.id = id;
        this.folder = new DropFolder(id, folder);
        this.tables = tables.stream().map(FileTable::table).toList();
        for (FileTable table : tables) {
            byName.put(table.table().name(), table);
            indexes.put(table.table().name(), new PersonIndexes(id, indexBytes));
        }
    }

    @Override
    public SourceId id() {
        return id;
    }

    @Override
    public List<SourceTable> tables() {
        return tables;
    }

    /** Makes the indexes of persons that the first request by person would wait for. */
    @Override
    public void prepare(SourceScope scope) {
        for (FileTable table : byName.values()) {
            PersonIndexes known = indexes.get(table.table().name());
            List<DropFolder.Dropped> files = folder.files(table);
            if (known != null && !table.keyHeader().isEmpty() && known.cover(files)) {
                files.parallelStream().forEach(file -> places(table, file, known, scope));
            }
        }
    }

    @Override
    public RowCursor scan(ScanRequest request, SourceScope scope) {
        FileTable table = byName.get(request.table());
        if (table == null) {
            throw new IllegalArgumentException(id + " has no table " + request.table());
        }
        RowSelection selection = new RowSelection(table.table(), request);
        scope.check(id);
        if (selection.keys().map(Set::isEmpty).orElse(false)) {
            return RowCursor.of(List.of());
        }
        List<DropFolder.Dropped> files = folder.files(table);
        PersonIndexes known = indexes.get(table.table().name());
        boolean indexed = known != null && selection.keys().isPresent() && known.cover(files);
        CsvCursor.FileOpener opener = file -> indexed && known != null
                ? slices(table, file, known, selection.keys().orElseThrow(), scope)
                : whole(table, file, scope);
        return new CsvCursor(id, files, opener, selection, scope);
    }

    private OpenFile whole(FileTable table, DropFolder.Dropped file, SourceScope scope) {
        scope.countCall();
        try {
            InputStream in = Files.newInputStream(file.path());
            return new OpenFile(id, table, file.name(), in, null);
        } catch (IOException e) {
            throw Failures.whileReading(id, file.name(), 1, e);
        }
    }

    private OpenFile slices(
            FileTable table, DropFolder.Dropped file, PersonIndexes known, Set<String> keys, SourceScope scope) {
        try {
            List<PersonIndex.Slice> slices = places(table, file, known, scope).slices(keys);
            scope.countCall();
            return new OpenFile(id, table, file.name(), new SlicedInput(file.path(), slices), slices);
        } catch (IOException e) {
            throw Failures.whileReading(id, file.name(), 1, e);
        }
    }

    private PersonIndex places(FileTable table, DropFolder.Dropped file, PersonIndexes known, SourceScope scope) {
        try {
            return known.of(file, () -> index(table, file, scope), scope);
        } catch (IOException e) {
            throw Failures.whileReading(id, file.name(), 1, e);
        }
    }

    private PersonIndex index(FileTable table, DropFolder.Dropped file, SourceScope scope) throws IOException {
        return PersonIndex.of(
                file,
                table.format(),
                () -> {
                    try (OpenFile header = whole(table, file, scope)) {
                        return header.position(table.keyHeader());
                    }
                },
                line -> {
                    throw Failures.malformed(id, file.name(), line, null);
                },
                scope,
                () -> scope.check(id));
    }

    @Override
    public void ping(SourceScope scope) {
        scope.countCall();
        byName.values().forEach(folder::files);
    }

    /** The oldest of the newest files of each table. */
    @Override
    public Optional<LocalDateTime> asOf() {
        try {
            return byName.values().stream()
                    .flatMap(
                            table -> folder.files(table).stream()
                                    .map(DropFolder.Dropped::asOf)
                                    .max(Comparator.naturalOrder())
                                    .stream())
                    .min(Comparator.naturalOrder());
        } catch (SourceException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {}
}

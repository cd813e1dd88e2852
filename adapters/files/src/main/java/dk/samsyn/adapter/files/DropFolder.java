package dk.samsyn.adapter.files;

import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A folder where another system drops files. A table without any file is an error, never an empty table: nobody delivered.
 *
 * @param source the source, for messages
 * @param path the folder
 */
record DropFolder(SourceId source, Path path) {
    /** The files of a table that count today, by name. */
    List<Dropped> files(FileTable table) {
        List<Dropped> found = new ArrayList<>();
        try (DirectoryStream<Path> matching = Files.newDirectoryStream(path, table.glob())) {
            for (Path file : matching) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                if (attributes.isRegularFile()) {
                    found.add(new Dropped(file, attributes.size(), attributes.lastModifiedTime()));
                }
            }
        } catch (IOException e) {
            throw new SourceException(source, ErrorCode.SOURCE_UNAVAILABLE, "the folder cannot be read", e);
        }
        if (found.isEmpty()) {
            throw new SourceException(
                    source,
                    ErrorCode.SOURCE_UNAVAILABLE,
                    "no file for table " + table.table().name());
        }
        found.sort(Comparator.comparing(Dropped::name));
        return table.pick() == FileTable.Pick.ALL ? found : found.subList(found.size() - 1, found.size());
    }

    /**
     * One file as it was when the folder was listed; two are equal if nothing was written in between.
     *
     * @param size in bytes
     */
    record Dropped(Path path, long size, FileTime modified) {
        String name() {
            return String.valueOf(path.getFileName());
        }
    }
}

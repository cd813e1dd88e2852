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
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder where another system drops files. A table without any file is an error, never an empty table: nobody delivered.
 *
 * @param source the source, for messages
 * @param path the folder
 */
record DropFolder(SourceId source, Path path) {
    private static final Pattern MONTH = Pattern.compile("_((?:19|20)\\d{2})(0[1-9]|1[0-2])\\.[^.]*$");

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

        /** The end of the month that the name ends in ({@code …_YYYYMM.csv}), or else when the file was dropped. */
        LocalDateTime asOf() {
            Matcher month = MONTH.matcher(name());
            if (month.find()) {
                return YearMonth.of(Integer.parseInt(month.group(1)), Integer.parseInt(month.group(2)))
                        .plusMonths(1)
                        .atDay(1)
                        .atStartOfDay();
            }
            return LocalDateTime.ofInstant(modified.toInstant(), ZoneId.of("Europe/Copenhagen"));
        }
    }
}

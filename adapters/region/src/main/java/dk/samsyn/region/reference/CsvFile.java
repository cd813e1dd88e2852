package dk.samsyn.region.reference;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A file with semicolons, Danish dates and decimal commas. */
final class CsvFile implements AutoCloseable {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd-MM-yyyy");

    private final BufferedWriter out;

    CsvFile(Path file, Charset charset, String header) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            out = Files.newBufferedWriter(file, charset);
            out.write(header + "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException("a list of the demo cannot be written", e);
        }
    }

    void line(@Nullable Object... fields) {
        try {
            for (int i = 0; i < fields.length; i++) {
                out.write(i == 0 ? "" : ";");
                out.write(text(fields[i]));
            }
            out.write("\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException("a list of the demo cannot be written", e);
        }
    }

    private static String text(@Nullable Object field) {
        if (field == null) {
            return "";
        }
        String text = field instanceof LocalDate day ? DAY.format(day) : field.toString();
        return text.indexOf(';') < 0 && text.indexOf('"') < 0 ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a list of the demo cannot be written", e);
        }
    }
}

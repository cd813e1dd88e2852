package dk.samsyn.region.ssr;

import dk.samsyn.region.LiveSource;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.people.Citizen;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;

/** Writes {@code ssr_YYYYMM.csv}: ISO-8859-1, semicolons, decimal comma. */
final class SsrWriter implements SourceWriter {
    /** The header of domain.md 4.5 (6), and the voucher's number. */
    private static final String HEADER = "CPR;YDERNR;SPECIALE;YDELSE;ANTAL;HONUGE;BELOEB;BARNMAK;BILAGSNR";

    private static final String COMPLETE = "complete";

    private final Path folder;
    private final Path files;
    private final Map<YearMonth, BufferedWriter> open = new HashMap<>();

    SsrWriter(Path folder) {
        this.folder = folder;
        this.files = folder.resolve("filer");
        try {
            Files.createDirectories(files);
        } catch (IOException e) {
            throw new UncheckedIOException("the fee files have no folder to be written to", e);
        }
    }

    @Override
    public boolean filled() {
        return Files.exists(folder.resolve(COMPLETE));
    }

    @Override
    public void citizen(Citizen citizen) {
        try {
            for (FeeLine line : FeeLine.of(citizen)) {
                file(line.month()).append(line.text()).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a fee file cannot be written", e);
        }
    }

    private BufferedWriter file(YearMonth month) throws IOException {
        BufferedWriter known = open.get(month);
        if (known != null) {
            return known;
        }
        String name = String.format("ssr_%04d%02d.csv", month.getYear(), month.getMonthValue());
        BufferedWriter file = Files.newBufferedWriter(files.resolve(name), StandardCharsets.ISO_8859_1);
        open.put(month, file);
        file.append(HEADER).append('\n');
        return file;
    }

    @Override
    public LiveSource finish() {
        try {
            if (!filled()) {
                closeFiles();
                Files.createFile(folder.resolve(COMPLETE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the fee files cannot be completed", e);
        }
        return new SsrFolder(files);
    }

    private void closeFiles() throws IOException {
        for (BufferedWriter file : open.values()) {
            file.close();
        }
        open.clear();
    }

    @Override
    public void close() {
        try {
            closeFiles();
        } catch (IOException e) {
            throw new UncheckedIOException("the fee files cannot be closed", e);
        }
    }
}

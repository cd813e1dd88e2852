package dk.samsyn.region.cura;

import dk.samsyn.region.FolderSource;
import dk.samsyn.region.LiveSource;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.people.Citizen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Puts the reports into the inbox: {@code KOMMUNE/DAY/bCITIZEN.json}. */
final class CuraWriter implements SourceWriter {
    private static final String COMPLETE = "complete";

    private final Path folder;
    private final Path inbox;
    private final boolean filled;
    private final Set<Path> made = new HashSet<>();

    CuraWriter(Path folder, boolean kept) {
        this.folder = folder;
        this.inbox = folder.resolve("inbox");
        this.filled = kept && Files.exists(folder.resolve(COMPLETE));
        try {
            Files.createDirectories(inbox);
        } catch (IOException e) {
            throw new IllegalStateException("the inbox of cura cannot be made in " + folder, e);
        }
    }

    @Override
    public boolean filled() {
        return filled;
    }

    @Override
    public void citizen(Citizen citizen) {
        DailyReports.of(citizen).forEach((key, report) -> {
            Path day = inbox.resolve(String.valueOf(key.kommunekode()))
                    .resolve(key.day().toString());
            try {
                if (made.add(day)) {
                    Files.createDirectories(day);
                }
                Files.write(day.resolve("b" + citizen.index() + ".json"), report.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("a report of cura cannot be written", e);
            }
        });
    }

    @Override
    public LiveSource finish() {
        try {
            if (!filled) {
                Files.writeString(folder.resolve(COMPLETE), "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the inbox of cura cannot be completed", e);
        }
        return new FolderSource(CuraChapter.ID, "SAMSYN_CURA_INBOX", inbox);
    }

    @Override
    public void close() {
        // Files belong to the region's folder.
    }
}

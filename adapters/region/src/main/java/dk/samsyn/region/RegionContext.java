package dk.samsyn.region;

import dk.samsyn.region.people.Population;
import dk.samsyn.spi.DemoRegion.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * What a chapter builds on.
 *
 * @param options size, seed, today
 * @param population everybody
 * @param folder folder of this run; a chapter uses the folder with its source's id below it
 * @param kept whether {@code folder} outlives the run and may hold the data of an earlier one
 */
public record RegionContext(Options options, Population population, Path folder, boolean kept) {
    /** The chapter's own folder; it may not exist yet. */
    public Path folder(String source) {
        return folder.resolve(source);
    }

    /** Removes the folder of a run that keeps nothing. */
    void removeUnlessKept() {
        try {
            if (!kept) {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of the demo cannot be removed", e);
        }
    }
}

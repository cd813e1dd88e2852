package dk.samsyn.region;

import dk.samsyn.region.people.Population;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.TruthChapter;
import dk.samsyn.region.truth.TruthWriter;
import dk.samsyn.spi.DemoRegion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** The invented Region Midtjylland: opens the chapters, leads the citizens past them once, and keeps the sources running. */
public final class Region implements DemoRegion {
    /** Part of the name of kept data: raise it when the same seed gives other rows. */
    private static final String GENERATOR = "2";

    private final List<Chapter> chapters;
    private final List<TruthChapter> truth;

    /** The region with all its chapters. */
    public Region() {
        this(Chapters.sources(), Chapters.truth());
    }

    /** A region of chosen chapters. */
    Region(List<Chapter> chapters, List<TruthChapter> truth) {
        this.chapters = List.copyOf(chapters);
        this.truth = List.copyOf(truth);
    }

    @Override
    public Running start(Options options) {
        RegionContext context = context(options);
        return new RegionStart(context, chapters).start();
    }

    @Override
    public void writeTruth(Options options, UnaryOperator<String> pid, Path directory) {
        Population population = new Population(options);
        try (TruthWriter writer = new TruthWriter(directory, pid)) {
            population.forEach(citizen -> {
                CitizenTruth rows = new CitizenTruth(citizen.cpr());
                truth.forEach(chapter -> chapter.citizen(citizen, rows));
                writer.write(rows);
            });
            truth.forEach(chapter -> chapter.tables(writer.tables()));
        } catch (IOException e) {
            throw new UncheckedIOException("the truth cannot be written to " + directory, e);
        }
    }

    private static RegionContext context(Options options) {
        try {
            boolean kept = options.data().isPresent();
            Path folder = kept
                    ? Files.createDirectories(options.data().get().resolve(name(options)))
                    : Files.createTempDirectory("samsyn-region");
            return new RegionContext(options, new Population(options), folder, kept);
        } catch (IOException e) {
            throw new IllegalStateException("the region has no folder to work in: choose another one with --data", e);
        }
    }

    private static String name(Options options) {
        String name = options.size().name().toLowerCase(java.util.Locale.ROOT) + "-" + options.seed() + "-"
                + options.today() + "-v" + GENERATOR;
        return options.except()
                .map(cpr -> name + "-uden-" + Integer.toHexString(cpr.hashCode()))
                .orElse(name);
    }
}

package dk.samsyn.region;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.region.cura.CuraChapter;
import dk.samsyn.region.nexus.NexusChapter;
import dk.samsyn.region.people.Population;
import dk.samsyn.region.reference.BrsChapter;
import dk.samsyn.region.reference.MinspaerringChapter;
import dk.samsyn.region.reference.ReferenceChapter;
import dk.samsyn.spi.DemoRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A large region is filled once: what an earlier run completed is found, what it did not complete is written again. */
class KeptSourcesTest {
    private static final DemoRegion.Options LILLE = new DemoRegion.Options(
            DemoRegion.Size.LILLE, 1, LocalDate.of(2026, 11, 23), Optional.empty(), Optional.empty());

    @TempDir
    private Path folder;

    static Stream<Chapter> chapters() {
        return Stream.of(
                new NexusChapter(Duration.ZERO), new CuraChapter(), new MinspaerringChapter(), new BrsChapter());
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void completedSourcesAreFound(Chapter chapter) throws IOException {
        RegionContext context = new RegionContext(LILLE, new Population(LILLE), folder, true);
        SourceWriter broken = chapter.open(context);
        fill(broken, context, 50);
        broken.close();
        SourceWriter first = chapter.open(context);
        assertThat(first.filled()).isFalse();
        fill(first, context, 600);
        first.finish().close();
        long bytes = bytes();
        SourceWriter second = chapter.open(context);
        assertThat(second.filled()).isTrue();
        second.finish().close();
        assertThat(bytes()).isEqualTo(bytes).isPositive();
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void aFolderSourceThatIsStoppedIsGoneUntilTheNextStart(Chapter chapter) throws IOException {
        RegionContext context = new RegionContext(LILLE, new Population(LILLE), folder, false);
        List<Path> folders;
        try (LiveSource live = chapter.open(context).finish()) {
            folders = live.settings().values().stream()
                    .filter(value -> value.startsWith(folder.toString()) && !value.endsWith(".csv"))
                    .map(Path::of)
                    .toList();
            assertThat(folders).allMatch(Files::isDirectory);
            live.stop();
            assertThat(folders).noneMatch(Files::exists);
        }
        assertThat(folders).as("kept for the next start").allMatch(Files::isDirectory);
        assertThat(new ReferenceChapter().open(context).filled()).isTrue();
    }

    private static void fill(SourceWriter writer, RegionContext context, int citizens) {
        for (int i = 0; i < citizens; i++) {
            writer.citizen(context.population().citizen(i * 10));
        }
    }

    /** All but the list of addresses, which names a new port. */
    private long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> !f.endsWith("instances.csv"))
                    .toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}

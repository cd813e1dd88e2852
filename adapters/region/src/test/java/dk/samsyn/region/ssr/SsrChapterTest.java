package dk.samsyn.region.ssr;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.mapping.MappedSource;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Population;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import dk.samsyn.spi.DemoRegion.Options;
import dk.samsyn.spi.DemoRegion.Size;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fee files, and what the mapping in {@code conf/sources/ssr.yaml} makes of them. */
class SsrChapterTest {
    private static final Options OPTIONS =
            new Options(Size.LILLE, 1, LocalDate.of(2026, 11, 23), Optional.empty(), Optional.empty());

    @TempDir
    Path folder;

    private final Population population = new Population(OPTIONS);

    private List<Citizen> citizens() {
        return IntStream.range(0, population.size())
                .filter(i -> i % 40 == 0)
                .mapToObj(population::citizen)
                .toList();
    }

    private LiveSource start() {
        SourceWriter writer = new SsrChapter().open(new RegionContext(OPTIONS, population, folder, true));
        citizens().forEach(writer::citizen);
        return writer.finish();
    }

    private static List<Path> files(LiveSource source) throws Exception {
        Path folder = Path.of(Objects.requireNonNull(source.settings().get("SAMSYN_SSR_DIR")));
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void aboutTwelveLinesAYear() {
        double years = citizens().stream()
                .mapToDouble(c -> (c.presentTo().toEpochDay() - c.historyFrom().toEpochDay()) / 365.2425)
                .sum();
        double lines = citizens().stream().mapToInt(c -> FeeLine.of(c).size()).sum();
        assertThat(lines / years).isBetween(9.0, 14.5);
    }

    @Test
    void aFileAMonthWithSemicolonsAndDecimalCommas() throws Exception {
        try (LiveSource source = start()) {
            List<Path> files = files(source);
            assertThat(files).hasSizeBetween(60, 62);
            assertThat(files).allMatch(f -> f.getFileName().toString().matches("ssr_20[0-9]{4}\\.csv"));
            List<String> lines = Files.readAllLines(files.get(30), StandardCharsets.ISO_8859_1);
            assertThat(lines.get(0)).isEqualTo("CPR;YDERNR;SPECIALE;YDELSE;ANTAL;HONUGE;BELOEB;BARNMAK;BILAGSNR");
            assertThat(lines.subList(1, lines.size()))
                    .isNotEmpty()
                    .allMatch(
                            l -> l.matches(
                                    "([0-9]{6}[0-9A-Z]{4})?;0990[0-9]{2};80;(80)?[0-9]{4};[0-9]+;[0-9]{4};[0-9]+,[0-9]{2};[01];[0-9a-f]{1,16}"));
        }
    }

    @Test
    void mappingReadsTheTruth() throws Exception {
        Map<String, String> personOfNumber = new HashMap<>();
        List<Row> expected = new ArrayList<>();
        for (Citizen citizen : citizens()) {
            citizen.numbers().forEach(n -> personOfNumber.put(n.value(), citizen.cpr()));
            CitizenTruth rows = new CitizenTruth(citizen.cpr());
            new SsrTruth().citizen(citizen, rows);
            expected.addAll(rows.rows("ydelse"));
        }
        try (LiveSource source = start();
                MappedSource mapped = new MappedSource("ssr")) {
            for (Path file : files(source)) {
                List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
                for (String line : lines.subList(1, lines.size())) {
                    String[] f = line.split(";", -1);
                    List<@Nullable Object> values = new ArrayList<>();
                    values.add(f[0].isEmpty() ? null : personOfNumber.get(f[0]));
                    values.addAll(List.of(f[1], f[2], f[3], Integer.valueOf(f[4]), f[5]));
                    values.addAll(List.of(new BigDecimal(f[6].replace(',', '.')), f[7].equals("1"), f[8]));
                    mapped.add("honorar", values);
                }
            }
            MappedSource.Answer answer = mapped.answer("ydelse");
            assertThat(answer.rows()).isEqualTo(MappedSource.text(expected, answer.columns()));
        }
        assertThat(expected).as("lines without a person").anyMatch(r -> r.get("pid") == null);
        assertThat(expected).as("lines for children").anyMatch(r -> Boolean.TRUE.equals(r.get("barnmak")));
        assertThat(expected.stream().map(r -> r.text("kilde_id")).distinct()).hasSameSizeAs(expected);
    }

    @Test
    void theFolderOfAStoppedSourceIsAwayAndComesBack() throws Exception {
        LiveSource source = start();
        Path files = Path.of(Objects.requireNonNull(source.settings().get("SAMSYN_SSR_DIR")));

        source.stop();
        assertThat(files).doesNotExist();

        source.close();
        assertThat(files).isDirectory();
    }
}

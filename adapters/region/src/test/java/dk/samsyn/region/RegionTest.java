package dk.samsyn.region;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.spi.DemoRegion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The small region, started with all its sources, and its truth. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegionTest {
    private static final DemoRegion.Options LILLE = new DemoRegion.Options(
            DemoRegion.Size.LILLE, 1, LocalDate.of(2026, 11, 23), Optional.empty(), Optional.empty());

    private DemoRegion.Running region;

    private Path truth;

    @BeforeAll
    void start(@TempDir Path directory) {
        truth = directory;
        long t = System.nanoTime();
        region = new Region().start(LILLE);
        System.out.println("start " + (System.nanoTime() - t) / 1e9);
        t = System.nanoTime();
        new Region().writeTruth(LILLE, pid -> pid, truth);
        System.out.println("truth " + (System.nanoTime() - t) / 1e9);
    }

    @AfterAll
    void stop() {
        region.close();
    }

    @Test
    void theRecordHoldsAsManyContactsAsTheTruth() throws Exception {
        long raw = count("EPJ", "SELECT count(*) FROM fct.for_lpr3kontakter")
                + count("EPJ", "SELECT count(*) FROM fct.for_indlaeggelser");
        assertThat(raw)
                .isEqualTo(Files.readAllLines(truth.resolve("kontakt.csv")).size() - 1L);
    }

    private long count(String source, String sql) throws Exception {
        Map<String, String> settings = region.settings();
        try (Connection connection = DriverManager.getConnection(
                        settings.get("SAMSYN_" + source + "_URL"),
                        settings.get("SAMSYN_" + source + "_USER"),
                        settings.get("SAMSYN_" + source + "_PASSWORD"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

package dk.samsyn.broker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dk.samsyn.broker.identity.Realms;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The pages over the demo region in a real browser: {@code src/test/browser}, run by Node. Needs Chromium on the path or in {@code
 * CHROMIUM}, as {@code .ci/run} puts it there; skipped where there is none. {@code -Dbrowser.only=REGEX} runs tests of that name.
 */
@Tag("full")
class BrowserTest {
    private static final Path SOURCE = Path.of("src", "test", "browser");
    private static final Path WORK = Path.of("target", "browser");

    @Test
    void thePagesWorkForEverybodyWhoUsesThem() throws IOException, InterruptedException {
        Optional<String> chromium = chromium();
        assumeTrue(chromium.isPresent(), "no Chromium; install it, or name it in CHROMIUM");
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "portal.test.mjs")) {
            Files.copy(SOURCE.resolve(file), WORK.resolve(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        run(
                Map.of(),
                "npm",
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefer-offline",
                "--loglevel=error");
        try (SourceDoors doors = new SourceDoors();
                DemoBroker demo = new DemoBroker(doors::before)) {
            DemoBroker.Started started = demo.start(new DemoOptions(), null, null, Realms.Stage.DEMO);
            String url = started.listen(0);
            Map<String, String> environment = Map.of(
                    "BASE", url,
                    "CHROMIUM", chromium.orElseThrow(),
                    "DOORS", doors.address(),
                    "RECORDS", started.login().records().page());
            String only = System.getProperty("browser.only", ".");
            run(environment, "node", "--test", "--test-concurrency=1", "--test-name-pattern", only, "portal.test.mjs");
        }
    }

    // Nothing of this process's own streams: Surefire gives its orders over standard input, and a child that has it
    // reads some away.
    private static void run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path said = WORK.resolve(command[0] + ".log");
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        process.environment().putAll(environment);
        Process running = process.start();
        try {
            assertThat(running.waitFor(20, TimeUnit.MINUTES))
                    .as("%s ends", command[0])
                    .isTrue();
            assertThat(running.exitValue()).as(String.join(" ", command)).isZero();
        } finally {
            running.destroyForcibly();
            Files.copy(said, System.out);
        }
    }

    private static Optional<String> chromium() {
        Stream<Path> named = Stream.ofNullable(System.getenv("CHROMIUM")).map(Path::of);
        Stream<Path> onPath = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)));
        return Stream.concat(named, onPath)
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}

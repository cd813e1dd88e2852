package dk.samsyn.adapter.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.spi.SourceId;
import dk.samsyn.testkit.TestScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look through the folder finds, and when. */
class InboxTest {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final AtomicLong clock = new AtomicLong();

    @TempDir
    private Path folder;

    private Inbox inbox() {
        return new Inbox(new SourceId("cura"), folder, LOOK_EVERY, clock::get);
    }

    @Test
    void filesThatComeAndGoAreFoundByTheNextLookAndOverwrittenOnesInTime() throws IOException {
        Inbox inbox = inbox();
        report("615/a/1.json", "2512489996");
        report("615/b/1.json", "0101010010");
        aged("615/a", "615/b", "615", "");
        assertThat(persons(inbox)).containsExactly("0101010010", "2512489996");

        report("615/b/2.json", "0202020020");
        assertThat(persons(inbox)).as("the look still counts").hasSize(2);
        later(LOOK_EVERY);
        assertThat(persons(inbox)).containsExactly("0101010010", "0202020020", "2512489996");

        report("615/a/1.json", "0303030030");
        aged("615/a");
        later(LOOK_EVERY);
        assertThat(persons(inbox)).as("its folder is unchanged").contains("2512489996");
        later(LOOK_EVERY.multipliedBy(60));
        assertThat(persons(inbox)).containsExactly("0101010010", "0202020020", "0303030030");

        Files.delete(folder.resolve("615/a/1.json"));
        Files.delete(folder.resolve("615/a"));
        later(LOOK_EVERY);
        assertThat(persons(inbox)).containsExactly("0101010010", "0202020020");
    }

    @Test
    void aFolderThatChangedAMomentAgoIsListedAgainThoughItsTimeIsTheSame() throws IOException {
        Inbox inbox = inbox();
        report("615/1.json", "2512489996");
        FileTime now = Files.getLastModifiedTime(folder.resolve("615"));
        assertThat(persons(inbox)).hasSize(1);
        report("615/2.json", "0101010010");
        Files.setLastModifiedTime(folder.resolve("615"), now);
        later(LOOK_EVERY);
        assertThat(persons(inbox)).hasSize(2);
    }

    @Test
    void onlyFoldersNamedAfterAMunicipalityCount() throws IOException {
        report("615/2026/11/1.json", "2512489996");
        report("kasseret/1.json", "0101010010");
        report("1.json", "0101010010");
        Files.writeString(folder.resolve("615/2026/læsmig.txt"), "ingen rapport");
        assertThat(persons(inbox())).containsExactly("2512489996");
    }

    private List<String> persons(Inbox inbox) {
        return inbox.people(TestScope.unhurried()).stream()
                .map(Inbox.Person::cpr)
                .sorted()
                .toList();
    }

    private void later(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    /** As if nothing had come or gone for a while. */
    private void aged(String... folders) throws IOException {
        for (String name : folders) {
            Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        }
    }

    private void report(String path, String cpr) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, """
                {"resourceType":"Bundle","type":"collection","timestamp":"2026-11-20T13:00:00Z","entry":[
                 {"resource":{"resourceType":"Patient","identifier":[{"system":"urn:oid:1.2.208.176.1.2","value":"%s"}]}}]}""".formatted(cpr));
    }
}

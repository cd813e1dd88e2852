package dk.samsyn.broker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker itself compares each day what it executed with what its log says, and writes down what it found. */
class DailyCheckTest {
    private static final Session DOCTOR = new Session(
            new Principal(
                    "laege-1",
                    "praktiserende_laege",
                    "praksis:099001",
                    Purpose.BEHANDLING,
                    Set.of(Purpose.BEHANDLING),
                    Map.of()),
            Purpose.BEHANDLING,
            Optional.empty(),
            false,
            "test");

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-23T11:00:00Z");
    private FileAuditLog log;
    private ExecutedStatements executed;
    private DailyCheck check;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @BeforeEach
    void start() {
        log = new FileAuditLog(folder.resolve("audit.log"), clock);
        executed = new ExecutedStatements(DanishTime.ZONE);
        check = new DailyCheck(log, folder.resolve("audit.log"), DanishTime.ZONE, LocalTime.of(0, 30), clock, executed);
        check.start();
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void restart() {
        check.stop();
        log.close();
        start();
    }

    private void ask(String query) {
        AuditLog.Entry entry = log.open(query, DOCTOR, "SELECT 1");
        executed.count(entry.asked());
        entry.decided(Decided.on(List.of(), List.of(), ReleaseMode.IDENTIFIED, "v"));
        entry.closed(1, List.of());
    }

    private List<String> found() throws IOException {
        return check.run().stream()
                .map(one -> one.day() + " " + one.found().asked() + " "
                        + one.found().gaps())
                .toList();
    }

    @Test
    void theDayBeforeIsCheckedOnceFromTheTimeOnThatConfigurationSays() throws IOException {
        assertThat(found()).containsExactly("2026-11-22 0 []");
        ask("q1");
        ask("q2");
        assertThat(found()).as("the same day").isEmpty();
        now = Instant.parse("2026-11-23T23:29:00Z");
        assertThat(found()).as("00:29 in Denmark").isEmpty();
        now = Instant.parse("2026-11-23T23:31:00Z");
        assertThat(found()).containsExactly("2026-11-23 2 []");
        assertThat(found()).isEmpty();
        assertThat(log.checks())
                .filteredOn(act -> act.act().equals(DailyCheck.CHECKED))
                .extracting(Act::details)
                .last()
                .asString()
                .contains("day=2026-11-23", "executed=2", "asked=2", "answered=2", "result=complete");
    }

    @Test
    void aStatementThatTheLogLacksIsFoundAlsoAfterARestart() throws IOException {
        ask("q1");
        executed.count(now);
        restart();
        ask("q2");
        now = now.plus(Duration.ofDays(1));

        assertThat(found()).containsExactly("2026-11-23 2 [3 statements were executed, 2 are in the log]");
        assertThat(log.checks()).last().satisfies(act -> assertThat(act.details())
                .containsEntry("result", "1 gaps")
                .containsEntry("gaps", "3 statements were executed, 2 are in the log"));
    }

    @Test
    void aBrokerThatWasKilledHasNotSaidWhatItCountedWhichIsTold() throws IOException {
        ask("q1");
        log.close();
        now = now.plus(Duration.ofHours(1));
        start();
        ask("q2");
        now = now.plus(Duration.ofDays(1));

        assertThat(found())
                .containsExactly(
                        "2026-11-23 2 [the broker that started at 2026-11-23T12:00+01:00 ended without saying how"
                                + " many statements it had executed, so those it took before 2026-11-23T13:00+01:00 cannot be compared]");
        now = now.plus(Duration.ofDays(1));
        assertThat(found()).as("the day after").containsExactly("2026-11-24 0 []");
    }

    @Test
    void aStatementThatTheLogHasAndNobodyExecutedIsFound() throws IOException {
        ask("q1");
        log.open("q2", DOCTOR, "SELECT 1").closed(1, List.of());
        now = now.plus(Duration.ofDays(1));

        assertThat(found())
                .singleElement()
                .asString()
                .contains(
                        "q2 of laege-1 was answered and has no decision",
                        "1 statements were executed, 2 are in the log");
    }

    @Test
    void aStatementAboutMidnightIsOfTheDayThatTheLogSays() throws IOException {
        now = Instant.parse("2026-11-23T22:59:59.999Z");
        AuditLog.Entry entry = log.open("q1", DOCTOR, "SELECT 1");
        now = Instant.parse("2026-11-23T23:00:00.001Z");
        executed.count(entry.asked());
        entry.decided(Decided.on(List.of(), List.of(), ReleaseMode.IDENTIFIED, "v"));
        entry.closed(1, List.of());
        ask("q2");
        now = Instant.parse("2026-11-23T23:40:00Z");
        assertThat(found()).containsExactly("2026-11-23 1 []");
        now = now.plus(Duration.ofDays(1));
        assertThat(found()).containsExactly("2026-11-24 1 []");
    }

    @Test
    void manySignInsDoNotPushOutWhatWasCounted() {
        LookupIndex index = new LookupIndex();
        for (int i = 0; i < 10_000; i++) {
            index.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("time", now.toString())
                    .put("kind", "act")
                    .put("user", "laege-1")
                    .put("act", i == 0 ? DailyCheck.STARTED : "signin.ok"));
        }
        assertThat(index.checks()).hasSize(1);
        assertThat(index.acts()).as("read whole by whoever looks").hasSizeLessThan(6_000);
    }

    @Test
    void daysWithoutABrokerAreCheckedWhenOneStartsAgain() throws IOException {
        ask("q1");
        now = now.plus(Duration.ofDays(1));
        check.run();
        restart();
        now = now.plus(Duration.ofDays(3));

        assertThat(check.run())
                .extracting(DailyCheck.Checked::day)
                .containsExactly(LocalDate.of(2026, 11, 24), LocalDate.of(2026, 11, 25), LocalDate.of(2026, 11, 26));
        now = now.plus(Duration.ofDays(40));
        assertThat(check.run()).as("a week at most").hasSize(7);
    }
}

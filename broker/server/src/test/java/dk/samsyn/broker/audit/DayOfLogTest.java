package dk.samsyn.broker.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.DeclaredTables;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

/** A day of the log is complete or says what is missing, and becomes one MinLog row per citizen shown and statement. */
class DayOfLogTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T11:00:00Z"), ZoneOffset.UTC);
    private static final Map<String, Object> AUTHORISED = Map.of("ydernr", "099001", "autorisation", "0abc1");

    @TempDir
    private Path folder;

    private @Nullable FileAuditLog open;

    private FileAuditLog log() {
        if (open == null) {
            open = new FileAuditLog(folder.resolve("audit.log"), NOON);
        }
        return open;
    }

    @AfterEach
    void close() {
        log().close();
    }

    private static Session session(
            String user, Purpose purpose, Optional<String> reason, Map<String, Object> attributes) {
        Principal principal =
                new Principal(user, "praktiserende_laege", "praksis:099001", purpose, Set.of(purpose), attributes);
        return new Session(principal, purpose, reason, false, "test");
    }

    private static Session doctor() {
        return session("laege-1", Purpose.BEHANDLING, Optional.empty(), AUTHORISED);
    }

    private AuditLog.Entry asked(String query, Session session) {
        AuditLog.Entry entry = log().open(query, session, "SELECT 1");
        entry.decided(Decided.on(List.of("sundhed.diagnose"), List.of(), ReleaseMode.IDENTIFIED, "v"));
        return entry;
    }

    private DayOfLog day() throws IOException {
        return DayOfLog.of(folder.resolve("audit.log"), DAY, DanishTime.ZONE);
    }

    private List<String> lines(Optional<Long> executed) throws IOException {
        return Completeness.of(day(), executed).lines(DAY);
    }

    @Test
    void aDayOfWholeStatementsIsComplete() throws IOException {
        AuditLog.Entry one = asked("q1", doctor());
        one.shown(PersonList.of(List.of("0101010001", "0101010002")), "diagnose");
        one.shown(PersonList.of(List.of("0101010001")), "medicin");
        one.closed(3, List.of(new SourceAsked("epj", 1, List.of())));
        asked("q2", doctor()).failed(ErrorCode.SOURCE_TIMEOUT, List.of());

        assertThat(lines(Optional.of(2L)))
                .containsExactly("2026-11-23: 2 statements, 1 answered, 1 refused, 2 persons shown in clear: complete");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        asked("q1", doctor()).shown(PersonList.of(List.of("0101010001")), "diagnose");
        log().open("q2", doctor(), "SELECT 1").closed(1, List.of());

        assertThat(lines(Optional.of(3L)))
                .containsExactly(
                        "2026-11-23: 2 statements, 1 answered, 0 refused, 1 persons shown in clear: 3 gaps",
                        "statement q1 of laege-1 has no end",
                        "statement q2 of laege-1 was answered and has no decision",
                        "3 statements were executed, 2 are in the log");
    }

    @Test
    void aLookUpWithoutItsStatementIsFound() throws IOException {
        AuditLog.Entry late = asked("q1", doctor());
        late.closed(0, List.of());
        late.shown(PersonList.of(List.of("0101010001")), "diagnose");

        assertThat(lines(Optional.empty())).contains("entry 4 (shown) comes after the end of its statement");
    }

    @Test
    void anotherDayIsAnotherDay() throws IOException {
        asked("q1", doctor()).closed(0, List.of());

        assertThat(DayOfLog.of(folder.resolve("audit.log"), DAY.minusDays(1), DanishTime.ZONE)
                        .statements())
                .isEmpty();
    }

    @Test
    void eachCitizenShownIsOneRegistrationThatTheNationalSchemaAccepts()
            throws IOException, XMLStreamException, SAXException {
        AuditLog.Entry ordinary = asked("q1", doctor());
        ordinary.shown(PersonList.of(List.of("0101010001", "010101ABC2")), "diagnose");
        ordinary.shown(PersonList.of(List.of("0101010001")), "medicin");
        ordinary.closed(3, List.of());
        String long80 = "x".repeat(80);
        AuditLog.Entry urgent = asked("q2", session("laege-1", Purpose.BEHANDLING, Optional.of(long80), AUTHORISED));
        urgent.brokeGlass("0101010003", Instant.parse("2026-11-23T12:00:00Z"), List.of());
        urgent.shown(PersonList.of(List.of("0101010003")), "diagnose");
        urgent.closed(1, List.of());
        AuditLog.Entry own =
                asked("q3", session("borger-1", Purpose.EGET_INDBLIK, Optional.empty(), Map.of("cpr", "0101010001")));
        own.shown(PersonList.of(List.of("0101010001")), "diagnose");
        own.closed(1, List.of());
        asked("q4", doctor()).closed(17, List.of());

        StringWriter xml = new StringWriter();
        MinLog.Written written = MinLog.write(day(), xml);

        assertThat(written.rows()).isEqualTo(3);
        assertThat(written.unregistered()).isEmpty();
        assertThat(xml.toString())
                .contains(
                        "<Activity>Opslag: diagnose, medicin</Activity>",
                        "<PersonIdentifier source=\"CPR\">0101010001</PersonIdentifier>",
                        "<PersonIdentifier source=\"eCPR\">010101ABC2</PersonIdentifier>",
                        "<OrganisationId source=\"YDER\">099001</OrganisationId>",
                        "<UserPersonIdentifier source=\"Autorisation\">0ABC1</UserPersonIdentifier>",
                        "<Addition>Værdispring</Addition>",
                        "<Reason>" + "x".repeat(49) + "…</Reason>",
                        "<FromDateTime>2026-11-23T11:00:00Z</FromDateTime>")
                .doesNotContain("borger-1", "q3", "q4");
        Path schema = DeclaredTables.repository().resolveSibling("shared/minlog/minlog2-registration_20250312.xsd");
        assumeTrue(Files.exists(schema), "the national schema is not part of this repository");
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(schema.toFile())
                .newValidator()
                .validate(new StreamSource(new StringReader(xml.toString())));
    }

    @Test
    void aUserWhomMinLogCannotNameIsToldOf() throws IOException, XMLStreamException {
        AuditLog.Entry entry = asked("q1", session("vikar", Purpose.BEHANDLING, Optional.empty(), Map.of()));
        entry.shown(PersonList.of(List.of("0101010001")), "diagnose");
        entry.closed(1, List.of());

        MinLog.Written written = MinLog.write(day(), new StringWriter());

        assertThat(written.rows()).isZero();
        assertThat(written.unregistered())
                .containsExactly("vikar has no attribute autorisation or cpr: 1 rows of statement q1");
    }
}

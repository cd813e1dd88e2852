package dk.samsyn.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.ColumnClass;
import dk.samsyn.broker.policy.GovernedColumn;
import dk.samsyn.broker.policy.GovernedTable;
import dk.samsyn.broker.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the loader refuses, with file, line and path. */
class PolicyFilesTest {
    private static final List<GovernedTable> TABLES = List.of(
            table("borger", "pid", "cpr", "koen"),
            table("diagnose", "pid", "kode", "dato"),
            table("kontakt", "pid", "org_id"));

    /** Line 1 is {@code policy:}; the tests below count on these lines. */
    private static final String GOOD = """
            policy: god
            version: 1
            status: active
            valid: { from: 2026-01-01, to: 2026-12-31 }
            owner: anne
            approved_by: [bo]
            legal_basis: loven
            explanation: Fordi.
            who: { roles: [laege], condition: ":user.ydernr IS NOT NULL" }
            purpose: [behandling]
            effect: permit
            data:
              - table: [sundhed.borger, sundhed.diagnose]
                except: sundhed.kontakt
                rows: "own(pid) AND koen = 'own(pid)'"
                columns: { allow: [koen, kode, dato], mask: { dato: year } }
            release: identified
            obligations: [{ max_rows: 10 }, { log_to_citizen: set }, { notify: steward }, { one_person: true }]
            break_glass: { allowed: true, minutes: 30, rows: "NOT own(pid)" }
            announce: true
            """;

    @TempDir
    private Path directory = Path.of("");

    private static GovernedTable table(String name, String... columns) {
        return new GovernedTable(
                TableName.sundhed(name),
                "slags",
                Stream.of(columns)
                        .map(column -> new GovernedColumn(
                                column,
                                column.equals("pid") ? "pid" : column.equals("dato") ? "date" : "varchar(10)",
                                column.equals("cpr") ? ColumnClass.DIRECT : ColumnClass.NEUTRAL))
                        .toList());
    }

    @BeforeEach
    void writeRolesAndConditions() throws IOException {
        write("roles.yaml", "roles: { laege: Læge }\n");
        write("conditions.yaml", """
                conditions:
                  own:
                    parameters: [p]
                    explanation: Egen.
                    sql: ":p IN (SELECT k.pid FROM kontakt k WHERE k.org_id = :user.ydernr)"
                  inside:
                    parameters: [p]
                    explanation: Egen.
                    sql: ":p IN (SELECT pid FROM borger)"
                """);
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(directory.resolve("under"));
        Files.writeString(file, text);
    }

    private List<Policy> read(ConfigProblems problems) {
        return PolicyFiles.read(directory, TABLES, problems);
    }

    private List<String> problems() {
        ConfigProblems problems = new ConfigProblems();
        read(problems);
        return problems.all();
    }

    @Test
    void aGoodFileIsReadWholly() throws IOException {
        write("under/god.policy.yaml", GOOD);

        ConfigProblems problems = new ConfigProblems();
        List<Policy> policies = read(problems);

        assertThat(problems.all()).isEmpty();
        assertThat(policies).singleElement().satisfies(policy -> {
            assertThat(policy)
                    .hasToString("Policy[ref=PolicyRef[id=god, version=1, explanation=Fordi.], "
                            + "mandate=Mandate[status=ACTIVE, from=Optional[2026-01-01], to=Optional[2026-12-31], owner=anne, "
                            + "approvedBy=[bo], legalBasis=loven], "
                            + "audience=Audience[roles=[laege], condition=Not[part=IsNull[attribute=ydernr]], "
                            + "purposes=[BEHANDLING]], effect=PERMIT, "
                            + "data=[DataEntry[tables=[sundhed.borger, sundhed.diagnose], except=[sundhed.kontakt], "
                            + "rows=Optional[(:row.pid IN (SELECT k.pid FROM kontakt k WHERE k.org_id = :user.ydernr)) "
                            + "AND koen = 'own(pid)'], "
                            + "columns=Columns[selection=LISTED, listed=[dato, kode, koen], masks={dato=year}], "
                            + "category=Optional.empty]], "
                            + "release=Optional[Release[mode=IDENTIFIED, minimum=1, unit=pid, groupBy=Optional.empty]], "
                            + "obligations=Obligations[maxRows=OptionalInt[10], citizenLogTexts=[set], receivers=[steward]], "
                            + "onePerson=true, "
                            + "breakGlass=Optional[BreakGlass[minutes=30, rows=Optional[NOT (:row.pid IN (SELECT k.pid "
                            + "FROM kontakt k WHERE k.org_id = :user.ydernr))]]], announce=true]");
        });
    }

    @Test
    void oneFileMayHoldSeveralPoliciesAndAForbidMaySpeakToEverybody() throws IOException {
        write("to.policy.yaml", GOOD + """
                        ---
                        policy: forbud
                        version: 2
                        status: draft
                        owner: anne
                        legal_basis: loven
                        explanation: Fordi.
                        who: { roles: ["*"] }
                        purpose: [planlaegning]
                        effect: forbid
                        data: [{ table: sundhed.*, except: [sundhed.borger], category: andet }]
                        ---
                        policy: taelling
                        version: 1
                        status: review
                        owner: anne
                        legal_basis: loven
                        explanation: Fordi.
                        who: { roles: [laege] }
                        purpose: [planlaegning]
                        effect: permit
                        data: [{ table: samsyn.* }, { table: sundhed.borger, columns: { allow: "*" } }]
                        release: { mode: aggregated, unit: pid, minimum: 7, group_by: [koen, aar] }
                        """);

        ConfigProblems problems = new ConfigProblems();
        List<Policy> policies = read(problems);

        assertThat(problems.all()).isEmpty();
        assertThat(policies).extracting(Policy::id).containsExactly("god", "forbud", "taelling");
        assertThat(policies.get(1).data().get(0).category()).contains("andet");
        assertThat(policies.get(1).release()).isEmpty();
        assertThat(policies.get(2).release().orElseThrow())
                .hasToString("Release[mode=AGGREGATED, minimum=7, unit=pid, groupBy=Optional[[aar, koen]]]");
    }

    /** What is changed in the good file, and the one problem it makes. */
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        "version: 1", "version: 1\nversjon: 2", ":3 /versjon", "property 'versjon' is not defined"),
                Arguments.of("owner: anne\n", "", ":1 /owner", "required property 'owner' not found"),
                Arguments.of("version: 1", "version: et", ":2 /version", "string found, integer expected"),
                Arguments.of(
                        "status: active", "status: aktiv", ":3 /status", "does not have a value in the enumeration"),
                Arguments.of(
                        "status: active", "status: active\nstatus: draft", ":4 /status", "the key is written twice"),
                Arguments.of("from: 2026-01-01", "from: 2026-02-30", ":4 /valid/from", "not a day of the calendar"),
                Arguments.of("to: 2026-12-31", "to: 2025-12-31", ":4 /valid", "the last day is before the first"),
                Arguments.of("approved_by: [bo]\n", "", ":3 /status", "an active policy needs someone's approval"),
                Arguments.of("[bo]", "[bo, Anne]", ":6 /approved_by", "an author cannot approve the own policy"),
                Arguments.of("[laege]", "[laege, leage]", ":9 /who/roles/1", "unknown role leage"),
                Arguments.of("[laege]", "[\"*\"]", ":9 /who/roles/0", "unknown role *"),
                Arguments.of(
                        ":user.ydernr IS NOT", ":user.yder IS NOT", ":9 /who/condition", "unknown session attribute"),
                Arguments.of("IS NOT NULL", "LIKE '1'", ":9 /who/condition", "expected IN at character 14"),
                Arguments.of("[behandling]", "[behandling, kontrol, test]", "", ""),
                Arguments.of(
                        "[behandling]", "[behandling, kvalitet]", ":17 /release", "never applies: purpose kvalitet"),
                Arguments.of("[behandling]", "[helbredelse]", ":10 /purpose/0", "does not have a value"),
                Arguments.of(
                        "sundhed.diagnose]",
                        "sundhed.diagnoser]",
                        ":13 /data/0/table",
                        "unknown table sundhed.diagnoser"),
                Arguments.of(
                        "sundhed.kontakt",
                        "sundhed.kontakter",
                        ":14 /data/0/except",
                        "unknown table sundhed.kontakter"),
                Arguments.of("own(pid) AND", "own(cpr) AND", ":15 /data/0/rows", "unknown column sundhed.diagnose.cpr"),
                Arguments.of("own(pid) AND", "own() AND", ":15 /data/0/rows", "own takes 1 arguments, not 0"),
                Arguments.of("own(pid) AND", "(own(pid) AND", ":15 /data/0/rows", "parentheses do not match"),
                Arguments.of(
                        "own(pid) AND", ":user.hest AND", ":15 /data/0/rows", "unknown session attribute :user.hest"),
                Arguments.of("own(pid) AND", ":hest AND", ":15 /data/0/rows", "unknown placeholder :hest"),
                Arguments.of("own(pid) AND", ":table.category = 'x' AND", "", ""),
                Arguments.of(
                        "own(pid) AND",
                        "pid IN (SELECT x.pid FROM hest x) AND",
                        ":15 /data/0/rows",
                        "unknown table hest"),
                Arguments.of("own(pid) AND", "pid IN (SELECT pid FROM borger) AND", "", ""),
                Arguments.of(
                        "own(pid) AND",
                        "EXISTS (SELECT 1 FROM borger WHERE borger.pid = pid) AND",
                        ":15 /data/0/rows",
                        "table borger in a subquery hides the table that the condition is about"),
                Arguments.of(
                        "own(pid) AND",
                        "inside(pid) AND",
                        ":15 /data/0/rows",
                        "table borger in a subquery hides the table that the condition is about"),
                Arguments.of(
                        "own(pid) AND",
                        "EXISTS (SELECT 1 FROM kontakt borger WHERE borger.pid = 1) AND",
                        ":15 /data/0/rows",
                        "table borger in a subquery hides"),
                Arguments.of(
                        "[koen, kode, dato]", "[koen, kode, dato, hest]", ":16 /data/0/columns", "unknown column hest"),
                Arguments.of("dato: year", "pid: year", ":16 /data/0/columns/mask/pid", "pid is never masked"),
                Arguments.of("dato: year", "dato: aar", ":16 /data/0/columns/mask/dato", "unknown mask aar"),
                Arguments.of(
                        "dato: year", "koen: year", ":16 /data/0/columns/mask/koen", "mask year does not fit type"),
                Arguments.of("dato: year", "hest: blank", ":16 /data/0/columns/mask/hest", "unknown column hest"),
                Arguments.of("[koen, kode, dato]", "[koen]", ":16 /data/0/columns/mask/dato", "masked but not allowed"),
                Arguments.of("release: identified\n", "", ":1", "a permit needs release"),
                Arguments.of("release: identified", "release: aggregated", ":17 /release", ""),
                Arguments.of(
                        "release: identified",
                        "release: { mode: aggregated, unit: pid, minimum: 4 }",
                        ":17 /release",
                        ""),
                Arguments.of("max_rows: 10", "max_rows: 0", ":18 /obligations/0/max_rows", "must have a minimum value"),
                Arguments.of("NOT own(pid)", "NOT hest(", ":19 /break_glass/rows", "parentheses do not match"),
                Arguments.of(
                        "minutes: 30", "minutes: 61", ":19 /break_glass/minutes", "must have a maximum value of 60"),
                Arguments.of("effect: permit", "effect: forbid", ":16 /data/0/columns", "never columns"),
                Arguments.of("effect: permit", "effect: forbid", ":17 /release", "a forbid releases nothing"),
                Arguments.of("effect: permit", "effect: forbid", ":18 /obligations", "a forbid has no obligations"),
                Arguments.of("effect: permit", "effect: forbid", ":19 /break_glass", "a forbid cannot be broken"),
                Arguments.of("who: {", "who: &x {", "", ""),
                Arguments.of(
                        "owner: anne", "owner: &x anne\nannounced: *x", ":6 /announced", "anchors are not allowed"),
                Arguments.of("data:", "data", ":13", "not YAML"));
    }

    @ParameterizedTest(name = "{index} {3}")
    @MethodSource("faults")
    void aFaultIsReportedAtItsPlace(String good, String bad, String place, String message) throws IOException {
        assertThat(GOOD).contains(good);
        write("god.policy.yaml", GOOD.replace(good, bad));

        if (place.isEmpty()) {
            assertThat(problems()).isEmpty();
            return;
        }
        assertThat(problems()).anySatisfy(problem -> assertThat(problem)
                .startsWith("god.policy.yaml" + place)
                .contains(message));
    }

    @Test
    void allProblemsOfAllFilesAreReportedAtOnceInOrder() throws IOException {
        write("b.policy.yaml", GOOD.replace("[laege]", "[hest]").replace("own(pid) AND", "hest( AND"));
        write("a.policy.yaml", GOOD.replace("status: active", "status: aktiv"));
        write("c.policy.yaml", "just: [open");

        assertThat(problems())
                .extracting(problem -> problem.replaceFirst(": .*", ""))
                .containsExactly(
                        "a.policy.yaml:3 /status",
                        "b.policy.yaml:9 /who/roles/0",
                        "b.policy.yaml:15 /data/0/rows",
                        "c.policy.yaml:1");
    }

    @Test
    void anIdStandsOnceInAllFiles() throws IOException {
        write("a.policy.yaml", GOOD);
        write("under/b.policy.yaml", GOOD);

        assertThat(problems()).containsExactly("under/b.policy.yaml:1 /policy: policy god is also in a.policy.yaml");
    }

    @Test
    void aBrokerWithoutPoliciesDoesNotStart() {
        assertThat(problems()).singleElement().asString().contains("no policy");
    }

    @Test
    void aDirectoryThatIsNotThereIsAProblem() {
        ConfigProblems problems = new ConfigProblems();

        PolicyFiles.read(directory.resolve("missing"), TABLES, problems);

        assertThat(problems.all()).anyMatch(problem -> problem.contains("the directory cannot be read"));
    }

    @Test
    void withoutRolesEveryRoleIsUnknown() throws IOException {
        Files.delete(directory.resolve("roles.yaml"));
        write("god.policy.yaml", GOOD);

        assertThat(problems()).containsExactly("god.policy.yaml:9 /who/roles/0: unknown role laege");
    }

    @Test
    void aNamedConditionThatCannotBeReadIsAProblemOfItsOwnFile() throws IOException {
        write("conditions.yaml", """
                conditions:
                  own:
                    parameters: [p]
                    explanation: Egen.
                    sql: ":p IN (SELECT 1 FROM (SELECT 2))"
                """);
        write("god.policy.yaml", GOOD);

        assertThat(problems())
                .contains("conditions.yaml:5 /conditions/own/sql: a subquery reads something else than a named table");
    }

    @Test
    void aParameterMayNotTakeTheNameOfAPlaceholder() throws IOException {
        write("conditions.yaml", """
                conditions:
                  own: { parameters: [user], explanation: Egen., sql: "TRUE" }
                """);

        assertThat(problems()).anyMatch(problem -> problem.startsWith("conditions.yaml:2 /conditions/own/parameters"));
    }

    @Test
    void aFileThatIsNotUtf8IsAProblem() throws IOException {
        Files.write(directory.resolve("x.policy.yaml"), "policy: æ".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problems()).anyMatch(problem -> problem.startsWith("x.policy.yaml"));
    }
}

package dk.samsyn.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseRunnerTest {
    @TempDir
    private Path directory = Path.of("");

    private final List<String> asked = new ArrayList<>();

    /** Answers by the text of the query; remembers who asked what. */
    private CaseAnswer answer(Session session, String sql) {
        asked.add(session.principal().role() + "@" + session.principal().organisation() + ": " + sql);
        return switch (sql) {
            case "TWO" -> answer(List.of(row("a", 1), row("b", 2.0)));
            case "TWO AGAIN" -> answer(List.of(row("b", new BigDecimal("2.0000000000001")), row("a", 1L)));
            case "DATE" -> answer(List.of(row(LocalDate.of(2026, 11, 23), null)));
            case "ONE" -> answer(List.of(row("0702501234")));
            case "COUNT" -> answer(List.of(row(7)));
            case "NONE" -> answer(List.of());
            case "REFUSED" -> throw new QueryException(ErrorCode.UNKNOWN_TABLE, "nej");
            default -> answer(List.of(row(sql)));
        };
    }

    private static CaseAnswer answer(List<List<@Nullable Object>> rows) {
        return new CaseAnswer(List.of("x", "y"), rows);
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private List<CaseRunner.Result> run(String yaml) throws IOException {
        Files.writeString(directory.resolve("x.cases.yaml"), yaml);
        ConfigProblems problems = new ConfigProblems();
        List<PolicyCase> cases = CaseFiles.read(directory, problems);
        problems.throwIfAny();
        return new CaseRunner(this::answer).run(cases);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "green",
            value = {
                "TWO     | { rows: [[b, 2], [a, 1]] } | green",
                "TWO     | { rows: [[a, 1]] } | expected the 1 rows of the file, got 2: 0 missing, 1 too many",
                "TWO     | { rows: [[a, 1], [b, 3]] } | expected the 2 rows of the file, got 2: 1 missing, 1 too many",
                "TWO     | { rows: [[a, '1'], [b, 2]] } | expected the 2 rows of the file, got 2: 1 missing, 1 too many",
                "DATE    | { rows: [[2026-11-23, null]] } | green",
                "TWO     | { same_as: TWO AGAIN } | green",
                "TWO     | { same_as: NONE } | expected the 0 rows of same_as, got 2: 0 missing, 2 too many",
                "TWO     | { same_as: REFUSED } | the comparison failed with SAM-203",
                "TWO     | { min_rows: 2, max_rows: 2 } | green",
                "TWO     | { min_rows: 3 } | expected at least 3 rows, got 2",
                "TWO     | { max_rows: 1 } | expected at most 1 rows, got 2",
                "TWO     | { columns: [x, y] } | green",
                "TWO     | { columns: [y, x] } | expected columns [y, x], got [x, y]",
                "TWO     | { columns: [x, y], min_rows: 3 } | expected at least 3 rows, got 2",
                "COUNT   | { count_between: [7, 7] } | green",
                "COUNT   | { count_between: [8, 9] } | expected a number between 8 and 9",
                "COUNT   | { count_between: [5, 6] } | expected a number between 5 and 6",
                "TWO     | { count_between: [0, 9] } | expected one row with one number",
                "ONE     | { count_between: [0, 9] } | expected one row with one number",
                "REFUSED | { error: SAM-203 } | green",
                "REFUSED | { error: [SAM-204, SAM-203] } | green",
                "REFUSED | { error: SAM-204 } | got error SAM-203",
                "REFUSED | { min_rows: 0 } | got error SAM-203",
                "TWO     | { error: SAM-203 } | expected error [SAM-203], got 2 rows",
            })
    void aCaseIsGreenOrSaysWhatIsWrong(String sql, String expect, String failure) throws IOException {
        List<CaseRunner.Result> results =
                run("- name: navn\n  as: { role: laege, ydernr: '099001', purpose: behandling }\n" + "  sql: " + sql
                        + "\n  expect: " + expect + "\n");

        assertThat(results).hasSize(1);
        assertThat(results.get(0).failure().orElse(null)).isEqualTo(failure);
        assertThat(results.get(0).line())
                .isEqualTo(failure == null ? "green x.cases.yaml:1 navn" : "RED   x.cases.yaml:1 navn: " + failure);
    }

    @Test
    void theCaseAsksAsItsUserAndComparesAsTheOneWhoSeesEverything() throws IOException {
        run("""
                - name: a
                  as: { role: borger, cpr: { query: ONE }, purpose: eget_indblik }
                  sql: "SELECT :user.cpr"
                  expect: { same_as: "SELECT :user.cpr AND ':user.cpr'" }
                - name: b
                  as: { role: sygeplejerske, kommunekode: 730, purpose: behandling, reason: akut }
                  sql: "SELECT :user.kommunekode"
                  expect: { min_rows: 0 }
                - name: c
                  as: { role: kvalitet, afdeling: "6620130", shak: "6620", purpose: kvalitet }
                  sql: X
                  expect: { min_rows: 0 }
                - name: d
                  as: { role: analytiker, organisation: "region:1082", purpose: planlaegning }
                  sql: X
                  expect: { min_rows: 0 }
                """);

        assertThat(asked)
                .containsExactly(
                        "test@test: ONE",
                        "borger@: SELECT '0702501234'",
                        "test@test: SELECT '0702501234' AND ':user.cpr'",
                        "sygeplejerske@kommune:730: SELECT 730",
                        "kvalitet@hospital:6620: X",
                        "analytiker@region:1082: X");
    }

    @Test
    void anAttributeWithoutOneValueMakesTheCaseRed() throws IOException {
        List<CaseRunner.Result> results = run("""
                - { name: a, as: { role: b, cpr: { query: NONE }, purpose: test }, sql: X, expect: { min_rows: 0 } }
                - { name: b, as: { role: b, cpr: { query: TWO }, purpose: test }, sql: X, expect: { min_rows: 0 } }
                """);

        assertThat(results)
                .extracting(result -> result.failure().orElse(""))
                .containsExactly(
                        "the query of an attribute has not exactly one value",
                        "the query of an attribute has not exactly one value");
    }

    @Test
    void aReasonTravelsWithTheSession() {
        CaseUser user = new CaseUser(
                "n",
                "r",
                Purpose.BEHANDLING,
                java.util.Optional.of("akut"),
                java.util.Optional.empty(),
                Map.of("godkendelse", "1"),
                Map.of());

        Session session = user.session(sql -> "");

        assertThat(session.reason()).contains("akut");
        assertThat(session.principal().organisation()).isEqualTo("godkendelse:1");
        assertThat(session.purpose()).isEqualTo(Purpose.BEHANDLING);
    }

    @Test
    void allProblemsOfCasesAreReportedAtOnce() throws IOException {
        Files.writeString(directory.resolve("x.cases.yaml"), """
                - name: a
                  as: { role: r, purpose: hygge }
                  sql: X
                  expect: { rows: [] }
                - name: b
                  as: { role: r, purpose: test }
                  sql: X
                  expect: { error: SAM-203, rows: [] }
                """);
        Files.writeString(directory.resolve("y.cases.yaml"), "- { name: a, as: { role: r, purpose: test }, sql: X }");
        ConfigProblems problems = new ConfigProblems();

        CaseFiles.read(directory, problems);

        assertThat(problems.all())
                .containsExactly(
                        "x.cases.yaml:2 /0/as/purpose: unknown purpose hygge",
                        "x.cases.yaml:8 /1/expect: a refused query has no rows to expect",
                        "y.cases.yaml:1 /0/expect: required property 'expect' not found");
    }

    @Test
    void everyShippedPolicyHasCases() {
        ConfigProblems problems = new ConfigProblems();
        Path policies = DeclaredTables.repository().resolve("policies");

        List<PolicyCase> cases = CaseFiles.read(policies, problems);

        assertThat(problems.all()).isEmpty();
        assertThat(cases).hasSizeGreaterThan(30).extracting(PolicyCase::name).doesNotHaveDuplicates();
        assertThat(PolicyFiles.read(policies, DeclaredTables.all(), problems))
                .extracting(policy -> policy.id().startsWith("reference-") ? "reference" : policy.id())
                .allSatisfy(id -> assertThat(cases).extracting(PolicyCase::file).contains(id + ".cases.yaml"));
    }
}

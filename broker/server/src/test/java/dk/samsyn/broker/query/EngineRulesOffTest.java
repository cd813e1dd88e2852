package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Each rule of the engine is switched off in turn, in a copy of its source that is compiled and put in front of the others: at least
 * one test fails. So no rule needs a switch that somebody could find in a running broker. What stands in policies and conditions is
 * switched off by {@link ShippedRulesOffTest}, what PIT can think of besides by profile {@code mutation}.
 */
@Tag("nightly")
class EngineRulesOffTest {
    private static final String MAIN = "broker/server/src/main/java/dk/samsyn/broker/";
    private static final String ENGINE = "dk.samsyn.broker.policy.PolicyEngineTest";
    private static final String REWRITER = "dk.samsyn.broker.query.RewriterTest";
    private static final String PARTS = "dk.samsyn.broker.query.RewriterPartsTest";
    private static final String PROOF = "dk.samsyn.broker.query.ProofOnPlansTest";

    @TempDir
    private Path folder;

    /**
     * One rule.
     *
     * @param file source below the broker's package
     * @param text what carries the rule out, there once
     * @param off what stands there while it is off
     * @param test the test that finds that
     */
    private record Rule(String name, String file, String text, String off, String test) {}

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(List.of(
                policy("a permit applies if its condition is true", "PolicyEngine", "truth == Truth.TRUE", "true"),
                policy(
                        "a forbid applies unless its condition is false",
                        "PolicyEngine",
                        "truth != Truth.FALSE",
                        "truth == Truth.TRUE"),
                policy("one release mode per session", "PolicyEngine", "release.mode() == mode", "true"),
                policy(
                        "forbid wins over permit",
                        "TableDecision",
                        "if (takesTable(entry) || !decidable(entry.rows())) {",
                        "if (mode == null) {"),
                policy("purpose", "Audience", "purposes.contains(purpose) &&", "true &&"),
                policy("role", "Audience", "roles.contains(role) || roles", "true || roles"),
                policy("active only", "Mandate", "return status == Status.ACTIVE\n", "return true\n"),
                policy("first day", "Mandate", "from.map(first -> !day.isBefore(first))", "from.map(first -> true)"),
                policy("last day", "Mandate", "to.map(last -> !day.isAfter(last))", "to.map(last -> true)"),
                policy(
                        "a source that is missing is not empty",
                        "TableDecision",
                        "filled.contains(TableName.parse(read.table()))",
                        "true"),
                policy(
                        "break-glass needs a reason",
                        "TableDecision",
                        "if (reason.isPresent()) {",
                        "if (mode != null) {"),
                policy(
                        "the shortest break-glass",
                        "AccessDecision",
                        ".min(Integer::compare)",
                        ".max(Integer::compare)"),
                policy("one person at a time", "AccessDecision", "grant.scope() == Grant.Scope.ORDINARY)", "true)"),
                policy(
                        "the lighter mask wins",
                        "TableAccess",
                        "Comparator.comparing(Cell::mask)",
                        "Comparator.comparing(Cell::mask).reversed()"),
                policy(
                        "direct identifiers are not shown unless named",
                        "Columns",
                        "case ALL_BUT_DIRECT -> column.columnClass() != ColumnClass.DIRECT;",
                        "case ALL_BUT_DIRECT -> true;"),
                policy(
                        "listed columns only",
                        "Columns",
                        "case LISTED -> listed.contains(column.name());",
                        "case LISTED -> true;"),
                policy(
                        "direct identifiers in identified mode only",
                        "BuiltInRules",
                        "column.columnClass() != ColumnClass.DIRECT;",
                        "true;"),
                policy(
                        "a source's key is a pseudonym",
                        "BuiltInRules",
                        "boolean hidden = mode",
                        "boolean hidden = false && mode"),
                policy(
                        "FMK for treatment and own view only",
                        "BuiltInRules",
                        "return !FMK_TABLES.contains(table)",
                        "return true"),
                policy(
                        "supervision reaches no citizen",
                        "BuiltInRules",
                        "if (purpose == Purpose.KONTROL &&",
                        "if (purpose == null &&"),
                policy(
                        "the strictest release",
                        "Release",
                        "Math.max(minimum, other.minimum)",
                        "Math.min(minimum, other.minimum)"),
                new Rule(
                        "the smallest row cap",
                        "policy/Obligations.java",
                        "Math.min(",
                        "Math.max(",
                        "dk.samsyn.broker.policy.ValuesTest"),
                new Rule(
                        "told of a use",
                        "policy/TableAccess.java",
                        "grants.stream().filter(Grant::notifies)",
                        "grants.stream().filter(grant -> false)",
                        "dk.samsyn.broker.policy.BrokerRightsTest"),
                query(
                        "permitted rows",
                        "PolicySql",
                        "new StringBuilder(any(access.grants()))",
                        "new StringBuilder(\"TRUE\")"),
                query("forbidden rows", "PolicySql", ".append(\") IS FALSE\")", ".append(\") IS FALSE OR TRUE\")"),
                query(
                        "a forbid that cannot tell takes the row",
                        "PolicySql",
                        ".append(\") IS FALSE\")",
                        ".append(\") IS NOT TRUE\")"),
                query(
                        "a cell needs a permit of its row and column",
                        "PolicySql",
                        "if (everywhere && sameMask)",
                        "if (sameMask)"),
                query(
                        "pseudonyms are keyed by purpose",
                        "PersonCipher",
                        "purpose + \"|\" + organisation",
                        "organisation"),
                query(
                        "pseudonyms are keyed by organisation",
                        "PersonCipher",
                        "purpose + \"|\" + organisation",
                        "purpose"),
                query(
                        "a reason is spent",
                        "BreakGlassDoor",
                        "end != null && !now.isBefore(end)",
                        "end != null && now.isBefore(Instant.MIN)"),
                query("break-glass is told", "SealTap", "if (!all) {", "if (batch.size() < 0) {"),
                query("follow-up is told", "SealTap", "state.toldUsed();", "state.shown();"),
                query("follow-up of a table that nothing else opens", "QueryService", "use.use();", "use.toString();"),
                query(
                        "row cap",
                        "RunningAnswer",
                        "cap.isPresent() && read > cap.getAsInt()",
                        "cap.isPresent() && read < 0"),
                query(
                        "a source that is switched off",
                        "SwitchedOffSource",
                        "throw off.refusal(asked);",
                        "off.tables();"),
                query(
                        "exactly one person is bound",
                        "BoundPerson",
                        "return search.bindsEvery(settled) &&",
                        "return (search.bindsEvery(settled) || true) &&"),
                query(
                        "rows that are hidden are not counted",
                        "RuleScans",
                        "ReleaseMode.IDENTIFIED && !seesAll(decision)",
                        "ReleaseMode.AGGREGATED && !seesAll(decision)"),
                query(
                        "a name of an attribute within a text is text",
                        "PolicySql",
                        "name == null\n",
                        "name == null && m.group().isEmpty()\n"),
                new Rule(
                        "what can fail stays above the seal",
                        "query/LeakProof.java",
                        "return total && call",
                        "return call",
                        PARTS),
                new Rule(
                        "the log has a use once",
                        "query/FollowUpUse.java",
                        "if (used && !told) {",
                        "if (used) {",
                        PARTS),
                new Rule(
                        "every way passes a seal",
                        "query/PlanChecker.java",
                        "if (rel instanceof GovernedScan || (rel instanceof SourceScan && !below)) {",
                        "if (rel == null) {",
                        PROOF),
                new Rule(
                        "what parts are made of is sealed",
                        "query/PlanChecker.java",
                        "check(parts.definition(scan.part), below, parts);",
                        "parts.definition(scan.part);",
                        PROOF)));
        for (String mask : List.of(
                "BLANK",
                "PSEUDONYM",
                "PRACTICE_PSEUDONYM",
                "QUARTER",
                "YEAR",
                "AGE_BAND",
                "POSTAL_TO_MUNICIPALITY",
                "HIERARCHY")) {
            rules.add(query(
                    "mask " + mask,
                    "PolicySql",
                    "case " + mask + " ->",
                    "case " + mask + " -> !raw.isEmpty() ? raw :"));
        }
        return rules;
    }

    private static Rule policy(String name, String type, String text, String off) {
        return new Rule(name, "policy/" + type + ".java", text, off, ENGINE);
    }

    private static Rule query(String name, String type, String text, String off) {
        return new Rule(name, "query/" + type + ".java", text, off, REWRITER);
    }

    @Test
    void withEveryRuleTheTestsAreGreen() throws IOException {
        for (String test : rules().stream().map(Rule::test).distinct().toList()) {
            assertThat(failures(Files.createTempDirectory(folder, "as-it-is"), test))
                    .as(test)
                    .isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> withoutItATestFails() {
        return rules().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> assertThat(failures(without(rule), rule.test()))
                        .as("tests that fail without it")
                        .isNotEmpty()));
    }

    /** Classes of the rule's source without the rule. */
    private Path without(Rule rule) throws IOException {
        Path source = Lille.root().resolve(MAIN + rule.file());
        String text = Files.readString(source);
        assertThat(text.split(java.util.regex.Pattern.quote(rule.text()), -1))
                .as("%s is there once in %s", rule.text(), rule.file())
                .hasSize(2);
        Path classes = Files.createTempDirectory(folder, "off");
        Path changed = Files.createDirectory(classes.resolve("source")).resolve(source.getFileName());
        Files.writeString(changed, text.replace(rule.text(), rule.off()));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-nowarn",
                        "-parameters",
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        "-d",
                        classes.toString(),
                        changed.toString());
        assertThat(result).as("compiles").isZero();
        return classes;
    }

    /** The broker's classes once more, some of them others. */
    private static final class Changed extends ClassLoader {
        private final Path classes;

        private Changed(Path classes) {
            super(EngineRulesOffTest.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known == null && name.startsWith("dk.samsyn.broker.")) {
                    byte[] code = code(name.replace('.', '/') + ".class");
                    known = code == null ? null : defineClass(name, code, 0, code.length);
                }
                return known == null ? super.loadClass(name, resolve) : known;
            }
        }

        private byte @Nullable [] code(String file) {
            Path changed = classes.resolve(file);
            try (InputStream code = Files.exists(changed)
                    ? Files.newInputStream(changed)
                    : getParent().getResourceAsStream(file)) {
                return code == null ? null : code.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<String> failures(Path classes, String test) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        List<String> failed = new ArrayList<>();
        try {
            Changed loader = new Changed(classes);
            Thread.currentThread().setContextClassLoader(loader);
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(loader.loadClass(test)))
                    .build();
            LauncherFactory.create().execute(request, new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier id, TestExecutionResult result) {
                    if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                        failed.add(id.getDisplayName());
                    }
                }
            });
            return failed;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}

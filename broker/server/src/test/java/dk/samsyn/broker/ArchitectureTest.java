package dk.samsyn.broker;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dk.samsyn.broker.release.Rule;
import dk.samsyn.broker.release.RuleSet;
import java.util.stream.Stream;
import org.apache.calcite.rel.core.CorrelationId;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The directions of the house, and that the rules find what breaks them. */
class ArchitectureTest {
    private static final String ROOT = "dk.samsyn.broker";

    private static final ArchRule POLICY_IS_PURE = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".policy..", ROOT + ".access..")
            .should()
            .dependOnClassesThat(describe(
                    "do I/O or belong to an engine",
                    (JavaClass c) -> Stream.of(
                                            "org.apache.calcite",
                                            "io.vertx",
                                            "java.sql",
                                            "java.net",
                                            "java.io",
                                            "java.nio.file")
                                    .anyMatch(p -> c.getPackageName().startsWith(p))
                            && !c.getName().equals("java.io.Serializable")))
            .as("policy and access do no I/O and know no engine");

    private static final ArchRule ONLY_QUERY_KNOWS_THE_PLANNER = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .and()
            .resideOutsideOfPackages(ROOT + ".query..", ROOT + ".engine..")
            .should()
            .dependOnClassesThat(describe(
                    "are Calcite's but not Avatica's",
                    (JavaClass c) -> c.getPackageName().startsWith("org.apache.calcite")
                            && !c.getPackageName().startsWith("org.apache.calcite.avatica")))
            .as("only query imports Calcite's planner");

    /** The engine takes types and expressions, and what says how they are computed; no tree of relations. */
    private static final ArchRule THE_ENGINE_PLANS_NOTHING = noClasses()
            .that()
            .resideInAPackage(ROOT + ".engine..")
            .should()
            .dependOnClassesThat(describe("plan, or are the house's above the engine", (JavaClass c) -> Stream.of(
                            "org.apache.calcite.rel.core",
                            "org.apache.calcite.rel.logical",
                            "org.apache.calcite.rel.rules",
                            "org.apache.calcite.plan.hep",
                            "org.apache.calcite.plan.volcano",
                            "org.apache.calcite.sql2rel",
                            "org.apache.calcite.prepare",
                            ROOT + ".query",
                            ROOT + ".policy",
                            ROOT + ".audit",
                            ROOT + ".release")
                    // A correlation's id is the name of a loop's row, which expressions hold.
                    .anyMatch(p -> c.getPackageName().startsWith(p) && !c.isEquivalentTo(CorrelationId.class))))
            .as("the engine runs plans and makes none");

    private static final ArchRule NOTHING_CALLS_UPWARDS = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".access..", ROOT + ".policy..", ROOT + ".audit..", ROOT + ".query..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".web..", ROOT + ".jdbc..", ROOT + ".doors..", ROOT + ".portal..", ROOT + ".cli..")
            .as("the layers below do not know the doors");

    private static final ArchRule AUDIT_DOES_NOT_KNOW_THE_ENGINE = noClasses()
            .that()
            .resideInAPackage(ROOT + ".audit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".query..")
            .as("audit does not know the engine");

    private static final ArchRule DOORS_DO_NOT_LOOK_INTO_POLICIES = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".web..", ROOT + ".jdbc..", ROOT + ".doors..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".policy..", "dk.samsyn.adapter..")
            .as("doors decide nothing and know no adapter");

    /** What pages may know: the doors' own parts, the pipeline's public face, the stewards' desk, indicators (statements and
     * statistics), the broker's own database. */
    private static final ArchRule PAGES_KNOW_NO_SECOND_WAY = noClasses()
            .that()
            .resideInAPackage(ROOT + ".portal..")
            .should()
            .dependOnClassesThat(describe(
                    "are neither the doors' parts nor the pipeline's public face",
                    (JavaClass c) -> c.getPackageName().startsWith("dk.samsyn")
                            && Stream.of(
                                            ".portal",
                                            ".access",
                                            ".doors",
                                            ".identity",
                                            ".steward",
                                            ".store",
                                            ".indicator")
                                    .noneMatch(p -> c.getPackageName().startsWith(ROOT + p))
                            && !c.getPackageName().equals("dk.samsyn.spi")
                            && Stream.of("Queries", "QueryRequest", "QueryAnswer", "ResultColumn", "Catalogue")
                                    .noneMatch(name -> c.getName()
                                            .matches(ROOT.replace(".", "\\.") + "\\.query\\." + name + "(\\$.*)?"))))
            .as("pages know no second way to the data");

    private static final ArchRule ONLY_THE_REWRITER_PROTECTS = noClasses()
            .that()
            .doNotHaveSimpleName("Protector")
            .should()
            .callConstructorWhere(are(
                    com.tngtech.archunit.core.domain.JavaCall.Predicates.target(owner(simpleName("ProtectedQuery")))))
            .as("only the rewriter makes a protected query");

    private static final ArchRule NO_RELEASE_RULE_IS_EVER_OFF = noClasses()
            .should()
            .callMethod(RuleSet.class, "without", Rule.class)
            .as("no release rule is ever off, but in tests");

    private static final ArchRule NO_THREAD_BOUND_SUBJECT = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.shiro.SecurityUtils")
            .as("no subject is bound to a thread");

    @TestFactory
    Stream<DynamicTest> theHouseKeepsItsDirections() {
        JavaClasses main = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
        return Stream.of(
                        POLICY_IS_PURE,
                        ONLY_QUERY_KNOWS_THE_PLANNER,
                        THE_ENGINE_PLANS_NOTHING,
                        NOTHING_CALLS_UPWARDS,
                        AUDIT_DOES_NOT_KNOW_THE_ENGINE,
                        DOORS_DO_NOT_LOOK_INTO_POLICIES,
                        PAGES_KNOW_NO_SECOND_WAY,
                        ONLY_THE_REWRITER_PROTECTS,
                        NO_RELEASE_RULE_IS_EVER_OFF,
                        NO_THREAD_BOUND_SUBJECT)
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(main)));
    }

    @Test
    void aPolicyThatReadsAFileIsFound() {
        assertThat(violated(POLICY_IS_PURE, dk.samsyn.broker.policy.planted.ReadsAFile.class))
                .isTrue();
    }

    @Test
    void anAuditThatPlansIsFound() {
        Class<?> planted = dk.samsyn.broker.audit.planted.Plans.class;
        assertThat(violated(AUDIT_DOES_NOT_KNOW_THE_ENGINE, planted)).isTrue();
        assertThat(violated(ONLY_QUERY_KNOWS_THE_PLANNER, planted)).isTrue();
    }

    @Test
    void anEngineThatPlansIsFound() {
        assertThat(violated(THE_ENGINE_PLANS_NOTHING, dk.samsyn.broker.engine.planted.MakesPlans.class))
                .isTrue();
    }

    @Test
    void aDoorThatDecidesIsFound() {
        assertThat(violated(DOORS_DO_NOT_LOOK_INTO_POLICIES, dk.samsyn.broker.web.planted.Decides.class))
                .isTrue();
    }

    @Test
    void aPageWithASecondWayToTheDataIsFound() {
        assertThat(violated(PAGES_KNOW_NO_SECOND_WAY, dk.samsyn.broker.portal.planted.AsksTheAuditLog.class))
                .isTrue();
        assertThat(violated(PAGES_KNOW_NO_SECOND_WAY, dk.samsyn.broker.portal.planted.ReadsASource.class))
                .isTrue();
    }

    @Test
    void aBrokerThatTurnsAReleaseRuleOffIsFound() {
        assertThat(violated(NO_RELEASE_RULE_IS_EVER_OFF, dk.samsyn.broker.query.planted.TurnsARuleOff.class))
                .isTrue();
    }

    private static boolean violated(ArchRule rule, Class<?> planted) {
        return rule.evaluate(new ClassFileImporter().importClasses(planted)).hasViolation();
    }
}

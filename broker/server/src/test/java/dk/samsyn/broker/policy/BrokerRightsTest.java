package dk.samsyn.broker.policy;

import static dk.samsyn.broker.policy.PolicyBuilder.forbid;
import static dk.samsyn.broker.policy.PolicyBuilder.permit;
import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.TableName;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What policies say beside rows: rights to the broker's own parts, whom a use is told, and the whole set rehearsed. */
class BrokerRightsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final GovernedTable BORGER = table("borger");
    private static final GovernedTable DIAGNOSE = table("diagnose");
    private static final List<GovernedTable> CATALOGUE = List.of(BORGER, DIAGNOSE);

    private static GovernedTable table(String name) {
        return new GovernedTable(
                TableName.sundhed(name),
                "kategori",
                List.of(
                        new GovernedColumn("pid", "pid", ColumnClass.DIRECT),
                        new GovernedColumn("cpr", "varchar(12)", ColumnClass.DIRECT),
                        new GovernedColumn("kode", "varchar(10)", ColumnClass.SENSITIVE)));
    }

    private static PolicyEngine engine(PolicyBuilder... policies) {
        return new PolicyEngine(Stream.of(policies).map(PolicyBuilder::build).toList());
    }

    private static AccessRequest request(String reason) {
        Principal principal = new Principal(
                "laege-1", "laege", "praksis:099001", Purpose.BEHANDLING, Set.of(Purpose.BEHANDLING), Map.of());
        return new AccessRequest(principal, Purpose.BEHANDLING, Optional.of(reason), TODAY, CATALOGUE);
    }

    static Stream<Arguments> rights() {
        PolicyBuilder permit = permit("p").allRows("samsyn.se_som");
        return Stream.of(
                Arguments.of("no policy", List.of(), false),
                Arguments.of("a permit", List.of(permit), true),
                Arguments.of("a permit of something else", List.of(permit("p").allRows("samsyn.log")), false),
                Arguments.of(
                        "another role's", List.of(permit("p").roles("drift").allRows("samsyn.se_som")), false),
                Arguments.of(
                        "retired",
                        List.of(permit("p").status(Mandate.Status.RETIRED).allRows("samsyn.se_som")),
                        false),
                Arguments.of("over", List.of(permit("p").valid("", "2026-11-22").allRows("samsyn.se_som")), false),
                Arguments.of(
                        "on a condition that is not met",
                        List.of(permit("p").when(":user.shak = '1'").allRows("samsyn.se_som")),
                        false),
                Arguments.of("forbidden", List.of(permit, forbid("f").allRows("samsyn.se_som")), false),
                Arguments.of("only forbidden", List.of(forbid("f").allRows("samsyn.se_som")), false),
                Arguments.of(
                        "another part forbidden", List.of(permit, forbid("f").allRows("samsyn.log")), true));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("rights")
    void aPartOfTheBrokerOpensByPermitAndNoForbid(String what, List<PolicyBuilder> set, boolean open) {
        PolicyEngine engine = engine(set.toArray(PolicyBuilder[]::new));

        assertThat(engine.opens(request(""), BuiltInRules.SEE_AS)).as(what).isEqualTo(open);
    }

    @Test
    void aReasonOfBlanksIsNone() {
        PolicyBuilder policy = permit("p").rows("sundhed.borger", "kode = 'a'").breakGlass(60, "TRUE");

        assertThat(engine(policy).decide(request("  ")).breakGlassMinutes()).isEmpty();
        assertThat(engine(policy).decide(request("akut")).breakGlassMinutes()).contains(60);
    }

    /** Every use is told where nothing else opens the table; else only the use of rows that nothing else opens. */
    @Test
    void whoIsToldOfAUse() {
        AccessDecision decision = engine(
                        permit("told").notify("datasteward").rows("sundhed.borger", "kode = 'a'"),
                        permit("told-too").notify("dpo").notify("datasteward").rows("sundhed.diagnose", "kode = 'a'"),
                        permit("quiet").rows("sundhed.diagnose", "kode = 'b'").breakGlass(60, "TRUE"))
                .decide(request("akut"));

        assertThat(decision.receivers(true)).containsExactly("datasteward");
        assertThat(decision.receivers(false)).containsExactly("datasteward", "dpo");
        TableAccess diagnose =
                Optional.ofNullable(decision.tables().get(DIAGNOSE.name())).orElseThrow();
        assertThat(diagnose.notifying())
                .extracting(grant -> grant.policy().id())
                .containsExactly("told-too");
        assertThat(diagnose.quiet()).extracting(Grant::scope).containsExactly(Grant.Scope.ORDINARY);
        assertThat(diagnose.quiet()).extracting(grant -> grant.policy().id()).containsExactly("quiet");
        assertThat(decision.about(List.of(BORGER.name())).receivers(false)).containsExactly("datasteward");
    }

    /** All that a pipeline must be able to evaluate before it answers anybody under the set. */
    @Test
    void theRehearsalIsEveryConditionOfTheActiveSet() {
        List<TableAccess> rehearsed = engine(
                        permit("a").rows("sundhed.borger", "kode = 'own'").breakGlass(60, "kode = 'glass'"),
                        permit("another-role")
                                .roles("drift")
                                .purposes(Purpose.PLANLAEGNING)
                                .rows("sundhed.diagnose", "kode = 'drift'"),
                        permit("draft").status(Mandate.Status.DRAFT).rows("sundhed.borger", "kode = 'draft'"),
                        permit("undecidable").rows("sundhed.borger", "pid IN (SELECT s.pid FROM samtykke s)"),
                        forbid("f").rows("sundhed.borger", "kode = :table.category"),
                        forbid("whole").allRows("sundhed.borger"),
                        forbid("open").rows("sundhed.borger", "pid IN (SELECT s.pid FROM samtykke s)"))
                .rehearsal(CATALOGUE);

        assertThat(rehearsed)
                .extracting(
                        access -> access.table().table(),
                        access -> access.grants().stream().map(Grant::rows).toList(),
                        access -> access.forbids().stream().map(Forbid::rows).toList())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                "borger", List.of("kode = 'own'", "kode = 'glass'"), List.of()),
                        org.assertj.core.groups.Tuple.tuple("diagnose", List.of("kode = 'drift'"), List.of()),
                        org.assertj.core.groups.Tuple.tuple("borger", List.of("TRUE"), List.of("kode = 'kategori'")));
        assertThat(rehearsed)
                .filteredOn(access -> !access.forbids().isEmpty())
                .singleElement()
                .satisfies(access -> assertThat(access.columns()).containsExactly("pid", "cpr", "kode"));
    }

    /** A set that is submitted is read as what it will be once it is in force. */
    @Test
    void anActivatedPolicyIsInForceAndOtherwiseTheSame() {
        Policy draft = permit("p")
                .status(Mandate.Status.DRAFT)
                .allRows("sundhed.borger")
                .build();
        Policy active = permit("p").allRows("sundhed.borger").build();

        assertThat(draft.activated()).isEqualTo(active);
        assertThat(draft.substance()).isEqualTo(active.substance());
        assertThat(draft.substance().mandate().legalBasis()).isEqualTo("lov");
    }
}

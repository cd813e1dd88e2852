package dk.samsyn.broker.policy;

import static dk.samsyn.broker.policy.PolicyBuilder.all;
import static dk.samsyn.broker.policy.PolicyBuilder.forbid;
import static dk.samsyn.broker.policy.PolicyBuilder.listed;
import static dk.samsyn.broker.policy.PolicyBuilder.masked;
import static dk.samsyn.broker.policy.PolicyBuilder.permit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.access.TableName;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyEngineTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final GovernedTable BORGER = table("borger", "stamdata", "pid:D", "cpr:D", "koen:Q", "doed_dato:Q");
    private static final GovernedTable DIAGNOSE = table("diagnose", "diagnose", "pid:D", "kode:S", "org_id:O");
    private static final GovernedTable MEDICIN = table("medicin_ordination", "medicin", "pid:D", "atc:S");
    private static final GovernedTable RECEPT = table("recept_udlevering", "medicin", "pid:D", "atc:S");
    private static final GovernedTable KOMMUNE = table("kommune_reference", "reference", "kommunekode:N", "navn:N");
    private static final List<GovernedTable> CATALOGUE = List.of(BORGER, DIAGNOSE, MEDICIN, RECEPT, KOMMUNE);
    private static final Release AGGREGATED = new Release(ReleaseMode.AGGREGATED, 5, "pid", Optional.empty());
    private static final Release PSEUDONYMISED = Release.rows(ReleaseMode.PSEUDONYMISED);

    private static GovernedTable table(String name, String category, String... columns) {
        List<GovernedColumn> all = Stream.of(columns)
                .map(column -> column.split(":", -1))
                .map(parts -> new GovernedColumn(parts[0], "varchar(10)", ColumnClass.ofLetter(parts[1])))
                .toList();
        return new GovernedTable(TableName.sundhed(name), category, all);
    }

    private static AccessDecision decide(Purpose purpose, Optional<String> reason, PolicyBuilder... policies) {
        PolicyEngine engine =
                new PolicyEngine(Stream.of(policies).map(PolicyBuilder::build).toList());
        Principal principal = new Principal(
                "laege-1", "laege", "praksis:099001", purpose, Set.of(purpose), Map.of("ydernr", "099001"));
        Session session = new Session(principal, purpose, reason, false, "test");
        return engine.decide(AccessRequest.of(session, TODAY, CATALOGUE));
    }

    private static AccessDecision decide(PolicyBuilder... policies) {
        return decide(Purpose.BEHANDLING, Optional.empty(), policies);
    }

    private static TableAccess access(AccessDecision decision, GovernedTable table) {
        return Optional.ofNullable(decision.tables().get(table.name())).orElseThrow();
    }

    private static List<String> rows(AccessDecision decision, GovernedTable table) {
        return access(decision, table).grants().stream().map(Grant::rows).toList();
    }

    /** A source's own key under a row without a name would name the person to whoever reads the source. */
    @ParameterizedTest
    @CsvSource({
        "BEHANDLING, plain, plain",
        "FORSKNING, plain, pseudonym",
        "FORSKNING, practice_pseudonym, pseudonym",
        "FORSKNING, blank, blank",
        "KVALITET, plain, pseudonym"
    })
    void keysOfASourceAreAtLeastPseudonymsWherePersonsAreNotNamed(Purpose purpose, String written, String shown) {
        GovernedTable contacts = table("kontakt", "kontakt", "pid:D", "kontakt_id:K");
        Mask mask = Mask.parse(written).orElseThrow();
        Policy policy = permit("p")
                .purposes(purpose)
                .release(Release.rows(BuiltInRules.mode(purpose)))
                .columns("sundhed.kontakt", "TRUE", masked("kontakt_id", mask))
                .build();
        Principal principal = new Principal("x", "laege", "region:1082", purpose, Set.of(purpose), Map.of());
        Session session = new Session(principal, purpose, Optional.empty(), false, "test");

        AccessDecision decision =
                new PolicyEngine(List.of(policy)).decide(AccessRequest.of(session, TODAY, List.of(contacts)));

        assertThat(access(decision, contacts).grants().get(0).columns())
                .containsEntry("kontakt_id", Mask.parse(shown).orElseThrow());
    }

    static Stream<Arguments> whatDoesNotApply() {
        return Stream.of(
                Arguments.of("another role", permit("p").roles("sekretaer")),
                Arguments.of(
                        "everybody is no role of a permit's principal",
                        permit("p").roles("drift")),
                Arguments.of("another purpose", permit("p").purposes(Purpose.TEST)),
                Arguments.of("a draft", permit("p").status(Mandate.Status.DRAFT)),
                Arguments.of("under review", permit("p").status(Mandate.Status.REVIEW)),
                Arguments.of("retired", permit("p").status(Mandate.Status.RETIRED)),
                Arguments.of("not yet valid", permit("p").valid("2026-11-24", "")),
                Arguments.of("no longer valid", permit("p").valid("", "2026-11-22")),
                Arguments.of("a condition that is false", permit("p").when(":user.ydernr = '099002'")),
                Arguments.of("a condition on what is missing", permit("p").when(":user.shak = '6620'")),
                Arguments.of("the contrary of it", permit("p").when("NOT :user.shak = '6620'")),
                Arguments.of("another release mode", permit("p").release(AGGREGATED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatDoesNotApply")
    void aPermitThatDoesNotApplyShowsNothing(String why, PolicyBuilder policy) {
        AccessDecision decision = decide(policy.allRows("sundhed.borger"));

        assertThat(decision.tables()).as(why).isEmpty();
        assertThat(decision.policies()).isEmpty();
    }

    static Stream<Arguments> whatApplies() {
        return Stream.of(
                Arguments.of("one of its roles", permit("p").roles("laege", "sekretaer")),
                Arguments.of("one of its purposes", permit("p").purposes(Purpose.TEST, Purpose.BEHANDLING)),
                Arguments.of("its first day", permit("p").valid("2026-11-23", "")),
                Arguments.of("its last day", permit("p").valid("", "2026-11-23")),
                Arguments.of("a condition that is true", permit("p").when(":user.ydernr = '099001'")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatApplies")
    void aPermitThatAppliesShowsItsTableOnly(String why, PolicyBuilder policy) {
        AccessDecision decision = decide(policy.allRows("sundhed.borger"));

        assertThat(decision.tables().keySet()).as(why).containsExactly(BORGER.name());
        assertThat(decision.policies()).containsExactly(new PolicyRef("p", 1, "Fordi."));
        assertThat(decision.mode()).isEqualTo(ReleaseMode.IDENTIFIED);
    }

    @Test
    void noPolicyNoTable() {
        assertThat(decide().tables()).isEmpty();
        assertThat(decide().release()).isEqualTo(Release.rows(ReleaseMode.IDENTIFIED));
    }

    @Test
    void nothingWrittenOfColumnsMeansAllButDirectIdentifiersAndAlwaysPid() {
        TableAccess access = access(decide(permit("p").allRows("sundhed.borger")), BORGER);

        assertThat(access.columns()).containsExactly("pid", "koen", "doed_dato");
        assertThat(access.grants().get(0).columns())
                .containsExactly(
                        Map.entry("pid", Mask.PLAIN),
                        Map.entry("koen", Mask.PLAIN),
                        Map.entry("doed_dato", Mask.PLAIN));
        assertThat(access.category()).isEqualTo("stamdata");
    }

    @Test
    void listedColumnsAreShownWithPidAndStarIsAll() {
        PolicyBuilder some = permit("p").columns("sundhed.borger", "TRUE", listed("koen"));
        PolicyBuilder everything = permit("p").columns("sundhed.borger", "TRUE", all());

        assertThat(access(decide(some), BORGER).columns()).containsExactly("pid", "koen");
        assertThat(access(decide(everything), BORGER).columns()).containsExactly("pid", "cpr", "koen", "doed_dato");
    }

    @ParameterizedTest
    @CsvSource({"KVALITET, PSEUDONYMISED", "PLANLAEGNING, AGGREGATED"})
    void directIdentifiersAreShownInIdentifiedModeOnly(Purpose purpose, ReleaseMode mode) {
        PolicyBuilder everything = permit("p")
                .purposes(purpose)
                .release(mode == ReleaseMode.AGGREGATED ? AGGREGATED : PSEUDONYMISED)
                .columns("sundhed.borger", "TRUE", all());

        AccessDecision decision = decide(purpose, Optional.empty(), everything);

        assertThat(decision.mode()).isEqualTo(mode);
        assertThat(access(decision, BORGER).columns()).containsExactly("pid", "koen", "doed_dato");
    }

    @Test
    void aTableWithoutColumnsToShowIsAbsent() {
        assertThat(decide(permit("p").columns("sundhed.kommune_reference", "TRUE", listed("koen")))
                        .tables())
                .isEmpty();
    }

    @Test
    void ofSeveralGrantsTheLightestMaskComesFirst() {
        AccessDecision decision = decide(
                permit("a").columns("sundhed.borger", "koen = 'K'", masked("doed_dato", Mask.of(Mask.Kind.YEAR))),
                permit("b").columns("sundhed.borger", "koen = 'M'", masked("doed_dato", Mask.of(Mask.Kind.QUARTER))),
                permit("c").columns("sundhed.borger", "koen = 'U'", listed("koen")));

        TableAccess access = access(decision, BORGER);
        assertThat(access.cells("doed_dato"))
                .containsExactly(
                        new TableAccess.Cell("koen = 'M'", Mask.of(Mask.Kind.QUARTER)),
                        new TableAccess.Cell("koen = 'K'", Mask.of(Mask.Kind.YEAR)));
        assertThat(access.cells("pid")).hasSize(3).allMatch(cell -> cell.mask().equals(Mask.PLAIN));
        assertThat(access.cells("cpr")).isEmpty();
        assertThat(access.columns()).containsExactly("pid", "koen", "doed_dato");
        assertThat(decision.policies()).extracting(PolicyRef::id).containsExactly("a", "b", "c");
    }

    @Test
    void twoEntriesOfOnePolicyAreTwoGrants() {
        PolicyBuilder policy = permit("p").rows("sundhed.borger", "koen = 'K'").rows("sundhed.*", "koen = 'M'");

        assertThat(rows(decide(policy), BORGER)).containsExactly("koen = 'K'", "koen = 'M'");
        assertThat(rows(decide(policy), DIAGNOSE)).containsExactly("koen = 'M'");
    }

    @Test
    void aPatternCoversASchemaExceptWhatIsTakenOut() {
        DataEntry entry = new DataEntry(
                List.of("sundhed.*"),
                List.of("sundhed.diagnose"),
                Optional.empty(),
                Columns.UNSPECIFIED,
                Optional.empty());

        assertThat(decide(permit("p").entry(entry)).tables().keySet())
                .containsExactly(BORGER.name(), KOMMUNE.name(), MEDICIN.name(), RECEPT.name());
        assertThat(decide(permit("p").allRows("samsyn.*")).tables()).isEmpty();
    }

    @Test
    void placeholdersOfTheTableAreFilledInOutsideOfQuotesOnly() {
        PolicyBuilder policy =
                permit("p").rows("sundhed.diagnose", ":row.pid = :user.cpr AND x = ':row.pid' AND y = :table.category");
        DataEntry named = new DataEntry(
                List.of("sundhed.diagnose"),
                List.of(),
                Optional.of("y = :TABLE.CATEGORY"),
                Columns.UNSPECIFIED,
                Optional.of("journal's"));

        assertThat(rows(decide(policy), DIAGNOSE))
                .containsExactly("\"diagnose\".\"pid\" = :user.cpr AND x = ':row.pid' AND y = 'diagnose'");
        assertThat(rows(decide(permit("p").entry(named)), DIAGNOSE)).containsExactly("y = 'journal''s'");
    }

    @Test
    void aForbidWithoutRowsTakesTheTableFromEveryPermit() {
        AccessDecision decision =
                decide(permit("p").allRows("sundhed.*"), forbid("f").allRows("sundhed.diagnose"));

        assertThat(decision.tables().keySet()).contains(BORGER.name()).doesNotContain(DIAGNOSE.name());
        assertThat(decision.announcements()).isEmpty();
    }

    @Test
    void aForbidWithRowsIsSubtracted() {
        AccessDecision decision =
                decide(permit("p").allRows("sundhed.*"), forbid("f").rows("sundhed.diagnose", ":row.kode = 'X'"));

        assertThat(access(decision, DIAGNOSE).forbids())
                .containsExactly(new Forbid(new PolicyRef("f", 1, "Fordi."), "\"diagnose\".\"kode\" = 'X'"));
        assertThat(access(decision, BORGER).forbids()).isEmpty();
        assertThat(decision.policies()).extracting(PolicyRef::id).containsExactly("f", "p");
        assertThat(decision.about(List.of(BORGER.name())).policies())
                .extracting(PolicyRef::id)
                .containsExactly("p");
        assertThat(decision.about(List.of(DIAGNOSE.name())).policies())
                .extracting(PolicyRef::id)
                .containsExactly("f", "p");
    }

    @Test
    void aConditionOnATableThatNoSourceFillsFailsClosed() {
        String onMissing = "pid IN (SELECT s.pid FROM samtykke s)";
        String onFilled = "pid IN (SELECT s.pid FROM sundhed.borger s)";

        assertThat(decide(permit("p").rows("sundhed.diagnose", onFilled)).tables())
                .hasSize(1);
        assertThat(decide(permit("p").rows("sundhed.diagnose", onMissing)).tables())
                .isEmpty();
        assertThat(rows(decide(permit("p").rows("sundhed.diagnose", onMissing).allRows("sundhed.diagnose")), DIAGNOSE))
                .containsExactly(Grant.ALL_ROWS);
        assertThat(decide(permit("p").allRows("sundhed.diagnose"), forbid("f").rows("sundhed.diagnose", onMissing))
                        .tables())
                .isEmpty();
        assertThat(decide(
                                Purpose.BEHANDLING,
                                Optional.of("akut"),
                                permit("p").rows("sundhed.diagnose", "TRUE").breakGlass(60, onMissing))
                        .breakGlassMinutes())
                .isEmpty();
    }

    @Test
    void aForbidAloneShowsNothing() {
        assertThat(decide(forbid("f").rows("sundhed.diagnose", "kode = 'X'")).tables())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        ":user.ydernr = '099001', false",
        ":user.ydernr = '099002', true",
        ":user.shak = '6620', false",
        "NOT :user.shak = '6620', false",
    })
    void aForbidAppliesUnlessItsConditionIsFalse(String condition, boolean visible) {
        AccessDecision decision = decide(
                permit("p").allRows("sundhed.borger"),
                forbid("f").when(condition).allRows("sundhed.borger"));

        assertThat(decision.tables().containsKey(BORGER.name())).isEqualTo(visible);
    }

    @ParameterizedTest
    @CsvSource({"*, false", "laege, false", "sekretaer, true"})
    void aForbidSpeaksToItsRolesOrToEverybody(String role, boolean visible) {
        AccessDecision decision = decide(
                permit("p").allRows("sundhed.borger"), forbid("f").roles(role).allRows("sundhed.borger"));

        assertThat(decision.tables().containsKey(BORGER.name())).isEqualTo(visible);
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void noPolicyLiftsTheRuleThatFmkIsNotForStatistics(Purpose purpose) {
        AccessDecision decision = decide(
                purpose,
                Optional.empty(),
                permit("p")
                        .purposes(purpose)
                        .release(
                                BuiltInRules.mode(purpose) == ReleaseMode.AGGREGATED
                                        ? AGGREGATED
                                        : Release.rows(BuiltInRules.mode(purpose)))
                        .allRows("sundhed.*"));

        boolean reaches =
                Set.of(Purpose.BEHANDLING, Purpose.EGET_INDBLIK, Purpose.TEST).contains(purpose);
        assertThat(decision.tables().containsKey(MEDICIN.name())).isEqualTo(reaches);
        assertThat(decision.tables().containsKey(RECEPT.name())).isEqualTo(reaches);
        assertThat(decision.tables().containsKey(BORGER.name())).isEqualTo(purpose != Purpose.KONTROL);
    }

    @Test
    void supervisionReachesTheBrokersOwnTables() {
        assertThat(BuiltInRules.mayReach(Purpose.KONTROL, new TableName("samsyn", "policies")))
                .isTrue();
        assertThat(BuiltInRules.mayReach(Purpose.KONTROL, BORGER.name())).isFalse();
    }

    @Test
    void anAnnouncedForbidIsListedOnceEvenWhereABuiltInRuleForbidsToo() {
        AccessDecision decision = decide(
                Purpose.PLANLAEGNING,
                Optional.empty(),
                permit("p").purposes(Purpose.PLANLAEGNING).release(AGGREGATED).allRows("sundhed.*"),
                forbid("f")
                        .roles("*")
                        .purposes(Purpose.PLANLAEGNING)
                        .announce()
                        .explanation("Ikke til statistik.")
                        .allRows("sundhed.medicin_ordination"),
                forbid("g")
                        .purposes(Purpose.PLANLAEGNING)
                        .announce()
                        .allRows("sundhed.medicin_ordination")
                        .allRows("sundhed.diagnose"));

        assertThat(decision.announcements())
                .extracting(Announcement::sentence)
                .containsExactly(
                        "Tabellen sundhed.diagnose vises ikke: politikken g v1 siger: Fordi.",
                        "Tabellen sundhed.medicin_ordination vises ikke: politikken f v1 siger: Ikke til statistik.");
        assertThat(decision.tables().keySet()).containsExactly(BORGER.name(), KOMMUNE.name());
    }

    @Test
    void aForbidOfRowsAnnouncesNoTable() {
        AccessDecision decision = decide(
                permit("p").allRows("sundhed.borger"), forbid("f").announce().rows("sundhed.borger", "koen = 'K'"));

        assertThat(decision.announcements()).isEmpty();
    }

    @Test
    void aPermitAnnouncesTheColumnsThatNoGrantShows() {
        AccessDecision decision = decide(
                permit("a").announce().columns("sundhed.borger", "TRUE", listed("koen")),
                permit("b").columns("sundhed.borger", "TRUE", listed("doed_dato")),
                permit("c").columns("sundhed.diagnose", "TRUE", listed("kode")));

        assertThat(decision.announcements())
                .extracting(Announcement::sentence)
                .containsExactly("Kolonnen sundhed.borger.cpr vises ikke: politikken a v1 siger: Fordi.");
    }

    @Test
    void breakGlassNeedsAReasonAndHasItsOwnRows() {
        PolicyBuilder policy = permit("p")
                .rows("sundhed.diagnose", "kode = 'own'")
                .breakGlass(60, "NOT :row.pid = 'x'")
                .maxRows(10);

        AccessDecision without = decide(policy);
        AccessDecision with = decide(Purpose.BEHANDLING, Optional.of("akut"), policy);

        assertThat(rows(without, DIAGNOSE)).containsExactly("kode = 'own'");
        assertThat(without.breakGlassMinutes()).isEmpty();
        assertThat(access(with, DIAGNOSE).grants())
                .extracting(Grant::scope, Grant::rows)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Grant.Scope.ORDINARY, "kode = 'own'"),
                        org.assertj.core.groups.Tuple.tuple(Grant.Scope.BREAK_GLASS, "NOT \"diagnose\".\"pid\" = 'x'"));
        assertThat(with.breakGlassMinutes()).contains(60);
        assertThat(with.withoutOnePersonGrants().tables()).isEqualTo(without.tables());
        assertThat(with.withoutOnePersonGrants().obligations().maxRows()).hasValue(10);
    }

    @Test
    void theShortestBreakGlassCounts() {
        AccessDecision decision = decide(
                Purpose.BEHANDLING,
                Optional.of("akut"),
                permit("p").rows("sundhed.diagnose", "TRUE").breakGlass(60, "TRUE"),
                permit("q").rows("sundhed.borger", "TRUE").breakGlass(15, "TRUE"));

        assertThat(decision.breakGlassMinutes()).contains(15);
        assertThat(decision.about(List.of(DIAGNOSE.name())).breakGlassMinutes()).contains(60);
    }

    @Test
    void aReasonBreaksNothingWithoutAPolicyThatAllowsIt() {
        PolicyBuilder policy = permit("p").rows("sundhed.diagnose", "kode = 'own'");

        assertThat(decide(Purpose.BEHANDLING, Optional.of("akut"), policy).tables())
                .isEqualTo(decide(policy).tables());
    }

    @Test
    void withoutExactlyOnePersonTheGrantsThatDemandItAreGone() {
        AccessDecision decision = decide(
                permit("one")
                        .onePerson()
                        .columns("sundhed.diagnose", "kode = 'a'", listed("kode"))
                        .maxRows(5),
                permit("one-more").onePerson().allRows("sundhed.borger"),
                permit("always").columns("sundhed.diagnose", "kode = 'b'", listed("org_id")));

        AccessDecision many = decision.withoutOnePersonGrants();

        assertThat(access(decision, DIAGNOSE).grants())
                .extracting(Grant::scope)
                .containsExactly(Grant.Scope.ORDINARY, Grant.Scope.ONE_PERSON);
        assertThat(many.tables().keySet()).containsExactly(DIAGNOSE.name());
        assertThat(rows(many, DIAGNOSE)).containsExactly("kode = 'b'");
        assertThat(access(many, DIAGNOSE).columns()).containsExactly("pid", "org_id");
        assertThat(many.policies()).extracting(PolicyRef::id).containsExactly("always");
        assertThat(many.obligations().maxRows()).isEmpty();
        assertThat(decision.obligations().maxRows()).hasValue(5);
    }

    @Test
    void aStatementIsBoundByThePoliciesOfItsOwnTables() {
        AccessDecision decision = decide(
                permit("a").allRows("sundhed.borger").maxRows(100).logToCitizen("set"),
                permit("b").allRows("sundhed.diagnose").maxRows(10));

        assertThat(decision.obligations().maxRows()).hasValue(10);
        AccessDecision about = decision.about(List.of(BORGER.name()));
        assertThat(about.tables().keySet()).containsExactly(BORGER.name());
        assertThat(about.obligations().maxRows()).hasValue(100);
        assertThat(about.obligations().logToCitizen()).isTrue();
        assertThat(about.policies()).extracting(PolicyRef::id).containsExactly("a");
        assertThat(about.user()).isEqualTo(decision.user());
        assertThat(about.version()).isEqualTo(decision.version());
        assertThat(decision.about(List.of()).tables()).isEmpty();
    }

    @Test
    void theStrictestReleaseCounts() {
        Release strict = new Release(ReleaseMode.AGGREGATED, 10, "pid", Optional.of(List.of("koen", "aar", "begreb")));
        Release wide = new Release(ReleaseMode.AGGREGATED, 5, "pid", Optional.of(List.of("begreb", "koen", "sted")));

        AccessDecision decision = decide(
                Purpose.PLANLAEGNING,
                Optional.empty(),
                permit("a").purposes(Purpose.PLANLAEGNING).release(strict).allRows("sundhed.borger"),
                permit("b").purposes(Purpose.PLANLAEGNING).release(wide).allRows("sundhed.diagnose"),
                permit("c").purposes(Purpose.PLANLAEGNING).release(AGGREGATED).allRows("sundhed.kommune_reference"));

        assertThat(decision.release().minimum()).isEqualTo(10);
        assertThat(decision.release().groupBy()).contains(List.of("begreb", "koen"));
        assertThat(decision.about(List.of(DIAGNOSE.name())).release()).isEqualTo(wide);
        assertThat(decision.about(List.of(KOMMUNE.name(), DIAGNOSE.name()))
                        .release()
                        .groupBy())
                .contains(List.of("begreb", "koen", "sted"));
    }

    @Test
    void theVersionIsOfTheActivePoliciesWhateverTheirOrder() {
        Policy a = permit("a").allRows("sundhed.borger").build();
        Policy b = permit("b").allRows("sundhed.borger").build();
        Policy draft = permit("c").status(Mandate.Status.DRAFT).build();
        Policy changed = permit("a").allRows("sundhed.diagnose").build();
        String version = new PolicyEngine(List.of(a, b)).version();

        assertThat(version).matches("[0-9a-f]{32}");
        assertThat(new PolicyEngine(List.of(b, a)).version()).isEqualTo(version);
        assertThat(new PolicyEngine(List.of(b, draft, a)).version()).isEqualTo(version);
        assertThat(new PolicyEngine(List.of(changed, b)).version()).isNotEqualTo(version);
        assertThat(new PolicyEngine(List.of(a)).version()).isNotEqualTo(version);
        assertThat(decide(permit("a").allRows("sundhed.borger")).version())
                .isEqualTo(new PolicyEngine(List.of(a)).version());
        assertThat(new PolicyEngine(List.of(b, a)).policies()).containsExactly(a, b);
    }

    @Test
    void twoPoliciesOfOneNameAreRefused() {
        List<Policy> twice = List.of(permit("a").build(), permit("a").build());

        assertThatThrownBy(() -> new PolicyEngine(twice)).hasMessageContaining("a");
    }

    @Test
    void theDecisionCarriesTheSessionsAttributes() {
        assertThat(decide().user())
                .containsOnly(
                        Map.entry("ydernr", "099001"),
                        Map.entry("navn", "laege-1"),
                        Map.entry("rolle", "laege"),
                        Map.entry("organisation", "099001"),
                        Map.entry("sektor", "almen_praksis"));
    }

    @Test
    void recordsRefuseNonsense() {
        assertThatThrownBy(() -> new Release(ReleaseMode.AGGREGATED, 0, "pid", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PSEUDONYMISED.stricter(AGGREGATED)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BreakGlass(0, Optional.empty())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Obligations(OptionalInt.of(0), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> masked("pid", Mask.PLAIN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> permit("p").roles().build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> permit("p").purposes().build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new DataEntry(List.of(), List.of(), Optional.empty(), Columns.UNSPECIFIED, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new TableAccess(BORGER.name(), "stamdata", List.of(), List.of(), List.of(), Obligations.NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NamedCondition("x", List.of("a", "a"), "TRUE"))
                .isInstanceOf(IllegalArgumentException.class);
        Policy ok = permit("p").build();
        assertThatThrownBy(() -> new Policy(
                        ok.ref(),
                        ok.mandate(),
                        ok.audience(),
                        Policy.Effect.FORBID,
                        ok.data(),
                        ok.release(),
                        Obligations.NONE,
                        false,
                        Optional.empty(),
                        false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

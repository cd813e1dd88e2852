package dk.samsyn.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.AccessRequest;
import dk.samsyn.broker.policy.Announcement;
import dk.samsyn.broker.policy.GovernedTable;
import dk.samsyn.broker.policy.Grant;
import dk.samsyn.broker.policy.Policy;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.broker.policy.TableAccess;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each demo user's role sees under the shipped policies: one test per line of the contract's table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedPoliciesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final List<String> FMK = List.of("medicin_ordination", "recept_udlevering");

    private final List<GovernedTable> catalogue = DeclaredTables.all();
    private PolicyEngine engine = new PolicyEngine(List.of());

    @BeforeAll
    void readShippedPolicies() {
        ConfigProblems problems = new ConfigProblems();
        engine = new PolicyEngine(
                PolicyFiles.read(DeclaredTables.repository().resolve("policies"), catalogue, problems));
        problems.throwIfAny();
    }

    /** Every role with the attributes of its demo user. */
    private enum User {
        LAEGE("praktiserende_laege", "praksis:099001", Purpose.BEHANDLING, Map.of("ydernr", "099001")),
        SEKRETAER("laegesekretaer", "praksis:099001", Purpose.BEHANDLING, Map.of("ydernr", "099001")),
        HOSPITALSLAEGE("hospitalslaege", "hospital:6620", Purpose.BEHANDLING, Map.of("shak", "6620")),
        KVALITET(
                "kvalitetsmedarbejder_hospital",
                "hospital:6620",
                Purpose.KVALITET,
                Map.of("shak", "6620", "afdeling", "6620130")),
        HOSPITALSPLANLAEGGER("hospitalsplanlaegger", "hospital:6620", Purpose.PLANLAEGNING, Map.of("shak", "6620")),
        SYGEPLEJERSKE("hjemmesygeplejerske", "kommune:730", Purpose.BEHANDLING, Map.of("kommunekode", 730)),
        SUNDHEDSPLEJERSKE(
                "kommunal_sundhedsplejerske", "kommune:730", Purpose.FOREBYGGELSE, Map.of("kommunekode", 730)),
        SAGSBEHANDLER("kommunal_sagsbehandler", "kommune:730", Purpose.SAGSBEHANDLING, Map.of("kommunekode", 730)),
        PLANLAEGGER("kommunal_planlaegger", "kommune:730", Purpose.PLANLAEGNING, Map.of("kommunekode", 730)),
        ANALYTIKER("regional_analytiker", "region:1082", Purpose.PLANLAEGNING, Map.of()),
        FORSKER("forsker", "godkendelse:1-45-70-1-26", Purpose.FORSKNING, Map.of("godkendelse", "1-45-70-1-26")),
        STEWARD("datasteward", "region:1082", Purpose.KONTROL, Map.of()),
        DATAEJER("dataejer", "praksis:099001", Purpose.KONTROL, Map.of()),
        BORGER("borger", "", Purpose.EGET_INDBLIK, Map.of("cpr", "0702501234")),
        ALT("test", "test", Purpose.TEST, Map.of());

        @SuppressWarnings("ImmutableEnumChecker") // The record copies what it holds.
        private final Principal principal;

        User(String role, String organisation, Purpose purpose, Map<String, Object> attributes) {
            principal = new Principal(role + "-1", role, organisation, purpose, Set.of(purpose), attributes);
        }
    }

    private AccessDecision decide(User user) {
        return decide(user, Optional.empty());
    }

    private AccessDecision decide(User user, Optional<String> reason) {
        Principal principal = user.principal;
        return engine.decide(new AccessRequest(principal, principal.defaultPurpose(), reason, TODAY, catalogue));
    }

    private static Set<String> tables(AccessDecision decision) {
        Set<String> names = new TreeSet<>();
        decision.tables().keySet().forEach(table -> names.add(table.table()));
        return names;
    }

    private static TableAccess access(AccessDecision decision, String table) {
        return Optional.ofNullable(decision.tables().get(TableName.sundhed(table)))
                .orElseThrow(() -> new AssertionError(table + " is absent"));
    }

    private static String rows(AccessDecision decision, String table) {
        assertThat(access(decision, table).grants()).hasSize(1);
        return access(decision, table).grants().get(0).rows();
    }

    @Test
    void aDoctorSeesTheOwnListByNameFromAllSources() {
        AccessDecision decision = decide(User.LAEGE);

        assertThat(decision.mode()).isEqualTo(ReleaseMode.IDENTIFIED);
        assertThat(tables(decision))
                .contains("borger", "laboratoriesvar", "medicin_ordination", "kommunal_indsats", "organisation")
                .doesNotContain("samtykke", "behandlingsrelation");
        assertThat(access(decision, "borger").columns()).contains("cpr", "navn");
        assertThat(rows(decision, "borger"))
                .contains("\"borger\".\"pid\" IN (SELECT t.pid FROM gp_tilknytning t")
                .doesNotContain("samtykke");
        assertThat(rows(decision, "laboratoriesvar"))
                .contains("\"laboratoriesvar\".\"pid\" IN", "s.datakategori = 'laboratorie'");
        assertThat(rows(decision, "procedure")).contains("\"procedure\".\"pid\" IN");
        assertThat(decision.obligations().logToCitizen()).isTrue();
    }

    @Test
    void aSecretarySeesAsTheDoctorWithoutMedicineText() {
        AccessDecision doctor = decide(User.LAEGE);
        AccessDecision secretary = decide(User.SEKRETAER);

        assertThat(tables(secretary)).isEqualTo(tables(doctor));
        for (String table : tables(doctor)) {
            List<String> withheld = access(doctor, table).columns().stream()
                    .filter(column -> !access(secretary, table).columns().contains(column))
                    .toList();
            assertThat(withheld)
                    .isEqualTo(
                            table.equals("medicin_ordination")
                                    ? List.of("laegemiddel_navn", "styrke_tekst", "dosistekst", "indikation_tekst")
                                    : List.of());
            assertThat(rows(secretary, table)).isEqualTo(rows(doctor, table));
        }
    }

    @Test
    void aHospitalDoctorSeesCitizensWithAContactAndOthersOnlyWithAReason() {
        AccessDecision without = decide(User.HOSPITALSLAEGE);
        AccessDecision with = decide(User.HOSPITALSLAEGE, Optional.of("Bevidstløs patient i modtagelsen"));

        assertThat(rows(without.withoutOnePersonGrants(), "diagnose"))
                .contains("k.org_id LIKE :user.shak || '%'", "INTERVAL '12' MONTH");
        assertThat(without.breakGlassMinutes()).isEmpty();
        assertThat(with.breakGlassMinutes()).contains(60);
        assertThat(access(with, "diagnose").grants())
                .filteredOn(grant -> grant.scope() == Grant.Scope.BREAK_GLASS)
                .singleElement()
                .satisfies(grant -> assertThat(grant.rows())
                        .contains("datakategori = 'diagnose'")
                        .doesNotContain("kontakt"));
        assertThat(with.withoutOnePersonGrants().tables())
                .isEqualTo(without.withoutOnePersonGrants().tables());
    }

    @Test
    void anUndecidedRelationOpensOneCitizenToAHospitalDoctorAndTheStewardIsTold() {
        AccessDecision doctor = decide(User.HOSPITALSLAEGE);

        assertThat(access(doctor, "diagnose").notifying()).singleElement().satisfies(grant -> {
            assertThat(grant.scope()).isEqualTo(Grant.Scope.ONE_PERSON);
            assertThat(grant.rows()).contains("r.relation = 'D'", "datakategori = 'diagnose'");
        });
        assertThat(doctor.receivers(false)).containsExactly("datasteward");
        assertThat(doctor.receivers(true)).isEmpty();
    }

    @Test
    void aBlankReasonBreaksNoGlass() {
        assertThat(decide(User.HOSPITALSLAEGE, Optional.of("  ")).tables())
                .isEqualTo(decide(User.HOSPITALSLAEGE).tables());
    }

    @Test
    void aQualityWorkerSeesTheOwnDepartmentWithoutDirectIdentifiers() {
        AccessDecision decision = decide(User.KVALITET);

        assertThat(decision.mode()).isEqualTo(ReleaseMode.PSEUDONYMISED);
        assertThat(rows(decision, "borger")).contains("k.org_id = :user.afdeling", "INTERVAL '5' YEAR");
        assertThat(access(decision, "borger").columns()).contains("pid", "koen").doesNotContain("cpr", "navn");
        assertThat(tables(decision)).doesNotContainAnyElementsOf(FMK).doesNotContain("person_identifikator");
    }

    @Test
    void aHospitalsPlannerSeesAggregatesOfFewTablesAndNeitherPracticesNorDepartments() {
        AccessDecision decision = decide(User.HOSPITALSPLANLAEGGER);

        assertThat(decision.mode()).isEqualTo(ReleaseMode.AGGREGATED);
        assertThat(decision.release().minimum()).isEqualTo(5);
        assertThat(decision.release().groupBy().orElseThrow())
                .contains("kommunekode", "aldersgruppe")
                .doesNotContain("ydernr", "org_id", "postnr", "sogn", "kode_oprindelig");
        assertThat(tables(decision))
                .containsExactly(
                        "borger",
                        "diagnose",
                        "kommune_reference",
                        "laboratoriesvar",
                        "livsstil",
                        "maaling",
                        "organisation");
        assertThat(access(decision, "borger").columns()).doesNotContain("cpr", "navn");
    }

    /** Counts of few together with what the same person reads about some of them would tell of the others. */
    @Test
    void noRoleBothCountsEverybodyAndSeesPersons() {
        Set<String> counting = new TreeSet<>();
        Set<String> seeing = new TreeSet<>();
        for (Policy policy : engine.policies()) {
            boolean aboutPersons = policy.data().stream().anyMatch(entry -> entry.covers(TableName.sundhed("borger")));
            policy.release()
                    .filter(release -> aboutPersons)
                    .ifPresent(release -> (release.mode() == ReleaseMode.AGGREGATED ? counting : seeing)
                            .addAll(policy.audience().roles()));
        }
        assertThat(counting)
                .contains("hospitalsplanlaegger", "regional_analytiker")
                .doesNotContainAnyElementsOf(seeing);
    }

    @Test
    void aHomeNurseSeesActiveCareAndHospitalDataForThirtyDays() {
        AccessDecision decision = decide(User.SYGEPLEJERSKE);

        assertThat(rows(decision, "kommunal_indsats"))
                .contains("b.kommunekode = :user.kommunekode", "i.paragraf = 'SUL138'", "i.status = 'aktiv'");
        for (String table : List.of("kontakt", "diagnose", "procedure", "laboratoriesvar")) {
            assertThat(rows(decision, table)).contains("i.paragraf = 'SUL138'", "INTERVAL '30' DAY");
        }
        assertThat(access(decision, "maaling").grants()).hasSize(2);
        assertThat(tables(decision)).doesNotContain("livsstil", "ydelse");
    }

    @Test
    void aHealthVisitorSeesGrowthAndVaccinationsOfChildrenOnly() {
        AccessDecision decision = decide(User.SUNDHEDSPLEJERSKE);

        assertThat(tables(decision))
                .containsExactly("borger", "kommune_reference", "maaling", "organisation", "vaccination");
        assertThat(rows(decision, "maaling"))
                .contains("begreb IN ('HOEJDE', 'VAEGT')", "INTERVAL '18' YEAR", ":user.kommunekode");
        assertThat(rows(decision, "borger")).contains("INTERVAL '18' YEAR");
    }

    @Test
    void aCaseworkerSeesNothingUnlessOnePersonIsBoundAndConsented() {
        AccessDecision decision = decide(User.SAGSBEHANDLER);

        assertThat(tables(decision.withoutOnePersonGrants())).containsExactly("kommune_reference", "organisation");
        assertThat(rows(decision, "diagnose"))
                .contains("s.retning = 'tillad' AND s.datakategori = 'diagnose'", ":user.organisation");
        assertThat(decision.user()).containsEntry("organisation", "K730");
        assertThat(tables(decision)).doesNotContainAnyElementsOf(FMK);
    }

    @Test
    void aPlannerSeesAggregatesOfTheOwnMunicipality() {
        AccessDecision decision = decide(User.PLANLAEGGER);

        assertThat(decision.mode()).isEqualTo(ReleaseMode.AGGREGATED);
        assertThat(decision.release().minimum()).isEqualTo(5);
        assertThat(decision.release().groupBy().orElseThrow())
                .contains("aldersgruppe")
                .doesNotContain("ydernr");
        assertThat(rows(decision, "borger")).isEqualTo("kommunekode = :user.kommunekode");
        assertThat(rows(decision, "diagnose")).contains("b.kommunekode = :user.kommunekode");
        assertThat(access(decision, "borger").columns()).doesNotContain("cpr", "navn");
    }

    @Test
    void anAnalystSeesAggregatesOfTheRegionWithPracticesUnderPseudonym() {
        AccessDecision decision = decide(User.ANALYTIKER);

        assertThat(decision.mode()).isEqualTo(ReleaseMode.AGGREGATED);
        assertThat(rows(decision, "diagnose")).isEqualTo(Grant.ALL_ROWS);
        for (GovernedTable table : catalogue) {
            for (String column : List.of("ydernr", "rekvirent_org")) {
                Optional.ofNullable(decision.tables().get(table.name()))
                        .filter(access -> access.columns().contains(column))
                        .filter(access -> !access.table().equals(TableName.sundhed("organisation")))
                        .ifPresent(access -> assertThat(access.cells(column))
                                .allMatch(cell -> cell.mask().toString().equals("practice_pseudonym")));
            }
        }
        assertThat(rows(decision, "organisation")).isEqualTo("type <> 'praksis'");
    }

    @Test
    void aResearcherSeesTheApprovedCohortUnderPseudonym() {
        AccessDecision decision = decide(User.FORSKER);

        assertThat(decision.mode()).isEqualTo(ReleaseMode.PSEUDONYMISED);
        assertThat(rows(decision, "laboratoriesvar")).contains("d.begreb = 'DM2'", "s.retning = 'spaer'");
        assertThat(access(decision, "borger").columns()).doesNotContain("cpr", "navn", "postnr", "sogn");
        assertThat(decision.obligations().receivers()).containsExactly("datasteward");
    }

    @Test
    void aResearcherWithAnotherApprovalSeesNothing() {
        Principal other = new Principal(
                "forsker-2",
                "forsker",
                "godkendelse:2026-0999",
                Purpose.FORSKNING,
                Set.of(Purpose.FORSKNING),
                Map.of("godkendelse", "2026-0999"));

        assertThat(engine.decide(new AccessRequest(other, Purpose.FORSKNING, Optional.empty(), TODAY, catalogue))
                        .tables())
                .isEmpty();
    }

    @Test
    void aStewardSeesNoTableAboutCitizens() {
        assertThat(decide(User.STEWARD).tables()).isEmpty();
    }

    @Test
    void aCitizenSeesOwnRowsOnly() {
        AccessDecision decision = decide(User.BORGER);

        for (String table : tables(decision)) {
            assertThat(rows(decision, table))
                    .isEqualTo(
                            Set.of("organisation", "kommune_reference").contains(table)
                                    ? Grant.ALL_ROWS
                                    : "(\"" + table + "\".\"pid\" = person(:user.cpr))");
        }
        assertThat(tables(decision)).contains("samtykke", "medicin_ordination").hasSize(20);
    }

    @Test
    void theTestUserSeesEverything() {
        AccessDecision decision = decide(User.ALT);

        assertThat(decision.tables()).hasSameSizeAs(catalogue);
        for (GovernedTable table : catalogue) {
            assertThat(access(decision, table.name().table()).columns()).hasSameSizeAs(table.columns());
            assertThat(rows(decision, table.name().table())).isEqualTo(Grant.ALL_ROWS);
        }
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void fmkIsForTreatmentOwnViewAndTestOnly(User user) {
        Set<String> seen = tables(decide(user));
        boolean reaches = Set.of(Purpose.BEHANDLING, Purpose.EGET_INDBLIK, Purpose.TEST)
                .contains(user.principal.defaultPurpose());

        assertThat(seen.containsAll(FMK)).isEqualTo(reaches);
        assertThat(seen.stream().anyMatch(FMK::contains)).isEqualTo(reaches);
    }

    @ParameterizedTest
    @EnumSource(
            value = User.class,
            names = {"KVALITET", "HOSPITALSPLANLAEGGER", "PLANLAEGGER", "ANALYTIKER", "FORSKER"})
    void statisticsAreToldWhyFmkIsClosed(User user) {
        assertThat(decide(user).announcements())
                .extracting(announcement -> announcement.table().table() + announcement.column())
                .containsExactlyInAnyOrder("medicin_ordinationOptional.empty", "recept_udleveringOptional.empty");
        assertThat(decide(user).announcements())
                .extracting(Announcement::sentence)
                .allMatch(sentence -> sentence.contains("fmk-kun-behandling v1"));
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void pidIsNeverMaskedInsideAPermittedTable(User user) {
        for (TableAccess access : decide(user).tables().values()) {
            for (Grant grant : access.grants()) {
                boolean aboutPersons = catalogue.stream()
                        .anyMatch(table -> table.name().equals(access.table())
                                && table.column("pid").isPresent());
                assertThat(grant.columns().containsKey("pid")).isEqualTo(aboutPersons);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void onlyUserPlaceholdersReachThePlanner(User user) {
        for (TableAccess access : decide(user, Optional.of("grund")).tables().values()) {
            assertThat(access.grants())
                    .allSatisfy(grant -> assertThat(grant.rows().replaceAll(":user\\.[a-z]+", ""))
                            .doesNotContain(":"));
        }
    }

    @Test
    void noPolicyIsApprovedByItsAuthor() {
        assertThat(engine.policies())
                .allSatisfy(policy -> assertThat(policy.mandate().approvedBy())
                        .isNotEmpty()
                        .doesNotContain(policy.mandate().owner()));
        assertThat(engine.policies()).extracting(Policy::id).isSorted();
    }
}

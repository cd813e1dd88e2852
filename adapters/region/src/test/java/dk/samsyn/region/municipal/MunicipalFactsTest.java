package dk.samsyn.region.municipal;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.region.municipal.CareMeasurement.By;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Municipality;
import dk.samsyn.region.people.Population;
import dk.samsyn.spi.DemoRegion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.Yaml;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MunicipalFactsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private final List<Citizen> citizens = new ArrayList<>();
    private final List<MunicipalFacts> facts = new ArrayList<>();

    @BeforeAll
    void everybody() {
        new Population(new DemoRegion.Options(DemoRegion.Size.LILLE, 1, TODAY, Optional.empty(), Optional.empty()))
                .forEach(citizen -> {
                    citizens.add(citizen);
                    facts.add(MunicipalFacts.of(citizen));
                });
    }

    @Test
    void everyCodeIsKnownToTheBrokerUnderTheConceptTheTruthNames() throws Exception {
        Map<String, String> known = new HashMap<>();
        Map<?, ?> file = new Yaml().load(Files.readString(conf().resolve("concepts/fsiii.yaml")));
        ((Map<?, ?>) file.get("concepts")).forEach((concept, declared) -> {
            Map<?, ?> codes = (Map<?, ?>) ((Map<?, ?>) declared).get("codes");
            ((List<?>) codes.get("FSIII")).forEach(code -> known.put(String.valueOf(code), String.valueOf(concept)));
        });
        for (FsiiiTerm term : FsiiiTerm.values()) {
            for (Spelling spelling : Spelling.values()) {
                assertThat(known).containsEntry(term.code(spelling), term.concept());
            }
        }
    }

    @Test
    void everyTermStandsInSeveralSpellingsAndMergedTermsInOldAndNew() {
        Set<Spelling> spellings = facts.stream()
                .flatMap(f -> f.conditions().stream())
                .map(c -> c.code().spelling())
                .collect(Collectors.toSet());
        assertThat(spellings).containsExactlyInAnyOrder(Spelling.values());
        Set<FsiiiTerm> weight = facts.stream()
                .flatMap(f -> f.conditions().stream())
                .map(c -> c.code().term())
                .filter(term -> term.concept().equals("VAEGTPROBLEM"))
                .collect(Collectors.toSet());
        assertThat(weight).contains(FsiiiTerm.OVERVAEGT, FsiiiTerm.VAEGTPROBLEM);
        assertThat(facts.stream()
                        .flatMap(f -> f.services().stream())
                        .filter(s -> s.code().term() == FsiiiTerm.OPFOELGNING)
                        .map(CareService::paragraf)
                        .collect(Collectors.toSet()))
                .contains("SUL138", "SUL119", "SUL140");
    }

    @Test
    void functioningIsGradedAndNursingIsNot() {
        facts.stream().flatMap(f -> f.conditions().stream()).forEach(condition -> {
            boolean graded = condition.code().term().kind() == FsiiiTerm.Kind.FUNKTIONSEVNE;
            assertThat(condition.severity() != null).isEqualTo(graded);
        });
    }

    @Test
    void idsAreUniqueAndNothingLiesInTheFutureOrElsewhere() {
        Set<Long> conditions = new HashSet<>();
        Set<Long> services = new HashSet<>();
        Set<Long> measurements = new HashSet<>();
        for (MunicipalFacts f : facts) {
            f.conditions().forEach(c -> {
                assertThat(conditions.add(c.id())).isTrue();
                assertThat(c.registered().toLocalDate()).isBeforeOrEqualTo(TODAY);
                assertThat(CareSystem.of(c.kommunekode())).isPresent();
            });
            f.services().forEach(s -> {
                assertThat(services.add(s.id())).isTrue();
                assertThat(s.start()).isBeforeOrEqualTo(TODAY);
                assertThat(CareSystem.of(s.kommunekode())).isPresent();
            });
            f.measurements().forEach(m -> {
                assertThat(measurements.add(m.id())).isTrue();
                assertThat(m.time().toLocalDate()).isBeforeOrEqualTo(TODAY);
                assertThat(CareSystem.of(m.kommunekode())).isPresent();
            });
        }
    }

    @Test
    void everyMunicipalityHasOneRecord() {
        assertThat(CareSystem.NEXUS.municipalities())
                .hasSize(10)
                .contains(Municipality.RANDERS, Municipality.SAMSOE, Municipality.AARHUS, Municipality.SKIVE);
        assertThat(CareSystem.CURA.municipalities())
                .hasSize(9)
                .doesNotContainAnyElementsOf(CareSystem.NEXUS.municipalities());
    }

    @Test
    void sharesAreThoseOfTheLiterature() {
        double old = 0;
        double care = 0;
        double nursing = 0;
        double childYears = 0;
        double heights = 0;
        for (int i = 0; i < citizens.size(); i++) {
            Citizen citizen = citizens.get(i);
            if (citizen.age() >= 65) {
                old++;
                care += active(facts.get(i), Set.of("SEL83", "AELDRELOV"));
                nursing += active(facts.get(i), Set.of("SUL138"));
            }
            for (LocalDate day = citizen.historyFrom(); day.isBefore(citizen.presentTo()); day = day.plusYears(1)) {
                childYears += citizen.ageOn(day) <= 16 ? 1 : 0;
            }
            heights += facts.get(i).measurements().stream()
                    .filter(m -> m.by() == By.SUNDHEDSPLEJERSKE && m.item() == CareMeasurement.Item.HOEJDE)
                    .count();
        }
        assertThat(care / old).as("home care").isBetween(0.08, 0.18);
        assertThat(nursing / old).as("home nursing").isBetween(0.09, 0.19);
        assertThat(heights / childYears).as("measurements of a child and year").isBetween(0.55, 0.8);
    }

    private static int active(MunicipalFacts facts, Set<String> paragraphs) {
        return facts.services().stream().anyMatch(s -> s.end() == null && paragraphs.contains(s.paragraf())) ? 1 : 0;
    }

    @Test
    void skiveHasNothingOfOctoberAndOthersHave() {
        Gap gap = Gap.of(citizens.get(0).window());
        assertThat(gap).isEqualTo(new Gap(779, LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 31)));
        List<CareMeasurement> october = facts.stream()
                .flatMap(f -> f.measurements().stream())
                .filter(m -> gap.swallows(779, m.time().toLocalDate()))
                .toList();
        assertThat(october).isNotEmpty().noneMatch(m -> m.kommunekode() == 779);
    }

    private static Path conf() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("conf/sources"))) {
            here = here.getParent();
        }
        return here.resolve("conf");
    }
}

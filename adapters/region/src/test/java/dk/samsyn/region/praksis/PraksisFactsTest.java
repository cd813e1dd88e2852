package dk.samsyn.region.praksis;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Condition;
import dk.samsyn.region.people.NumberType;
import dk.samsyn.region.people.Population;
import dk.samsyn.region.praksis.PracticeChart.Analysis;
import dk.samsyn.region.praksis.PracticeChart.Contact;
import dk.samsyn.region.praksis.PracticeChart.ContactKind;
import dk.samsyn.region.praksis.PracticeChart.Patient;
import dk.samsyn.spi.DemoRegion.Options;
import dk.samsyn.spi.DemoRegion.Size;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How much general practice holds of the small region, and the imperfections of domain.md 5.4. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PraksisFactsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private final Population population = population(Optional.empty());

    private List<Citizen> citizens = List.of();
    private List<List<PracticeChart>> charts = List.of();

    private static Population population(Optional<String> except) {
        return new Population(new Options(Size.LILLE, 1, TODAY, except, Optional.empty()));
    }

    @BeforeAll
    void everybody() {
        citizens = IntStream.range(0, population.size())
                .mapToObj(population::citizen)
                .toList();
        charts = citizens.stream().map(PraksisFacts::of).toList();
    }

    private List<Contact> contacts() {
        return charts.stream()
                .flatMap(List::stream)
                .flatMap(c -> c.contacts().stream())
                .toList();
    }

    private List<Analysis> analyses(Predicate<Analysis> wanted) {
        return charts.stream()
                .flatMap(List::stream)
                .flatMap(c -> c.analyses().stream())
                .filter(wanted)
                .toList();
    }

    /** Charts of the citizens that are wanted, each citizen's together. */
    private List<List<PracticeChart>> chartsOf(Predicate<Citizen> wanted) {
        return IntStream.range(0, citizens.size())
                .filter(i -> wanted.test(citizens.get(i)))
                .mapToObj(charts::get)
                .toList();
    }

    @Test
    void aboutSevenContactsAYearHalfOfThemNotInPerson() {
        double years = citizens.stream()
                .mapToDouble(c -> ChronoUnit.DAYS.between(c.historyFrom(), c.presentTo()) / 365.25)
                .sum();
        long remote = contacts().stream()
                .filter(c -> c.kind() == ContactKind.TLF || c.kind() == ContactKind.EKONS)
                .count();
        assertThat(contacts().size() / years).isBetween(6.1, 8.6);
        assertThat((double) remote / contacts().size()).isBetween(0.45, 0.55);
    }

    @Test
    void twoPercentOfTheCodesThatCanBeMixedUpAre() {
        long right = 0;
        long wrong = 0;
        for (Citizen citizen : citizens) {
            for (Condition condition : citizen.course().conditions()) {
                if (List.of("T89", "T90", "R95", "R96").contains(condition.icpc())) {
                    if (Icpc.recorded(citizen, condition).equals(condition.icpc())) {
                        right++;
                    } else {
                        wrong++;
                    }
                }
            }
        }
        assertThat((double) wrong / (right + wrong)).isBetween(0.01, 0.035);
    }

    @Test
    void threePercentOfPressuresHaveNoTimeOfDayAndNoOtherResult() {
        List<Analysis> pressures = analyses(a -> a.test() == OfficeTest.SYSTOLIC);
        long dayOnly = pressures.stream().filter(a -> !a.exact()).count();
        assertThat((double) dayOnly / pressures.size()).isBetween(0.025, 0.036);
        assertThat(analyses(a -> !a.exact() && a.test() != OfficeTest.SYSTOLIC && a.test() != OfficeTest.DIASTOLIC))
                .isEmpty();
    }

    @Test
    void someAnswersOnSmokingAreOlderThanThreeYears() {
        long people = 0;
        long old = 0;
        for (List<PracticeChart> chart : chartsOf(c -> c.status().equals("01"))) {
            Optional<LocalDate> latest = chart.stream()
                    .flatMap(c -> c.captures().stream())
                    .filter(c -> c.form().equals(DataCapture.SMOKING))
                    .map(PracticeChart.Capture::date)
                    .max(LocalDate::compareTo);
            people += latest.isPresent() ? 1 : 0;
            old += latest.filter(d -> d.isBefore(TODAY.minusYears(3))).isPresent() ? 1 : 0;
        }
        assertThat((double) old / people).isBetween(0.05, 0.11);
    }

    @Test
    void oneSystemKeepsNoSamplingTimes() {
        for (PraksisVariant variant : PraksisVariant.values()) {
            assertThat(charts.stream()
                            .flatMap(List::stream)
                            .filter(c -> c.variant() == variant)
                            .flatMap(c -> c.analyses().stream())
                            .anyMatch(a -> a.sampled() != null))
                    .isEqualTo(variant != PraksisVariant.C);
        }
    }

    @Test
    void someAnswersOnLongTermSugarAreInPercent() {
        assertThat(analyses(a -> a.test() == OfficeTest.HBA1C_PERCENT))
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.number().doubleValue()).isBetween(4.0, 16.0));
    }

    @Test
    void whoChangedPracticeHasRowsInBoth() {
        List<List<PracticeChart>> both = chartsOf(c -> c.gps().size() == 2);
        assertThat(both).isNotEmpty().allMatch(c -> c.size() == 2);
        assertThat(both)
                .anyMatch(c -> c.stream().allMatch(chart -> chart.contacts().size() > 3));
        for (Citizen citizen : citizens) {
            if (citizen.gps().size() == 2) {
                for (PracticeChart chart : charts.get(citizen.index())) {
                    assertThat(chart.contacts())
                            .allMatch(k -> citizen.ydernrOn(k.time().toLocalDate())
                                    .orElse(citizen.homePractice().ydernr())
                                    .equals(chart.ydernr()));
                }
            }
        }
    }

    @Test
    void someRowsStandUnderAnOldNumber() {
        List<List<PracticeChart>> changed =
                chartsOf(c -> c.numbers().size() > 1 && c.numbers().get(1).type() == NumberType.CPR);
        assertThat(changed).isNotEmpty();
        List<Patient> patients = changed.stream()
                .flatMap(List::stream)
                .flatMap(c -> c.patients().stream())
                .toList();
        List<String> present = citizens.stream().map(Citizen::cpr).toList();
        assertThat(patients).anyMatch(p -> !present.contains(p.number()));
        assertThat(patients).anyMatch(p -> present.contains(p.number()));
    }

    @Test
    void everyRowBelongsToAPatientOfTheChart() {
        for (List<PracticeChart> citizen : charts) {
            for (PracticeChart chart : citizen) {
                List<Integer> numbers =
                        chart.patients().stream().map(Patient::lokalId).toList();
                assertThat(numbers).doesNotHaveDuplicates();
                assertThat(chart.contacts()).allMatch(k -> numbers.contains(k.lokalId()));
                assertThat(chart.diagnoses()).allMatch(k -> numbers.contains(k.lokalId()));
                assertThat(chart.analyses()).allMatch(k -> numbers.contains(k.lokalId()));
                assertThat(chart.captures()).allMatch(k -> numbers.contains(k.lokalId()));
            }
        }
    }

    @Test
    void theDeadMayStillBeOnAListAndGroupTwoIsOnNone() {
        assertThat(chartsOf(c -> c.died().isPresent()).stream()
                        .flatMap(List::stream)
                        .flatMap(c -> c.patients().stream()))
                .anyMatch(p -> p.from() != null && p.to() == null);
        assertThat(chartsOf(c -> c.sikringsgruppe() == 2).stream()
                        .flatMap(List::stream)
                        .flatMap(c -> c.patients().stream()))
                .isNotEmpty()
                .allMatch(p -> p.from() == null);
    }

    @Test
    void womenAtRiskHaveAPressureAndAnAnswerOnSmokingOfTheLastYear() {
        List<List<PracticeChart>> women = chartsOf(c -> c.role() == Citizen.Role.PILL_RISK);
        assertThat(women).hasSizeGreaterThanOrEqualTo(4).allSatisfy(chart -> {
            LocalDate since = TODAY.minusYears(1);
            assertThat(chart.stream().flatMap(c -> c.analyses().stream()))
                    .anyMatch(a -> a.test() == OfficeTest.SYSTOLIC
                            && a.time().toLocalDate().isAfter(since)
                            && a.number().intValue() >= 140);
            assertThat(chart.stream().flatMap(c -> c.captures().stream()))
                    .anyMatch(c ->
                            c.form().equals(DataCapture.SMOKING) && c.date().isAfter(since));
        });
    }

    @Test
    void theSameCitizenHasTheSameChartsWhoeverElseIsThere() {
        Population without = population(Optional.of(citizens.get(17).cpr()));
        for (int i = 0; i < 300; i++) {
            assertThat(PraksisFacts.of(without.citizen(i))).isEqualTo(charts.get(i));
        }
    }

    @Test
    void nothingHappensBeforeBirthOrAfterDeath() {
        for (Citizen citizen : citizens) {
            for (PracticeChart chart : charts.get(citizen.index())) {
                assertThat(chart.contacts())
                        .allMatch(k -> citizen.presentOn(k.time().toLocalDate()));
                assertThat(chart.captures()).allMatch(k -> citizen.presentOn(k.date()));
            }
        }
    }
}

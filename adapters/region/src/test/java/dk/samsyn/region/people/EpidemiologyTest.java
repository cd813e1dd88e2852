package dk.samsyn.region.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dk.samsyn.region.people.BloodTest.Analyte;
import dk.samsyn.region.people.Condition.Kind;
import dk.samsyn.spi.DemoRegion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Shares, clusters and volumes against domain.md 5.2 and 5.3, over every third citizen of the middle region. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EpidemiologyTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private final List<Citizen> people = new ArrayList<>();
    private double years;

    @BeforeAll
    void sample() {
        Population mellem = new Population(
                new DemoRegion.Options(DemoRegion.Size.MELLEM, 1, TODAY, Optional.empty(), Optional.empty()));
        for (int i = 0; i < mellem.size(); i += 3) {
            Citizen citizen = mellem.citizen(i);
            people.add(citizen);
            years += (citizen.presentTo().toEpochDay() - citizen.historyFrom().toEpochDay()) / 365.2425;
        }
    }

    @Test
    void diseasesHaveTheirShare() {
        assertThat(share(c -> c.course().diagnosed(Disease.DM).isPresent())).isCloseTo(0.053, within(0.005));
        assertThat(share(c -> c.course().diagnosed(Disease.KOL).isPresent())).isCloseTo(0.029, within(0.004));
        assertThat(share(c -> c.course().condition(Kind.IHD).isPresent())).isCloseTo(0.033, within(0.004));
        assertThat(share(c -> c.course().condition(Kind.HT).isPresent())).isCloseTo(0.158, within(0.012));
        assertThat(share(c -> c.course().statinSince().isPresent())).isCloseTo(0.113, within(0.01));
        assertThat(share(c -> c.course().smoking(TODAY) == Smoking.DAGLIGRYGER)).isCloseTo(0.103, within(0.01));
        assertThat(share(c -> c.course().obese())).isCloseTo(0.157, within(0.012));
    }

    @Test
    void diseasesCluster() {
        Predicate<Citizen> diabetes = c -> c.course().diagnosed(Disease.DM).isPresent() && c.age() >= 40;
        Predicate<Citizen> others = c -> c.course().diagnosed(Disease.DM).isEmpty() && c.age() >= 40;
        assertThat(odds(diabetes, c -> c.course().obese())
                        / odds(others, c -> c.course().obese()))
                .isBetween(2.5, 5.5);
        assertThat(odds(diabetes, c -> c.course().condition(Kind.HT).isPresent())
                        / odds(others, c -> c.course().condition(Kind.HT).isPresent()))
                .isBetween(3.0, 8.0);
        assertThat(share(diabetes, c -> c.course().statinSince().isPresent())).isBetween(0.55, 0.85);
        Predicate<Citizen> copd = c -> c.course().diagnosed(Disease.KOL).isPresent();
        assertThat(share(copd, c -> c.course().smoking(TODAY) != Smoking.ALDRIGRYGER))
                .isBetween(0.58, 0.78);
    }

    @Test
    void unknownDiseaseShowsInValuesAndInNoRecord() {
        Predicate<Citizen> unknown =
                c -> c.course().diabetes().filter(d -> !d.diagnosed()).isPresent();
        assertThat(share(unknown) / share(c -> c.course().diagnosed(Disease.DM).isPresent()))
                .isBetween(0.18, 0.34);
        people.stream().filter(unknown).forEach(c -> {
            Condition condition = c.course().diabetes().orElseThrow();
            assertThat(c.values().hba1c(TODAY)).isBetween(48.0, 70.0);
            assertThat(condition.sks() + condition.icpc()).isEmpty();
            assertThat(condition.inHospital() || condition.inPractice()).isFalse();
        });
        people.stream()
                .filter(c -> c.course().diabetes().isEmpty())
                .forEach(c -> assertThat(c.values().hba1c(TODAY)).isLessThan(48));
    }

    @Test
    void valuesAreDistributedAsDescribed() {
        Predicate<Citizen> type2 =
                c -> c.course().condition(Kind.DM2).filter(Condition::diagnosed).isPresent();
        List<Double> hba1c = people.stream()
                .filter(type2)
                .map(c -> c.values().hba1c(TODAY))
                .sorted()
                .toList();
        assertThat(hba1c.get(hba1c.size() / 2)).isCloseTo(50, within(4.0));
        assertThat(share(type2, c -> c.values().hba1c(TODAY) > 75)).isBetween(0.04, 0.12);
        assertThat(share(type2, c -> c.values().uacr(TODAY) >= 30)).isCloseTo(0.27, within(0.06));
        Predicate<Citizen> adults = c -> c.age() >= 18;
        assertThat(mean(adults, c -> c.values().systolic(TODAY))).isCloseTo(132, within(4.0));
        assertThat(mean(adults, c -> c.values().systolic(TODAY) - c.values().systolicHome(TODAY)))
                .isCloseTo(5, within(0.5));
        Predicate<Citizen> copd = c -> c.course().diagnosed(Disease.KOL).isPresent();
        assertThat(mean(copd, c -> c.values().fev1Pct(TODAY))).isCloseTo(62, within(4.0));
    }

    @Test
    void twoTestsInARowAgree() {
        // The correlation of two tests 180 days apart, among healthy adults.
        List<Citizen> adults = people.stream()
                .filter(c -> c.age() >= 18 && c.course().diabetes().isEmpty())
                .toList();
        double[] a = adults.stream().mapToDouble(c -> c.values().hba1c(TODAY)).toArray();
        double[] b = adults.stream()
                .mapToDouble(c -> c.values().hba1c(TODAY.minusDays(180)))
                .toArray();
        assertThat(correlation(a, b)).isBetween(0.6, 0.9);
    }

    @Test
    void volumesPerPersonAndYear() {
        assertThat(perYear(c -> c.care().visits().size())).isBetween(6.1, 8.6);
        assertThat(perYear(c -> c.care().bloodTests().size())).isCloseTo(1.8, within(0.15));
        assertThat(perYear(c -> c.care().bloodTests().stream()
                        .mapToInt(t -> t.analytes().size())
                        .sum()))
                .isBetween(11.5, 15.0);
        assertThat(perYear(c -> c.care().bloodTests().stream()
                        .filter(t -> t.analytes().contains(Analyte.HBA1C))
                        .count()))
                .isCloseTo(0.45, within(0.08));
        assertThat(perYear(c -> inWindow(c, HospitalContact.Form.INDLAEGGELSE))).isCloseTo(0.19, within(0.02));
        assertThat(perYear(c ->
                        inWindow(c, HospitalContact.Form.AMBULANT) + inWindow(c, HospitalContact.Form.AKUT_AMBULANT)))
                .isCloseTo(2.3, within(0.25));
    }

    @Test
    void admissionsNeverOverlapAndNothingHappensAfterTheLastDay() {
        for (Citizen citizen : people) {
            HospitalContact before = null;
            for (HospitalContact contact : citizen.care().admissions()) {
                if (before != null) {
                    assertThat(before.end()).isNotNull().isBefore(contact.start());
                }
                before = contact;
            }
            citizen.care().contacts().forEach(c -> assertThat(c.start().toLocalDate())
                    .isBeforeOrEqualTo(citizen.presentTo())
                    .isBefore(TODAY));
            citizen.care().visits().forEach(v -> assertThat(v.time().toLocalDate())
                    .isBeforeOrEqualTo(citizen.presentTo())
                    .isBefore(TODAY));
            citizen.care().bloodTests().forEach(t -> assertThat(t.taken().toLocalDate())
                    .isBeforeOrEqualTo(citizen.presentTo())
                    .isBefore(TODAY));
        }
    }

    @Test
    void everyPracticeHasOneToThreeWomenForThePillSearch() {
        for (DemoRegion.Size size : DemoRegion.Size.values()) {
            Population population =
                    new Population(new DemoRegion.Options(size, 3, TODAY, Optional.empty(), Optional.empty()));
            for (Practice practice : population.practices().subList(0, 4)) {
                int hits = 0;
                for (int i = practice.first(); i < practice.end(); i++) {
                    Citizen c = population.citizen(i);
                    if (c.role() == Citizen.Role.PILL_RISK) {
                        hits++;
                        assertThat(c.woman() && c.age() > 35 && c.status().equals("01"))
                                .isTrue();
                        assertThat(c.ydernrOn(TODAY)).hasValue(practice.ydernr());
                        assertThat(c.course().smoking(TODAY)).isEqualTo(Smoking.DAGLIGRYGER);
                        assertThat(c.course().combinedPill(TODAY)).isPresent();
                        assertThat(c.course().combinedPill(TODAY.minusDays(100)))
                                .isPresent();
                        for (int day = 0; day < 400; day += 37) {
                            assertThat(c.values().systolic(TODAY.minusDays(day)))
                                    .isGreaterThanOrEqualTo(140);
                            assertThat(c.values().systolicHome(TODAY.minusDays(day)))
                                    .isGreaterThanOrEqualTo(135);
                            assertThat(c.values().totalCholesterol(TODAY.minusDays(day)))
                                    .isGreaterThanOrEqualTo(5.0);
                        }
                        assertThat(c.care().bloodTests())
                                .anyMatch(t -> t.analytes().contains(Analyte.TOTKOL));
                    }
                }
                assertThat(hits).isBetween(1, 3);
            }
        }
    }

    @Test
    void cysticFibrosisWithDiabetesIsRareButThere() {
        Population lille = new Population(
                new DemoRegion.Options(DemoRegion.Size.LILLE, 1, TODAY, Optional.empty(), Optional.empty()));
        List<Citizen> cf = new ArrayList<>();
        lille.forEach(c -> {
            if (c.course().condition(Kind.CF).isPresent()) {
                cf.add(c);
            }
        });
        assertThat(cf).hasSize(6);
        assertThat(cf.stream().filter(c -> c.course().diabetes().isPresent())).hasSize(3);
    }

    private double share(Predicate<Citizen> of) {
        return share(c -> true, of);
    }

    private double share(Predicate<Citizen> among, Predicate<Citizen> of) {
        List<Citizen> group = people.stream().filter(among).toList();
        return group.stream().filter(of).count() / (double) group.size();
    }

    private double odds(Predicate<Citizen> among, Predicate<Citizen> of) {
        double share = share(among, of);
        return share / (1 - share);
    }

    private double mean(Predicate<Citizen> among, ToDoubleFunction<Citizen> of) {
        return people.stream().filter(among).mapToDouble(of).average().orElseThrow();
    }

    private double perYear(ToDoubleFunction<Citizen> of) {
        return people.stream().mapToDouble(of).sum() / years;
    }

    private static long inWindow(Citizen citizen, HospitalContact.Form form) {
        return citizen.care().contacts().stream()
                .filter(c -> c.form() == form && !c.start().toLocalDate().isBefore(citizen.historyFrom()))
                .count();
    }

    private static double correlation(double[] a, double[] b) {
        double ma = java.util.Arrays.stream(a).average().orElseThrow();
        double mb = java.util.Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - ma) * (b[i] - mb);
            aa += (a[i] - ma) * (a[i] - ma);
            bb += (b[i] - mb) * (b[i] - mb);
        }
        return ab / Math.sqrt(aa * bb);
    }
}

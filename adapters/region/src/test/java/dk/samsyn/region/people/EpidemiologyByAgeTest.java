package dk.samsyn.region.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dk.samsyn.region.people.BloodTest.Analyte;
import dk.samsyn.region.people.Condition.Kind;
import dk.samsyn.spi.DemoRegion;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of domain.md 5.2 and 5.3 cell by cell, over every third citizen of the middle region. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EpidemiologyByAgeTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final int[] BANDS = {0, 18, 40, 50, 60, 70, 80, 200};

    private static final Map<String, Predicate<Citizen>> HAS = Map.of(
            "diabetes", c -> c.course().diagnosed(Disease.DM).isPresent(),
            "KOL", c -> c.course().diagnosed(Disease.KOL).isPresent(),
            "IHD", c -> c.course().condition(Kind.IHD).isPresent(),
            "hypertension", c -> c.course().condition(Kind.HT).isPresent(),
            "statin", c -> c.course().statinSince().isPresent(),
            "smoking", c -> c.course().smoking(TODAY) == Smoking.DAGLIGRYGER,
            "obesity", c -> c.course().obese());

    private final List<Citizen> people = new ArrayList<>();

    @BeforeAll
    void sample() {
        Population mellem = new Population(
                new DemoRegion.Options(DemoRegion.Size.MELLEM, 1, TODAY, Optional.empty(), Optional.empty()));
        for (int i = 1; i < mellem.size(); i += 3) {
            people.add(mellem.citizen(i));
        }
    }

    @ParameterizedTest(name = "{0} to {1} years: {2} %")
    @CsvSource({
        "0, 17, 20.3",
        "18, 29, 17.0",
        "30, 39, 12.5",
        "40, 49, 12.0",
        "50, 59, 13.3",
        "60, 69, 11.3",
        "70, 79, 8.9",
        "80, 200, 4.7"
    })
    void agesAreTheRegions(int from, int to, double percent) {
        assertThat(100 * share(c -> true, c -> age(c) >= from && age(c) <= to)).isCloseTo(percent, within(0.8));
    }

    /** Per cent at 0-17, 18-39, 40-49, 50-59, 60-69, 70-79 and 80+; men's prevalence over women's. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "diabetes,     0.25, 0.9,  3.0,  6.8, 12.5, 17.0, 17.0, 1.3",
        "KOL,          0,    0.1,  0.7,  2.8,  7.0, 11.5, 12.5, 0.95",
        "IHD,          0,    0.1,  0.7,  2.9,  7.0, 13.0, 18.0, 1.9",
        "hypertension, 0,    1.5,  8,   20,   37,   52,   58,   1.0",
        "statin,       0,    0.5,  4,   13,   30,   43,   40,   1.2",
        "smoking,      0,   10,   13,   17,   16,   11,    6,   1.1",
        "obesity,      5,   14,   20,   23,   22,   18,   12,   1.0"
    })
    void everyAgeAndSexHasItsShare(
            String what, double a, double b, double c, double d, double e, double f, double g, double menToWomen) {
        double[] percent = {a, b, c, d, e, f, g};
        for (int band = 0; band < percent.length; band++) {
            int from = BANDS[band];
            int to = BANDS[band + 1];
            List<Citizen> of =
                    people.stream().filter(p -> age(p) >= from && age(p) < to).toList();
            double expected = percent[band] / 100;
            // Four standard errors of the sample, and the tenth by which the table itself is rounded.
            double tolerance = 4 * Math.sqrt(expected * (1 - expected) / of.size()) + 0.1 * expected + 0.001;
            double found =
                    of.stream().filter(HAS.getOrDefault(what, p -> false)).count() / (double) of.size();
            assertThat(found).as("%s at %d to %d", what, from, to - 1).isCloseTo(expected, within(tolerance));
        }
        Predicate<Citizen> grown = p -> age(p) >= 40 && age(p) < 80;
        Predicate<Citizen> has = HAS.getOrDefault(what, p -> false);
        double ratio = share(grown.and(p -> !p.woman()), has) / share(grown.and(Citizen::woman), has);
        assertThat(ratio).as("men to women").isCloseTo(menToWomen, within(0.2 * menToWomen));
    }

    @Test
    void kolGoesWithHeartDiseaseAndHalfOfItIsUnknown() {
        Predicate<Citizen> grown = c -> age(c) >= 50;
        Predicate<Citizen> copd = c -> c.course().diagnosed(Disease.KOL).isPresent();
        Predicate<Citizen> heart = c -> c.course().condition(Kind.IHD).isPresent();
        double odds = odds(grown.and(copd), heart) / odds(grown.and(copd.negate()), heart);
        assertThat(odds).as("odds ratio of heart disease").isBetween(1.7, 3.8);
        double unknown = share(
                c -> true, c -> c.course().copd().filter(k -> !k.diagnosed()).isPresent());
        assertThat(unknown / (unknown + share(c -> true, copd))).isBetween(0.38, 0.56);
    }

    @Test
    void valuesHaveTheirMeansAndSpreads() {
        Predicate<Citizen> adult = c -> age(c) >= 18;
        Predicate<Citizen> healthy = adult.and(c -> c.course().diabetes().isEmpty());
        assertThat(mean(healthy, c -> c.values().hba1c(TODAY))).isCloseTo(36, within(1.0));
        assertThat(deviation(healthy, c -> c.values().hba1c(TODAY))).isCloseTo(4, within(0.6));
        Predicate<Citizen> type1 = c -> c.course().condition(Kind.DM1).isPresent();
        assertThat(mean(type1, c -> c.values().hba1c(TODAY))).isCloseTo(62, within(6.0));
        assertThat(deviation(type1, c -> c.values().hba1c(TODAY))).isCloseTo(14, within(4.0));
        List<Double> type2 = sorted(
                c -> c.course().condition(Kind.DM2).filter(Condition::diagnosed).isPresent(),
                c -> c.values().hba1c(TODAY));
        assertThat(type2.get(type2.size() / 4)).as("first quartile").isCloseTo(44, within(3.0));
        assertThat(type2.get(3 * type2.size() / 4)).as("third quartile").isCloseTo(58, within(4.0));

        Predicate<Citizen> statin = c -> c.course()
                .statinSince()
                .filter(d -> d.isBefore(TODAY.minusDays(60)))
                .isPresent();
        assertThat(mean(adult.and(statin), c -> c.values().ldl(TODAY))).isCloseTo(2.0, within(0.2));
        Predicate<Citizen> untreated =
                healthy.and(c -> c.course().condition(Kind.LIPID).isEmpty());
        assertThat(mean(untreated, c -> c.values().ldl(TODAY))).isCloseTo(3.1, within(0.15));
        assertThat(deviation(untreated, c -> c.values().ldl(TODAY))).isCloseTo(0.9, within(0.15));

        assertThat(mean(adult, c -> c.values().diastolic(TODAY))).isCloseTo(79, within(1.5));
        Predicate<Citizen> old = c -> age(c) >= 55 && age(c) < 75;
        Predicate<Citizen> dm2 = c -> c.course().condition(Kind.DM2).isPresent();
        assertThat(mean(old.and(dm2), c -> c.values().systolic(TODAY))
                        - mean(old.and(dm2.negate()), c -> c.values().systolic(TODAY)))
                .as("systolic pressure with type 2")
                .isCloseTo(6, within(2.0));
        assertThat(deviation(
                        adult, c -> c.values().systolicHome(TODAY) - c.values().systolic(TODAY)))
                .as("scatter of the living room")
                .isBetween(4.0, 8.0);

        List<Double> albumin = sorted(adult, c -> c.values().uacr(TODAY));
        assertThat(albumin.get(albumin.size() / 2)).isCloseTo(12, within(1.5));
        assertThat(share(c -> age(c) < 40 && age(c) >= 18, c -> c.values().egfr(TODAY) > 90))
                .as("printed as more than 90")
                .isGreaterThan(0.7);
        Predicate<Citizen> copd =
                c -> c.course().copd().filter(k -> k.on(TODAY.minusYears(5))).isPresent();
        assertThat(mean(
                        copd,
                        c -> c.values().fev1(TODAY.minusYears(5)) - c.values().fev1(TODAY)))
                .as("litres lost in five years")
                .isBetween(0.12, 0.35);
    }

    @Test
    void careHasItsVolumes() {
        double years = people.stream().mapToDouble(EpidemiologyByAgeTest::years).sum();
        double inPerson = people.stream()
                .flatMap(c -> c.care().visits().stream())
                .filter(v -> v.form() == PracticeVisit.Form.KONSULTATION || v.form() == PracticeVisit.Form.HJEMMEBESOEG)
                .count();
        assertThat(inPerson / years).as("face to face with the doctor").isBetween(2.7, 3.9);

        Predicate<Citizen> diabetic = c -> c.course().diagnosed(Disease.DM).isPresent();
        double withDisease = people.stream()
                .filter(diabetic)
                .mapToDouble(c -> years(knownFrom(c), c.presentTo()))
                .sum();
        double sugar = people.stream()
                .filter(diabetic)
                .mapToLong(c -> c.care().bloodTests().stream()
                        .filter(t -> t.analytes().contains(Analyte.HBA1C))
                        .filter(t -> !t.taken().toLocalDate().isBefore(knownFrom(c)))
                        .count())
                .sum();
        assertThat(sugar / withDisease).as("HbA1c of diabetics").isBetween(1.9, 2.9);

        Predicate<Citizen> old = c -> age(c) >= 82;
        double oldYears = people.stream()
                .filter(old)
                .mapToDouble(EpidemiologyByAgeTest::years)
                .sum();
        double admissions = people.stream()
                .filter(old)
                .mapToDouble(c -> admissions(c).size())
                .sum();
        assertThat(admissions / oldYears).as("admissions at 80 and more").isBetween(0.5, 0.8);
    }

    @Test
    void admissionsAreAcuteShortAndSometimesComeAgain() {
        List<HospitalContact> all =
                people.stream().flatMap(c -> admissions(c).stream()).toList();
        assertThat(all.stream().filter(HospitalContact::acute).count() / (double) all.size())
                .isCloseTo(0.70, within(0.04));
        assertThat(all.stream()
                        .filter(a -> a.end() != null)
                        .mapToDouble(a -> Duration.between(a.start(), a.end()).toHours() / 24.0)
                        .average()
                        .orElse(0))
                .as("mean stay in days")
                .isCloseTo(3.2, within(0.4));
        assertThat(readmitted(c -> true, a -> true)).as("again within 30 days").isBetween(0.08, 0.15);
        assertThat(readmitted(c -> c.course().diagnosed(Disease.KOL).isPresent(), a -> a.sks()
                        .startsWith("DJ44")))
                .as("again within 30 days after KOL")
                .isBetween(0.11, 0.25);
    }

    private double readmitted(Predicate<Citizen> among, Predicate<HospitalContact> first) {
        int discharges = 0;
        int again = 0;
        for (Citizen citizen : people) {
            List<HospitalContact> stays = among.test(citizen) ? admissions(citizen) : List.of();
            for (int i = 0; i + 1 <= stays.size(); i++) {
                HospitalContact stay = stays.get(i);
                if (stay.end() == null
                        || !first.test(stay)
                        || stay.end().toLocalDate().isAfter(TODAY.minusDays(31))) {
                    continue;
                }
                discharges++;
                boolean soon = i + 1 < stays.size()
                        && stays.get(i + 1).acute()
                        && stays.get(i + 1).start().isBefore(stay.end().plusDays(30));
                again += soon ? 1 : 0;
            }
        }
        return again / (double) discharges;
    }

    private static List<HospitalContact> admissions(Citizen citizen) {
        return citizen.care().admissions().stream()
                .filter(a -> !a.start().toLocalDate().isBefore(citizen.historyFrom()))
                .toList();
    }

    private static double years(Citizen citizen) {
        return years(citizen.historyFrom(), citizen.presentTo());
    }

    private static double years(LocalDate from, LocalDate to) {
        return Math.max(0, to.toEpochDay() - from.toEpochDay()) / 365.2425;
    }

    /** The first day of the history on which somebody knew of the diabetes. */
    private static LocalDate knownFrom(Citizen citizen) {
        LocalDate onset = citizen.course().diabetes().orElseThrow().onset();
        return onset.isAfter(citizen.historyFrom()) ? onset : citizen.historyFrom();
    }

    private static int age(Citizen citizen) {
        return citizen.ageOn(TODAY);
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

    private double deviation(Predicate<Citizen> among, ToDoubleFunction<Citizen> of) {
        double mean = mean(among, of);
        return Math.sqrt(mean(among, c -> Math.pow(of.applyAsDouble(c) - mean, 2)));
    }

    private List<Double> sorted(Predicate<Citizen> among, ToDoubleFunction<Citizen> of) {
        return people.stream().filter(among).map(of::applyAsDouble).sorted().toList();
    }
}

package dk.samsyn.region.ddv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dk.samsyn.region.ddv.DdvFacts.Vaccination;
import dk.samsyn.region.ddv.DdvFacts.Vaccine;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Population;
import dk.samsyn.spi.DemoRegion;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Volumes of domain.md 5.3 in the small region. */
class DdvFactsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Population POPULATION =
            new Population(new DemoRegion.Options(DemoRegion.Size.LILLE, 1, TODAY, Optional.empty(), Optional.empty()));
    private static final List<Citizen> PEOPLE =
            IntStream.range(0, POPULATION.size()).mapToObj(POPULATION::citizen).toList();

    @Test
    void citizensAreVaccinatedSevenTimesInTenYears() {
        double years = PEOPLE.stream()
                .mapToDouble(c -> (c.presentTo().toEpochDay() - c.historyFrom().toEpochDay()) / 365.2425)
                .sum();
        double given = PEOPLE.stream().mapToInt(c -> DdvFacts.of(c).size()).sum();
        assertThat(given / years).isCloseTo(0.7, within(0.07));
    }

    @Test
    void threeOfFourElderlyWereVaccinatedAgainstInfluenzaLastAutumn() {
        LocalDate autumn = LocalDate.of(2025, 10, 1);
        List<Citizen> old = PEOPLE.stream()
                .filter(c -> c.ageOn(autumn) >= 65 && c.presentOn(autumn) && c.presentOn(autumn.plusDays(90)))
                .toList();
        long vaccinated = old.stream()
                .filter(c -> DdvFacts.of(c).stream().anyMatch(DdvFactsTest::influenzaOf2025))
                .count();
        assertThat(vaccinated / (double) old.size()).isBetween(0.74, 0.82);
    }

    private static boolean influenzaOf2025(Vaccination vaccination) {
        return vaccination.vaccine() == Vaccine.INFLUENZA && vaccination.given().getYear() == 2025;
    }
}

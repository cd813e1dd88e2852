package dk.samsyn.region.epj;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.region.epj.Measurement.Item;
import dk.samsyn.region.people.Population;
import dk.samsyn.spi.DemoRegion;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Imperfections of domain.md 5.4 in the hospital record of the small region. */
class EpjFactsTest {
    private static final Population POPULATION = new Population(new DemoRegion.Options(
            DemoRegion.Size.LILLE, 1, LocalDate.of(2026, 11, 23), Optional.empty(), Optional.empty()));
    private static final List<EpjFacts> FACTS = IntStream.range(0, POPULATION.size())
            .mapToObj(i -> EpjFacts.of(POPULATION.citizen(i)))
            .toList();

    @Test
    void onePercentHasNoActionDiagnosis() {
        List<EpjContact> contacts =
                FACTS.stream().flatMap(f -> f.contacts().stream()).toList();
        long missing = contacts.stream().filter(c -> c.mainCode() == null).count();
        assertThat(missing / (double) contacts.size()).isBetween(0.007, 0.013);
        assertThat(contacts)
                .as("empty, and left out altogether")
                .anyMatch(c -> c.packed().startsWith("A:#"))
                .anyMatch(c -> c.packed().startsWith("B:"));
    }

    @Test
    void threePercentOfPressuresHaveNoHour() {
        List<Measurement> pressures = FACTS.stream()
                .flatMap(f -> f.measurements().stream())
                .filter(m -> m.item() == Item.SYSTOLISK)
                .toList();
        long timeless = pressures.stream().filter(m -> !m.timed()).count();
        assertThat(timeless / (double) pressures.size()).isBetween(0.022, 0.038);
    }

    @Test
    void bothRegistersAndBothSpellingsOfSaturationOccur() {
        assertThat(FACTS.stream().flatMap(f -> f.contacts().stream()))
                .anyMatch(EpjContact::lpr3)
                .anyMatch(c -> !c.lpr3());
        assertThat(FACTS.stream().flatMap(f -> f.measurements().stream()).map(Measurement::item))
                .contains(Item.SPO2_ANDEL, Item.SPO2_PROCENT, Item.HOEJDE);
    }
}

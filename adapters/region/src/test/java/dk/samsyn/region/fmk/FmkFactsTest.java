package dk.samsyn.region.fmk;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.region.fmk.FmkFacts.Handover;
import dk.samsyn.region.fmk.FmkFacts.Ordination;
import dk.samsyn.region.fmk.FmkFacts.Warrant;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Population;
import dk.samsyn.spi.DemoRegion;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FmkFactsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Population POPULATION =
            new Population(new DemoRegion.Options(DemoRegion.Size.LILLE, 1, TODAY, Optional.empty(), Optional.empty()));

    private static final List<Citizen> PEOPLE =
            IntStream.range(0, POPULATION.size()).mapToObj(POPULATION::citizen).toList();

    @Test
    void theSameCitizenHasTheSameCard() {
        Citizen again = POPULATION.citizen(17);
        assertThat(FmkFacts.of(again)).isEqualTo(FmkFacts.of(PEOPLE.get(17)));
    }

    @Test
    void volumesArePlausible() {
        long handovers = 0;
        int anyInAYear = 0;
        LocalDate aYearAgo = TODAY.minusYears(1);
        for (Citizen citizen : PEOPLE) {
            List<Handover> all = handovers(FmkFacts.of(citizen));
            handovers += all.size();
            boolean any = all.stream().anyMatch(h -> h.time().toLocalDate().isAfter(aYearAgo));
            anyInAYear += any ? 1 : 0;
        }
        assertThat(handovers / (double) PEOPLE.size() / FmkFacts.YEARS_KEPT).isBetween(8.0, 14.0);
        assertThat(anyInAYear / (double) PEOPLE.size()).isBetween(0.6, 0.8);
    }

    @Test
    void theOldGetMoreThanTwiceAsMuch() {
        List<Citizen> old = PEOPLE.stream()
                .filter(c -> c.ageOn(TODAY) >= 72 && c.presentTo().equals(TODAY))
                .toList();
        long handovers =
                old.stream().mapToLong(c -> handovers(FmkFacts.of(c)).size()).sum();
        assertThat(handovers / (double) old.size() / FmkFacts.YEARS_KEPT).isBetween(20.0, 31.0);
    }

    @Test
    void imperfectionsHaveTheirShares() {
        long all = 0;
        long freeText = 0;
        for (Citizen citizen : PEOPLE) {
            List<Ordination> shown = FmkFacts.of(citizen).ordinations();
            all += shown.size();
            freeText += shown.stream().filter(Ordination::freeText).count();
        }
        long hidden = PEOPLE.stream().filter(c -> FmkFacts.of(c).hidden()).count();
        assertThat(freeText / (double) all).isBetween(0.11, 0.13);
        assertThat(hidden / (double) PEOPLE.size()).isBetween(0.03, 0.16);
    }

    @Test
    void nothingIsOlderThanFmkKeepsNorInTheFuture() {
        for (Citizen citizen : PEOPLE) {
            FmkFacts facts = FmkFacts.of(citizen);
            assertThat(facts.ordinations()).allSatisfy(ordination -> {
                assertThat(ordination.start()).isBeforeOrEqualTo(TODAY);
                LocalDate end = ordination.end();
                if (end != null) {
                    assertThat(end).isAfterOrEqualTo(TODAY.minusYears(2));
                }
            });
            assertThat(handovers(facts))
                    .allSatisfy(handover -> assertThat(handover.time().toLocalDate())
                            .isBetween(TODAY.minusYears(2), TODAY.minusDays(1)));
        }
    }

    @Test
    void idsAreUnique() {
        Set<Long> ordinations = new HashSet<>();
        Set<String> prescriptions = new HashSet<>();
        for (Citizen citizen : PEOPLE) {
            for (Ordination ordination : FmkFacts.of(citizen).ordinations()) {
                assertThat(ordinations.add(ordination.id())).isTrue();
                for (Warrant warrant : ordination.warrants()) {
                    assertThat(prescriptions.add("w" + warrant.id())).isTrue();
                    warrant.handovers().forEach(handover -> assertThat(prescriptions.add("h" + handover.id()))
                            .isTrue());
                }
            }
        }
    }

    @Test
    void thePillOfTheStoryIsShownAndCurrent() {
        assertThat(PEOPLE.stream().filter(c -> c.role() == Citizen.Role.PILL_RISK))
                .isNotEmpty()
                .allSatisfy(citizen -> assertThat(FmkFacts.of(citizen).ordinations())
                        .anySatisfy(ordination -> {
                            assertThat(ordination.atc()).startsWith("G03");
                            assertThat(ordination.end()).isNull();
                            assertThat(ordination.paused()).isFalse();
                        }));
    }

    @Test
    void prescriptionsComeFromPracticesHospitalsAndTheOutOfHoursService() {
        Set<String> kinds = new HashSet<>();
        for (Citizen citizen : PEOPLE.subList(0, 500)) {
            FmkFacts.of(citizen).ordinations().stream()
                    .flatMap(ordination -> ordination.warrants().stream())
                    .map(warrant -> warrant.by().equals(Issuer.VAGTLAEGE)
                            ? "vagtlaege"
                            : warrant.by().source())
                    .forEach(kinds::add);
        }
        assertThat(kinds).containsExactlyInAnyOrder("Yder", "SKS", "vagtlaege");
    }

    private static List<Handover> handovers(FmkFacts facts) {
        return facts.ordinations().stream()
                .flatMap(ordination -> ordination.warrants().stream())
                .flatMap(warrant -> warrant.handovers().stream())
                .toList();
    }
}

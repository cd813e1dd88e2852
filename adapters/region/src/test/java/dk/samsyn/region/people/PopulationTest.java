package dk.samsyn.region.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.spi.DemoRegion;
import dk.samsyn.spi.PersonFormat;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PopulationTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private static Population population(DemoRegion.Size size, long seed, Optional<String> except) {
        return new Population(new DemoRegion.Options(size, seed, TODAY, except, Optional.empty()));
    }

    private final Population lille = population(DemoRegion.Size.LILLE, 1, Optional.empty());

    @Test
    void noNumberIsOneThatCouldHaveBeenIssued() {
        Set<String> seen = new HashSet<>();
        lille.forEach(citizen -> {
            for (PersonNumber number : citizen.numbers()) {
                assertThat(seen.add(number.value())).as("unique").isTrue();
                assertThat(number.value()).hasSize(10);
                if (number.type() == NumberType.CPR) {
                    assertThat(CprNumbers.remainder(number.value())).isNotZero();
                    assertThat(number.value()).startsWith(CprNumbers.day(citizen.born()));
                }
            }
            assertThat(citizen.born().getDayOfYear()).as("never 1 January").isNotEqualTo(1);
            char seventh = citizen.cpr().charAt(6);
            assertThat(citizen.born().getYear() < 2000).as("century").isEqualTo(seventh < '4');
            assertThat((citizen.cpr().charAt(9) - '0') % 2 == 0).as("sex").isEqualTo(citizen.woman());
        });
    }

    @Test
    void everyNumberInAnySpellingFindsItsPerson() {
        lille.forEach(citizen -> citizen.numbers().forEach(number -> {
            assertThat(lille.indexOf(number.value())).hasValue(citizen.index());
            assertThat(lille.indexOf(PersonFormat.HYPHEN.write(number.value()))).hasValue(citizen.index());
        }));
        assertThat(lille.indexOf("0102030405")).isEmpty();
        assertThat(lille.indexOf("9999999999")).isEmpty();
        assertThat(lille.indexOf("nonsense")).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSamePeopleAndAnotherSeedOthers() {
        Population again = population(DemoRegion.Size.LILLE, 1, Optional.empty());
        Population other = population(DemoRegion.Size.LILLE, 2, Optional.empty());
        int same = 0;
        for (int i = 0; i < lille.size(); i += 7) {
            assertThat(again.citizen(i).cpr()).isEqualTo(lille.citizen(i).cpr());
            assertThat(again.citizen(i).course().conditions())
                    .isEqualTo(lille.citizen(i).course().conditions());
            assertThat(again.citizen(i).care()).isEqualTo(lille.citizen(i).care());
            same += other.citizen(i).cpr().equals(lille.citizen(i).cpr()) ? 1 : 0;
        }
        assertThat(same).isLessThan(10);
    }

    @Test
    void numbersAreHandedOnAndNothingElseChanges() {
        List<Integer> circle = List.of(17, 1234, 5000);
        Population changed = new Population(new DemoRegion.Options(
                DemoRegion.Size.LILLE,
                1,
                TODAY,
                Optional.empty(),
                Optional.empty(),
                circle.stream().map(i -> lille.citizen(i).cpr()).toList()));
        for (int i = 0; i < circle.size(); i++) {
            Citizen citizen = changed.citizen(circle.get(i));
            Citizen next = lille.citizen(circle.get((i + 1) % circle.size()));
            assertThat(citizen.numbers()).isEqualTo(next.numbers());
            assertThat(changed.indexOf(next.cpr())).hasValue(citizen.index());
            assertThat(citizen.care()).isEqualTo(lille.citizen(citizen.index()).care());
            assertThat(citizen.name()).isEqualTo(lille.citizen(citizen.index()).name());
        }
        assertThat(changed.citizen(18).numbers()).isEqualTo(lille.citizen(18).numbers());
    }

    @Test
    void theOneLeftOutIsUnknownAndTheOthersKeepTheirPlaces() {
        String cpr = lille.citizen(1234).cpr();
        Population without = population(DemoRegion.Size.LILLE, 1, Optional.of(PersonFormat.HYPHEN.write(cpr)));
        assertThat(without.indexOf(cpr)).isEmpty();
        assertThat(without.present(1234)).isFalse();
        Set<String> rest = new HashSet<>();
        without.forEach(c -> rest.add(c.cpr()));
        assertThat(rest).hasSize(lille.size() - 1).doesNotContain(cpr);
        assertThat(without.citizen(1235).care()).isEqualTo(lille.citizen(1235).care());
    }

    @Test
    void everyMunicipalityHasCitizensAndSamsoeFew() {
        Map<Integer, Integer> count = new TreeMap<>();
        lille.forEach(c -> count.merge(c.kommunekode(), 1, Integer::sum));
        for (Municipality municipality : Municipality.values()) {
            assertThat(count).containsKey(municipality.code());
        }
        assertThat(count.get(741)).isBetween(150, 320);
        assertThat(count.get(730)).isGreaterThan(2_000);
        assertThat(count.get(751)).isGreaterThan(1_500);
        assertThat(lille.practices().stream().map(Practice::ydernr))
                .containsExactly("099001", "099002", "099003", "099004");
    }

    @Test
    void imperfectionsHaveTheirShare() {
        Population mellem = population(DemoRegion.Size.MELLEM, 1, Optional.empty());
        Map<String, Integer> count = new TreeMap<>();
        mellem.forEach(c -> {
            boolean changed = c.numbers().size() > 1 && c.numbers().get(1).type() == NumberType.CPR;
            add(count, "changed", changed);
            add(count, "replacement", c.numbers().size() > 1 && !changed);
            add(count, "group two", c.sikringsgruppe() == 2);
            add(
                    count,
                    "dead on a list",
                    c.died().isPresent() && c.ydernrOn(TODAY).isPresent());
            add(count, "protected", c.addressProtected());
            add(
                    count,
                    "moved over the border",
                    c.addresses().stream()
                                    .anyMatch(a ->
                                            Municipality.ofCode(a.kommunekode()).code() != a.kommunekode())
                            || c.status().equals("80"));
        });
        assertShare(count, "changed", 0.002);
        assertShare(count, "replacement", 0.003);
        assertShare(count, "group two", 0.003);
        assertShare(count, "dead on a list", 0.002);
        assertShare(count, "protected", 0.01);
        assertShare(count, "moved over the border", 0.015);
    }

    @Test
    void aHugeRegionNeedsNoMemoryOfItsPeople() {
        Population stor = population(DemoRegion.Size.STOR, 1, Optional.empty());
        for (int i = 0; i < stor.size(); i += 9_973) {
            Citizen citizen = stor.citizen(i);
            assertThat(stor.indexOf(citizen.cpr())).hasValue(i);
            assertThat(i)
                    .isBetween(
                            citizen.homePractice().first(),
                            citizen.homePractice().end() - 1);
        }
        assertThatThrownBy(() -> stor.citizen(stor.size())).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aShuffleCanBeUndone() {
        for (int size : new int[] {1, 2, 7, 6_400, 65_537}) {
            Permutation permutation = new Permutation(size, 5);
            Set<Integer> seen = new HashSet<>();
            for (int i = 0; i < size; i++) {
                seen.add(permutation.apply(i));
                assertThat(permutation.invert(permutation.apply(i))).isEqualTo(i);
            }
            assertThat(seen).hasSize(size);
        }
    }

    private static void add(Map<String, Integer> count, String name, boolean yes) {
        count.merge(name, yes ? 1 : 0, Integer::sum);
    }

    private static void assertShare(Map<String, Integer> count, String name, double share) {
        assertThat(count.get(name) / 64_000.0).as(name).isBetween(share * 0.75, share * 1.3);
    }
}

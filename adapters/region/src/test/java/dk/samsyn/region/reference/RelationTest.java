package dk.samsyn.region.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.HospitalContact;
import dk.samsyn.region.people.Population;
import dk.samsyn.spi.DemoRegion;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelationTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private final Population lille =
            new Population(new DemoRegion.Options(DemoRegion.Size.LILLE, 1, TODAY, Optional.empty(), Optional.empty()));

    private static Optional<HospitalContact> last(Citizen citizen, String hospital) {
        return citizen.care().contacts().stream()
                .filter(contact -> contact.department().startsWith(hospital))
                .max(Comparator.comparingInt(HospitalContact::number));
    }

    @Test
    void everyGradeOccursAndSaysWhatItRestsOn() {
        Map<String, Integer> hospitals = new HashMap<>();
        Map<String, Integer> others = new HashMap<>();
        lille.forEach(citizen -> {
            for (Relation relation : Relation.of(citizen)) {
                boolean hospital = List.of("lpr3", "henvisning", "opslag").contains(relation.basis());
                (hospital ? hospitals : others).merge(relation.grade(), 1, Integer::sum);
                if (hospital) {
                    assertThat(relation.grade()).isEqualTo(grade(relation, last(citizen, relation.orgId())));
                }
            }
        });

        assertThat(hospitals).containsOnlyKeys("A+", "A", "B+", "C", "D", "E");
        assertThat(others).containsOnlyKeys("A", "B");
        assertThat(hospitals.values()).as("%s", hospitals).allMatch(count -> count >= 5);
    }

    private static String grade(Relation relation, Optional<HospitalContact> contact) {
        if (contact.isEmpty()) {
            return relation.basis().equals("henvisning") ? "D" : "E";
        }
        LocalDate end =
                contact.get().end() == null ? TODAY : contact.get().end().toLocalDate();
        long days = TODAY.toEpochDay() - end.toEpochDay();
        return days <= 0 ? "A+" : days <= 62 ? "A" : days <= 365 ? "B+" : "C";
    }
}

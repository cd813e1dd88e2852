package dk.samsyn.region.epj;

import dk.samsyn.region.epj.EpjContact.Entry;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Condition;
import dk.samsyn.region.people.HospitalContact;
import dk.samsyn.region.people.HospitalContact.Form;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Packs the diagnoses of each contact: the A-diagnosis (missing in 1 %), what else the hospital knows, supplementary codes. */
final class DiagnosisStrings {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMddHHmm");
    private static final String[] SUPPLEMENTS = {"ALFC3", "ALFC4", "ALCF02", "ALGA01"};
    private static final String[] SUSPICIONS = {"DI214", "DJ449", "DE119", "DI639", "DI209"};

    private final Citizen citizen;
    private final long personKey;
    private final SplittableRandom random;

    DiagnosisStrings(Citizen citizen, long personKey) {
        this.citizen = citizen;
        this.personKey = personKey;
        this.random = citizen.random("epj.diagnoses");
    }

    /** All contacts that the record holds: of the time before LPR3 only admissions. */
    List<EpjContact> contacts() {
        List<EpjContact> list = new ArrayList<>();
        for (HospitalContact contact : citizen.care().contacts()) {
            boolean lpr3 = !contact.start().toLocalDate().isBefore(EpjFacts.LPR3);
            if (lpr3 || contact.form() == Form.INDLAEGGELSE) {
                list.add(contact(contact, lpr3));
            }
        }
        return List.copyOf(list);
    }

    private EpjContact contact(HospitalContact contact, boolean lpr3) {
        long key = lpr3 ? 1_000_000_000L + citizen.index() * 2_000L + contact.number() : 0;
        String id = lpr3 ? "LPR3-" + key : "LPR2-" + personKey + "-" + MINUTE.format(contact.start());
        List<Entry> entries = new ArrayList<>();
        main(entries, contact, lpr3);
        others(entries, contact, lpr3);
        // A suspicion that was later refuted; LPR2 does not tell.
        String suspicion = SUSPICIONS[random.nextInt(SUSPICIONS.length)];
        boolean suspected = random.nextDouble() < 0.01 && lpr3 && contact.control() == null;
        boolean named = entries.stream().anyMatch(e -> e.code().equals(suspicion));
        if (suspected && !named) {
            entries.add(new Entry("B", suspicion, null));
        }
        return new EpjContact(
                key,
                id,
                lpr3,
                contact.form() == Form.AMBULANT && random.nextDouble() < 0.05,
                contact,
                List.copyOf(entries),
                suspected && !named ? Set.of(suspicion) : Set.of());
    }

    private void main(List<Entry> entries, HospitalContact contact, boolean lpr3) {
        double u = random.nextDouble();
        boolean supplement = random.nextDouble() < 0.15;
        String code = SUPPLEMENTS[random.nextInt(SUPPLEMENTS.length)];
        if (u < 0.005) {
            return;
        }
        if (u < 0.01) {
            entries.add(new Entry("A", "", null));
            return;
        }
        entries.add(new Entry("A", contact.sks(), null));
        if (supplement && lpr3) {
            entries.add(new Entry("+", code, contact.sks()));
        }
    }

    private void others(List<Entry> entries, HospitalContact contact, boolean lpr3) {
        double share = contact.form() == Form.INDLAEGGELSE ? 0.6 : 0.12;
        for (Condition condition : citizen.course().conditions()) {
            boolean mentioned = random.nextDouble() < share;
            boolean supplement = random.nextDouble() < 0.05;
            if (mentioned
                    && condition.inHospital()
                    && !condition.sks().equals(contact.sks())
                    && condition.on(contact.start().toLocalDate())) {
                entries.add(new Entry("B", condition.sks(), null));
                if (supplement && lpr3) {
                    entries.add(new Entry("+", "ALFC4", condition.sks()));
                }
            }
        }
    }
}

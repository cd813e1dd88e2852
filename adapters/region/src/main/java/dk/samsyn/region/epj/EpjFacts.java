package dk.samsyn.region.epj;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.HeartEvent;
import dk.samsyn.region.people.Medication;
import dk.samsyn.region.people.PersonNumber;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * All that the hospital record knows of one person, a pure function of the citizen: the raw tables and the truth are both
 * written from it.
 *
 * @param key {@code dw_ek_borger}: one for a person whatever number the person came with
 * @param cpr the number in the record; for some the one they had before
 */
record EpjFacts(
        long key,
        String cpr,
        List<EpjContact> contacts,
        List<Procedure> procedures,
        List<Measurement> measurements,
        List<SmokingRecord> smoking,
        List<Order> orders) {
    /** First day of the third national patient register in the region. */
    static final LocalDate LPR3 = LocalDate.of(2019, 2, 3);

    /** A heart procedure. */
    record Procedure(LocalDateTime time, String code) {
        boolean pci() {
            return code.startsWith("KFNG");
        }
    }

    /**
     * An answer about smoking.
     *
     * @param text the answer as {@code rygning_samlet} holds it
     * @param canonical the word of {@code livsstil.vaerdi}
     */
    record SmokingRecord(LocalDateTime time, String text, String canonical) {}

    /** A drug ordered during an admission. */
    record Order(Medication medication, LocalDateTime start, LocalDateTime end) {}

    static EpjFacts of(Citizen citizen) {
        long key = 20_000_000L + citizen.index();
        List<EpjContact> contacts = new DiagnosisStrings(citizen, key).contacts();
        Bedside bedside = new Bedside(citizen, contacts);
        return new EpjFacts(
                key,
                number(citizen),
                contacts,
                procedures(citizen),
                bedside.measurements(),
                bedside.smoking(),
                orders(citizen, contacts));
    }

    /** Half of those who have changed their number stand under the old one. */
    private static String number(Citizen citizen) {
        List<PersonNumber> numbers = citizen.numbers();
        return numbers.size() > 1 && citizen.unit("epj.number", 0) < 0.5
                ? numbers.get(1).value()
                : citizen.cpr();
    }

    private static List<Procedure> procedures(Citizen citizen) {
        List<Procedure> list = new ArrayList<>();
        for (HeartEvent event : citizen.course().heartEvents()) {
            LocalDateTime time = event.date()
                    .plusDays((long) (3 * citizen.unit("epj.procedure", list.size())))
                    .atTime(9, 0)
                    .plusMinutes((long) (400 * citizen.unit("epj.procedure.hour", list.size())));
            boolean here = citizen.presentOn(event.date()) && time.toLocalDate().isBefore(citizen.presentTo());
            if (here && !event.procedure().isEmpty()) {
                list.add(new Procedure(time, event.procedure()));
            }
        }
        return List.copyOf(list);
    }

    private static List<Order> orders(Citizen citizen, List<EpjContact> contacts) {
        List<Order> list = new ArrayList<>();
        for (EpjContact contact : contacts) {
            LocalDateTime end = contact.contact().end();
            LocalDateTime start = contact.contact().start();
            if (contact.admission() && contact.lpr3() && end != null) {
                for (Medication medication : citizen.course().medicationsOn(start.toLocalDate())) {
                    list.add(new Order(medication, start.plusMinutes(90), end));
                }
            }
        }
        return List.copyOf(list);
    }
}

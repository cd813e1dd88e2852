package dk.samsyn.region.reference;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.GpPeriod;
import dk.samsyn.region.people.HospitalContact;
import dk.samsyn.region.people.MunicipalNeed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A treatment relation by the letters of Behandlingsrelationsservice (domain.md 3.6): A+ while a hospital's contact lasts, A for
 * 62 days after it and for home nursing, B+ for a year after it, B for the own practice, C for a hospital that once treated, D for
 * one that the citizen was referred to and that has no contact yet, E for one that asked and of whom there is no evidence.
 *
 * @param grade A+, A, B+, B, C, D or E
 * @param basis what it rests on
 * @param to last day, or null
 */
record Relation(
        String orgId,
        String grade,
        String basis,
        LocalDate from,
        @Nullable LocalDate to) {
    /** Days after a contact on which the hospital still counts as treating. */
    private static final int DAYS_AFTER = 62;

    /** Days after a contact on which the citizen is still known at the place, though no longer treated. */
    private static final int DAYS_KNOWN = 365;

    private static final List<String> HOSPITALS = List.of("6620", "6630", "7005");
    private static final int ONE_IN = 150;

    /** All relations of a citizen. */
    static List<Relation> of(Citizen citizen) {
        List<Relation> list = new ArrayList<>();
        for (GpPeriod gp : citizen.gps()) {
            list.add(new Relation(gp.ydernr(), "B", "sikrede", gp.from(), gp.to()));
        }
        hospitals(citizen, list);
        referred(citizen, list);
        unknown(citizen, list);
        care(citizen, list);
        return list;
    }

    /** One relation with each hospital, by the last contact. */
    private static void hospitals(Citizen citizen, List<Relation> list) {
        Set<String> seen = new HashSet<>();
        LocalDate today = citizen.window().today();
        List<HospitalContact> contacts = citizen.care().contacts();
        for (int i = contacts.size() - 1; i >= 0; i--) {
            HospitalContact contact = contacts.get(i);
            String hospital = contact.department().substring(0, 4);
            if (!seen.add(hospital)) {
                continue;
            }
            LocalDate from = contact.start().toLocalDate();
            LocalDate end = contact.end() == null ? null : contact.end().toLocalDate();
            list.add(ofContact(hospital, from, end, today));
        }
    }

    private static Relation ofContact(String hospital, LocalDate from, @Nullable LocalDate end, LocalDate today) {
        if (end == null || !end.isBefore(today)) {
            return new Relation(hospital, "A+", "lpr3", from, end);
        }
        LocalDate treated = end.plusDays(DAYS_AFTER);
        if (!treated.isBefore(today)) {
            return new Relation(hospital, "A", "lpr3", from, treated);
        }
        LocalDate known = end.plusDays(DAYS_KNOWN);
        return known.isBefore(today)
                ? new Relation(hospital, "C", "lpr3", from, null)
                : new Relation(hospital, "B+", "lpr3", from, known);
    }

    /** Few were asked for by a hospital that has nothing of them. */
    private static void unknown(Citizen citizen, List<Relation> list) {
        String hospital = HOSPITALS.get(citizen.index() / ONE_IN % HOSPITALS.size());
        if (citizen.index() % ONE_IN == ONE_IN / 4
                && list.stream().noneMatch(r -> r.orgId().equals(hospital))) {
            list.add(new Relation(
                    hospital, "E", "opslag", citizen.window().today().minusDays(1), null));
        }
    }

    /** Few are on their way to a hospital that does not know them. */
    private static void referred(Citizen citizen, List<Relation> list) {
        String hospital = HOSPITALS.get(citizen.index() / ONE_IN % HOSPITALS.size());
        if (citizen.index() % ONE_IN == ONE_IN / 2
                && list.stream().noneMatch(r -> r.orgId().equals(hospital))) {
            list.add(new Relation(
                    hospital, "D", "henvisning", citizen.window().today().minusDays(2), null));
        }
    }

    /** Home nursing. */
    private static void care(Citizen citizen, List<Relation> list) {
        Set<Integer> seen = new HashSet<>();
        for (MunicipalNeed need : citizen.care().needs()) {
            boolean nursing = need.kind().paragraf().equals("SUL138") && need.to() == null;
            if (nursing && seen.add(need.kommunekode())) {
                list.add(new Relation("K" + need.kommunekode(), "A", "kommunal indsats", need.from(), null));
            }
        }
    }
}

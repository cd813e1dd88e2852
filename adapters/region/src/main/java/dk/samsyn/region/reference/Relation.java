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
 * A treatment relation by the letters of Behandlingsrelationsservice (domain.md 3.6): A while somebody treats, B for the own
 * practice, C for a hospital that once did, D for one that the citizen was referred to and that has no contact yet.
 *
 * @param grade A, B, C or D
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
            LocalDate until =
                    contact.end() == null ? null : contact.end().toLocalDate().plusDays(DAYS_AFTER);
            boolean treating = until == null || !until.isBefore(today);
            list.add(new Relation(hospital, treating ? "A" : "C", "lpr3", from, treating ? until : null));
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

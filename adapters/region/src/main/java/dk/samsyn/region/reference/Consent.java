package dk.samsyn.region.reference;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Hospital;
import dk.samsyn.region.people.Municipality;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A citizen's block or consent: one in a hundred has blocked something, and three in a hundred of those who live in Randers
 * have allowed the municipality's caseworkers one category.
 *
 * @param direction tillad or spaer
 * @param receiverType sektor or organisation
 * @param category a category of data, or alle
 * @param to last day, or null
 */
record Consent(
        String direction,
        String receiverType,
        String receiver,
        String category,
        LocalDate from,
        @Nullable LocalDate to) {
    private static final List<String> SECTORS = List.of("kommune", "hospital", "almen_praksis");
    private static final List<String> CATEGORIES =
            List.of("alle", "medicin", "diagnose", "laboratorie", "kommunal", "kontakt");
    private static final List<String> FOR_CASES = List.of("kommunal", "diagnose", "kontakt", "maaling");
    private static final int SEVERAL_DAYS = 900;

    /** What a citizen has decided. */
    static List<Consent> of(Citizen citizen) {
        List<Consent> list = new ArrayList<>();
        if (!citizen.status().equals("01") || citizen.age() < 15) {
            return list;
        }
        LocalDate today = citizen.window().today();
        if (citizen.unit("samtykke.spaer", 0) < 0.01) {
            LocalDate from = today.minusDays(5 + (long) (SEVERAL_DAYS * citizen.unit("samtykke.spaer", 1)));
            boolean over = citizen.unit("samtykke.spaer", 2) < 0.15;
            boolean sector = citizen.unit("samtykke.spaer", 3) < 0.5;
            list.add(new Consent(
                    "spaer",
                    sector ? "sektor" : "organisation",
                    sector ? pick(SECTORS, citizen.unit("samtykke.spaer", 4)) : organisation(citizen),
                    pick(CATEGORIES, citizen.unit("samtykke.spaer", 5)),
                    from,
                    over ? from.plusDays(4) : null));
        }
        if (citizen.kommunekode() == Municipality.RANDERS.code() && citizen.unit("samtykke.tillad", 0) < 0.03) {
            LocalDate from = today.minusDays((long) (200 * citizen.unit("samtykke.tillad", 1)));
            list.add(new Consent(
                    "tillad",
                    "organisation",
                    "K" + Municipality.RANDERS.code(),
                    pick(FOR_CASES, citizen.unit("samtykke.tillad", 2)),
                    from,
                    citizen.unit("samtykke.tillad", 3) < 0.2 ? from.plusDays(20) : from.plusYears(1)));
        }
        return list;
    }

    /** Somebody who might look: the hospital, the municipality or the own practice. */
    private static String organisation(Citizen citizen) {
        double u = citizen.unit("samtykke.spaer", 4);
        Hospital hospital = citizen.municipality().hospital();
        return u < 0.4
                ? hospital.shak()
                : u < 0.7
                        ? "K" + citizen.kommunekode()
                        : citizen.ydernrOn(citizen.window().today()).orElse(hospital.shak());
    }

    private static String pick(List<String> from, double u) {
        return from.get((int) (u * from.size()));
    }
}

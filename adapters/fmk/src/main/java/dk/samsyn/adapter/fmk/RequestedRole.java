package dk.samsyn.adapter.fmk;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The role FMK is told. FMK knows no region, planner, researcher or caseworker: for them there is no value, and so no call
 * (FMK schemas 1.6, {@code RequestedRole}).
 */
final class RequestedRole {
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("praktiserende_laege", "Læge"),
            Map.entry("hospitalslaege", "Læge"),
            Map.entry("laegesekretaer", "Assistent for Læge"),
            Map.entry("praksissygeplejerske", "Sygeplejerske"),
            Map.entry("hospital_sygeplejerske", "Sygeplejerske"),
            Map.entry("hjemmesygeplejerske", "Sygeplejerske"),
            Map.entry("kommunal_sygeplejerske", "Sygeplejerske"),
            Map.entry("kommunal_sundhedsplejerske", "Sundhedsplejerske"),
            Map.entry("borger", "Borger"),
            Map.entry("test", "System"));

    private final Map<String, String> roles;

    /**
     * Makes the mapping.
     *
     * @param more our role to FMK's, on top of the known ones
     */
    RequestedRole(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(KNOWN);
        all.putAll(more);
        this.roles = Map.copyOf(all);
    }

    /** FMK's word for one of our roles, or empty if it has none. */
    Optional<String> of(String role) {
        return Optional.ofNullable(roles.get(role));
    }

    /** Whether FMK demands to know on whose behalf the role acts. */
    static boolean actsForAnother(String requestedRole) {
        return requestedRole.startsWith("Assistent for")
                || Set.of("Værge", "Forældermyndighed").contains(requestedRole);
    }
}

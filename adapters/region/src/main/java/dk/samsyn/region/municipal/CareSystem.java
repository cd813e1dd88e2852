package dk.samsyn.region.municipal;

import dk.samsyn.region.people.Municipality;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which record a municipality keeps: ten let themselves be asked, nine send reports. Invented, not who uses what. */
public enum CareSystem {
    /** KMD Nexus: one HTTP instance for each municipality. */
    NEXUS(
            Municipality.SYDDJURS,
            Municipality.NORDDJURS,
            Municipality.FAVRSKOV,
            Municipality.ODDER,
            Municipality.RANDERS,
            Municipality.SILKEBORG,
            Municipality.SAMSOE,
            Municipality.AARHUS,
            Municipality.SKIVE,
            Municipality.VIBORG),
    /** Cura: daily reports in the format of KL Gateway. */
    CURA(
            Municipality.HORSENS,
            Municipality.HERNING,
            Municipality.HOLSTEBRO,
            Municipality.LEMVIG,
            Municipality.STRUER,
            Municipality.SKANDERBORG,
            Municipality.IKAST_BRANDE,
            Municipality.RINGKOEBING_SKJERN,
            Municipality.HEDENSTED);

    @SuppressWarnings("ImmutableEnumChecker") // never written
    private final Set<Municipality> municipalities;

    CareSystem(Municipality first, Municipality... others) {
        municipalities = EnumSet.of(first, others);
    }

    /** The municipalities with this record, in order of code. */
    public Set<Municipality> municipalities() {
        return EnumSet.copyOf(municipalities);
    }

    /** The record of a municipality; empty for one outside the region. */
    public static Optional<CareSystem> of(int kommunekode) {
        for (CareSystem system : values()) {
            for (Municipality municipality : system.municipalities) {
                if (municipality.code() == kommunekode) {
                    return Optional.of(system);
                }
            }
        }
        return Optional.empty();
    }
}

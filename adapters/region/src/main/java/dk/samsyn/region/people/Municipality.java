package dk.samsyn.region.people;

import java.util.List;

/** The 19 municipalities of Region Midtjylland; citizens about 2025, rounded (domain.md 2.8). */
public enum Municipality {
    HORSENS(615, "Horsens", 97_000, Hospital.HORSENS, 8700, 7580),
    HERNING(657, "Herning", 89_700, Hospital.GOEDSTRUP, 7400, 8730),
    HOLSTEBRO(661, "Holstebro", 59_000, Hospital.GOEDSTRUP, 7500, 8740),
    LEMVIG(665, "Lemvig", 19_100, Hospital.GOEDSTRUP, 7620, 8750),
    STRUER(671, "Struer", 20_900, Hospital.GOEDSTRUP, 7600, 8760),
    SYDDJURS(706, "Syddjurs", 44_600, Hospital.RANDERS, 8550, 8110),
    NORDDJURS(707, "Norddjurs", 37_200, Hospital.RANDERS, 8500, 8120),
    FAVRSKOV(710, "Favrskov", 50_300, Hospital.RANDERS, 8370, 8130),
    ODDER(727, "Odder", 23_900, Hospital.HORSENS, 8300, 8140),
    RANDERS(730, "Randers", 99_900, Hospital.RANDERS, 8900, 8150),
    SILKEBORG(740, "Silkeborg", 100_000, Hospital.MIDT, 8600, 8160),
    SAMSOE(741, "Samsø", 3_600, Hospital.AARHUS, 8305, 8170),
    SKANDERBORG(746, "Skanderborg", 65_800, Hospital.HORSENS, 8660, 8180),
    AARHUS(751, "Aarhus", 373_000, Hospital.AARHUS, 8000, 8190),
    IKAST_BRANDE(756, "Ikast-Brande", 43_500, Hospital.GOEDSTRUP, 7430, 8770),
    RINGKOEBING_SKJERN(760, "Ringkøbing-Skjern", 55_600, Hospital.GOEDSTRUP, 6950, 8780),
    HEDENSTED(766, "Hedensted", 48_000, Hospital.HORSENS, 8722, 7590),
    SKIVE(779, "Skive", 44_300, Hospital.MIDT, 7800, 8790),
    VIBORG(791, "Viborg", 97_600, Hospital.MIDT, 8800, 8800);

    private static final List<Municipality> ALL = List.of(values());
    private static final int CITIZENS =
            ALL.stream().mapToInt(Municipality::citizens).sum();

    private final int code;
    private final String text;
    private final int citizens;
    private final Hospital hospital;
    private final int postnr;
    private final int sogn;

    Municipality(int code, String text, int citizens, Hospital hospital, int postnr, int sogn) {
        this.code = code;
        this.text = text;
        this.citizens = citizens;
        this.hospital = hospital;
        this.postnr = postnr;
        this.sogn = sogn;
    }

    /** Three digits. */
    public int code() {
        return code;
    }

    /** Danish name. */
    public String text() {
        return text;
    }

    /** Citizens in reality, about 2025. */
    public int citizens() {
        return citizens;
    }

    /** Hospital of the municipality's cluster. */
    public Hospital hospital() {
        return hospital;
    }

    /** A postal district for draw {@code u} in [0, 1). */
    public int postnr(double u) {
        if (this == AARHUS) {
            return u < 0.4 ? 8000 : u < 0.75 ? 8200 : 8210;
        }
        return postnr;
    }

    /** One of five invented parish codes for draw {@code u} in [0, 1). */
    public int sogn(double u) {
        return sogn + (int) (u * 5);
    }

    /** The municipality that draw {@code u} in [0, 1) falls on, weighted by citizens. */
    static Municipality weighted(double u) {
        double rest = u * CITIZENS;
        for (Municipality municipality : ALL) {
            rest -= municipality.citizens;
            if (rest < 0) {
                return municipality;
            }
        }
        return VIBORG;
    }

    /** The municipality with {@code code}, or Aarhus for a code outside the region (whose people go to the university hospital). */
    public static Municipality ofCode(int code) {
        for (Municipality municipality : ALL) {
            if (municipality.code == code) {
                return municipality;
            }
        }
        return AARHUS;
    }
}

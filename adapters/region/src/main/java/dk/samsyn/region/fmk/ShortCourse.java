package dk.samsyn.region.fmk;

import java.util.List;

/** Drugs that anybody gets for a week or two now and then: WHO codes, generic names, ordinary doses. */
enum ShortCourse {
    PENICILLIN("J01CE02", "Phenoxymethylpenicillin", "1 mio IE", "1 tablet 3 gange daglig i 7 dage", "infektion", 7),
    PIVMECILLINAM("J01CA08", "Pivmecillinam", "400 mg", "1 tablet 3 gange daglig i 3 dage", "blærebetændelse", 3),
    ROXITHROMYCIN("J01FA06", "Roxithromycin", "150 mg", "1 tablet 2 gange daglig i 7 dage", "lungebetændelse", 7),
    IBUPROFEN("M01AE01", "Ibuprofen", "400 mg", "1 tablet 3 gange daglig i 10 dage", "smerter", 10),
    TRAMADOL("N02AX02", "Tramadol", "50 mg", "1 tablet ved behov", "smerter", 14),
    HYDROCORTISON("D07AB02", "Hydrocortisonbutyrat", "0,1 %", "smøres tyndt på", "eksem", 14),
    CHLORAMPHENICOL("S01AA01", "Chloramphenicol", "0,5 %", "2 dråber 3 gange daglig i 5 dage", "øjenbetændelse", 5),
    MORPHIN("N02AA01", "Morphin", "10 mg", "1 tablet ved behov", "smerter efter operation", 7);

    private static final List<ShortCourse> ALL = List.of(values());

    private final String atc;
    private final String product;
    private final String strength;
    private final String dosage;
    private final String indication;
    private final int days;

    ShortCourse(String atc, String product, String strength, String dosage, String indication, int days) {
        this.atc = atc;
        this.product = product;
        this.strength = strength;
        this.dosage = dosage;
        this.indication = indication;
        this.days = days;
    }

    /** The course for draw {@code u} in [0, 1): antibiotics most often. */
    static ShortCourse drawn(double u) {
        return ALL.get((int) (ALL.size() * u * u));
    }

    String atc() {
        return atc;
    }

    String product() {
        return product;
    }

    String strength() {
        return strength;
    }

    String dosage() {
        return dosage;
    }

    String indication() {
        return indication;
    }

    int days() {
        return days;
    }
}

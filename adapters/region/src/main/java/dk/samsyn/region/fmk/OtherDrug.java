package dk.samsyn.region.fmk;

import dk.samsyn.region.people.Medication;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Long-term drugs for ailments that the demo's courses do not tell of, so that medicine cards are as full as real ones. None
 * is a sign of a disease that somebody searches for.
 */
enum OtherDrug {
    LEVOTHYROXIN("H03AA01", "Levothyroxin", 0.05, "50 mikrogram", "1 tablet morgen", "lavt stofskifte"),
    PANTOPRAZOL("A02BC02", "Pantoprazol", 20, "20 mg", "1 tablet morgen", "halsbrand"),
    ALENDRONAT("M05BA04", "Alendronat", 70, "70 mg", "1 tablet ugentlig", "knogleskørhed"),
    ZOPICLON("N05CF01", "Zopiclon", 7.5, "7,5 mg", "1 tablet nat", "søvnbesvær"),
    TAMSULOSIN("G04CA02", "Tamsulosin", 0.4, "0,4 mg", "1 kapsel daglig", "vandladningsbesvær"),
    CALCIUM("A12AX01", "Calcium/vitamin D", 500, "400 mg+19 mikrogram", "1 tablet 2 gange daglig", "kalktilskud"),
    LATANOPROST("S01EE01", "Latanoprost", 0.05, "50 mikrogram/ml", "1 dråbe aften", "grøn stær"),
    MIRTAZAPIN("N06AX11", "Mirtazapin", 15, "15 mg", "1 tablet nat", "søvnbesvær"),
    DESLORATADIN("R06AX27", "Desloratadin", 5, "5 mg", "1 tablet ved behov", "allergi"),
    ALLOPURINOL("M04AA01", "Allopurinol", 100, "100 mg", "1 tablet daglig", "urinsyregigt");

    private final String atc;
    private final String product;
    private final double milligrams;
    private final String strength;
    private final String dosage;
    private final String indication;

    OtherDrug(String atc, String product, double milligrams, String strength, String dosage, String indication) {
        this.atc = atc;
        this.product = product;
        this.milligrams = milligrams;
        this.strength = strength;
        this.dosage = dosage;
        this.indication = indication;
    }

    /** Chance that a person of {@code age} takes it; all together give about 0.05 to 2 drugs a person. */
    static double share(int age) {
        return age < 18 ? 0.005 : age < 40 ? 0.025 : age < 65 ? 0.08 : 0.2;
    }

    /** The drug taken from {@code start} to {@code end}, or still. */
    Medication taken(LocalDate start, @Nullable LocalDate end) {
        return new Medication(
                atc, product, milligrams, strength, dosage, indication, start, end, Medication.Prescriber.PRACTICE);
    }
}

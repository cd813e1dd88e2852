package dk.samsyn.region.people;

import java.time.LocalDateTime;
import java.util.Set;

/**
 * A sampling that the hospital laboratory answers.
 *
 * @param number 0, 1, … in order of time
 * @param taken when
 * @param requester ydernummer (six characters) or SHAK code (seven digits)
 * @param analytes what is asked for
 */
public record BloodTest(int number, LocalDateTime taken, String requester, Set<Analyte> analytes) {
    /** The analyses of the demo; the names are the broker's concepts. */
    public enum Analyte {
        HBA1C,
        LDL,
        TOTKOL,
        HDL,
        TG,
        KREA,
        EGFR,
        UACR,
        GLUKOSE,
        CRP,
        HB,
        K,
        NA
    }

    BloodTest numbered(int n) {
        return new BloodTest(n, taken, requester, analytes);
    }
}

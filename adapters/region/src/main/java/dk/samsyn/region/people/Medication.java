package dk.samsyn.region.people;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A drug that a person takes or took.
 *
 * @param atc ATC code
 * @param name name of the product, invented or generic
 * @param strengthMg strength of one unit in mg (for inhalers and insulin a nominal figure)
 * @param strength strength as a label writes it
 * @param dosage dose as a doctor writes it
 * @param indication why
 * @param start first day
 * @param end last day, or null while it lasts
 * @param prescriber who started it
 */
public record Medication(
        String atc,
        String name,
        double strengthMg,
        String strength,
        String dosage,
        String indication,
        LocalDate start,
        @Nullable LocalDate end,
        Prescriber prescriber) {
    /** Sector of the one who started a drug. */
    public enum Prescriber {
        PRACTICE,
        HOSPITAL
    }

    /** Whether the person takes it on {@code date}. */
    public boolean on(LocalDate date) {
        return !date.isBefore(start) && (end == null || !date.isAfter(end));
    }

    /** Whether it is a combined contraceptive pill: G03AA (not the patch G03AA13), G03AB or G03HB01. */
    public boolean combinedPill() {
        return (atc.startsWith("G03AA") && !atc.equals("G03AA13")) || atc.startsWith("G03AB") || atc.equals("G03HB01");
    }
}

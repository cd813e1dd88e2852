package dk.samsyn.region.labka;

import dk.samsyn.region.people.BloodTest.Analyte;
import dk.samsyn.region.people.Values;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How the laboratory writes an analyte (domain.md 2.5).
 *
 * @param code national code
 * @param localCode code of the region's own, or null if there is none
 * @param label short name on the answer
 * @param unit as the laboratory spells it
 * @param canonicalUnit as the model spells it
 * @param decimals decimals of the answer
 * @param low lower reference, or null
 * @param high upper reference, or null
 */
record Analysis(
        String code,
        @Nullable String localCode,
        String label,
        String unit,
        String canonicalUnit,
        int decimals,
        @Nullable Double low,
        @Nullable Double high) {
    /** The analysis of an analyte for a woman or a man. */
    static Analysis of(Analyte analyte, boolean woman) {
        return switch (analyte) {
            case HBA1C -> new Analysis("NPU27300", "AAB00093", "HbA1c(IFCC)", "mmol/mol", "mmol/mol", 0, 31.0, 44.0);
            case LDL -> new Analysis("NPU01568", "AAB00101", "LDL-kolesterol", "mmol/l", "mmol/L", 1, null, 3.0);
            case TOTKOL -> new Analysis("NPU01566", null, "Kolesterol", "mmol/l", "mmol/L", 1, null, 5.0);
            case HDL ->
                new Analysis("NPU01567", null, "HDL-kolesterol", "mmol/l", "mmol/L", 2, woman ? 1.2 : 1.0, null);
            case TG -> new Analysis("NPU04094", null, "Triglycerid", "mmol/l", "mmol/L", 2, null, 2.0);
            case KREA ->
                new Analysis(
                        "NPU18016",
                        "ASS00355",
                        "Creatininium",
                        "umol/L",
                        "µmol/L",
                        0,
                        woman ? 45.0 : 60,
                        woman ? 90.0 : 105);
            case EGFR -> new Analysis("DNK35302", "AAB00345", "eGFR/1,73m2", "mL/min", "mL/min/1.73 m²", 0, 60.0, null);
            case UACR -> new Analysis("NPU19661", null, "U-Alb/Krea-ratio", "mg/g", "mg/g", 0, null, 30.0);
            case GLUKOSE -> new Analysis("NPU22089", null, "Glukose", "mmol/l", "mmol/L", 1, 4.2, 7.8);
            case CRP -> new Analysis("NPU19748", null, "CRP", "mg/L", "mg/L", 1, null, 8.0);
            case HB ->
                new Analysis(
                        "NPU02319", null, "Hæmoglobin", "mmol/l", "mmol/L", 1, woman ? 7.3 : 8.3, woman ? 9.5 : 10.5);
            case K -> new Analysis("NPU03230", null, "Kalium", "mmol/l", "mmol/L", 1, 3.5, 4.4);
            case NA -> new Analysis("NPU03429", null, "Natrium", "mmol/l", "mmol/L", 0, 137.0, 145.0);
        };
    }

    /** What is true of the person on the day, in the canonical unit. */
    static double value(Analyte analyte, Values values, LocalDate day) {
        return switch (analyte) {
            case HBA1C -> values.hba1c(day);
            case LDL -> values.ldl(day);
            case TOTKOL -> values.totalCholesterol(day);
            case HDL -> values.hdl(day);
            case TG -> values.triglyceride(day);
            case KREA -> values.creatinine(day);
            case EGFR -> values.egfr(day);
            case UACR -> values.uacr(day);
            case GLUKOSE -> values.glucose(day);
            case CRP -> values.crp(day);
            case HB -> values.haemoglobin(day);
            case K -> values.potassium(day);
            case NA -> values.sodium(day);
        };
    }
}

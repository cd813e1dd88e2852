package dk.samsyn.region.praksis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What is measured in a practice, with the code and unit that the system writes and the canonical ones (domain.md 2.5).
 * Codes are NPU, DNK and MedCom's MCS numbers, and some of no national list.
 */
enum OfficeTest {
    HBA1C(Table.LAB, "NPU27300", "HbA1c(IFCC)", "mmol/mol", "HBA1C", "mmol/mol", 0, "31", "44"),
    /** An instrument that still prints percent: IFCC = % × 10.93 − 23.5. */
    HBA1C_PERCENT(Table.LAB, "NPU03835", "HbA1c(DCCT)", "%", "HBA1C", "mmol/mol", 1, "5,0", "6,2"),
    GLUCOSE(Table.LAB, "NPU22089", "Glucose", "mmol/L", "GLUKOSE", "mmol/L", 1, "4,2", "7,8"),
    CRP(Table.LAB, "NPU19748", "CRP", "mg/L", "CRP", "mg/L", 0, "", "10"),
    HAEMOGLOBIN(Table.LAB, "NPU02319", "Hæmoglobin", "mmol/L", "HB", "mmol/L", 1, "7,3", "10,5"),
    SYSTOLIC(Table.PRACTICE, "DNK05472", "Blodtryk systolisk, arm", "mmHg", "BT_SYS", "mmHg", 0, "", ""),
    DIASTOLIC(Table.PRACTICE, "DNK05473", "Blodtryk diastolisk, arm", "mmHg", "BT_DIA", "mmHg", 0, "", ""),
    HOME_SYSTOLIC(Table.HOME, "MCS88019", "Blodtryk hjemme systolisk", "mmHg", "BT_SYS", "mmHg", 0, "", ""),
    HOME_DIASTOLIC(Table.HOME, "MCS88020", "Blodtryk hjemme diastolisk", "mmHg", "BT_DIA", "mmHg", 0, "", ""),
    PULSE(Table.PRACTICE, "NPU21692", "Puls", "1/min", "PULS", "1/min", 0, "", ""),
    /** Saturation as a fraction of 1. */
    SPO2_FRACTION(Table.PRACTICE, "NPU03011", "O2-mætning", "1", "SPO2", "%", 2, "0,94", ""),
    /** Saturation in percent. */
    SPO2_PERCENT(Table.PRACTICE, "NPU10197", "O2-mætning", "%", "SPO2", "%", 0, "94", ""),
    WEIGHT(Table.PRACTICE, "NPU03804", "Legemsvægt", "kg", "VAEGT", "kg", 1, "", ""),
    /** Height in metres. */
    HEIGHT(Table.PRACTICE, "NPU03794", "Legemshøjde", "m", "HOEJDE", "cm", 2, "", ""),
    BMI(Table.PRACTICE, "NPU27281", "BMI", "kg/m2", "BMI", "kg/m²", 1, "", ""),
    WAIST(Table.PRACTICE, "LOK-TALJE", "Taljemål", "cm", "TALJE", "cm", 0, "", ""),
    FEV1(Table.PRACTICE, "MCS88015", "FEV1", "L", "FEV1", "L", 2, "", ""),
    FVC(Table.PRACTICE, "MCS88016", "FVC", "L", "FVC", "L", 2, "", ""),
    /** FEV1/FVC: no concept of its own, so no canonical row. */
    FEV1_FVC(Table.NONE, "MCS88017", "FEV1/FVC", "1", "", "", 2, "0,70", ""),
    FEV1_PERCENT(Table.PRACTICE, "MCS88023", "FEV1 i procent af forventet", "%", "FEV1_PCT", "%", 0, "", ""),
    MRC(Table.PRACTICE, "MCS88021", "MRC-åndenød", "1", "MRC", "1", 0, "", ""),
    CAT(Table.PRACTICE, "MCS88137", "CAT-score", "1", "CAT", "1", 0, "", "");

    /** Where a result stands in the canonical model. */
    enum Table {
        LAB,
        PRACTICE,
        HOME,
        NONE
    }

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Table table;
    private final String code;
    private final String text;
    private final String unit;
    private final String concept;
    private final String canonicalUnit;
    private final int decimals;
    private final String low;
    private final String high;

    OfficeTest(
            Table table,
            String code,
            String text,
            String unit,
            String concept,
            String canonicalUnit,
            int decimals,
            String low,
            String high) {
        this.table = table;
        this.code = code;
        this.text = text;
        this.unit = unit;
        this.concept = concept;
        this.canonicalUnit = canonicalUnit;
        this.decimals = decimals;
        this.low = low;
        this.high = high;
    }

    Table table() {
        return table;
    }

    /** Code as the system writes it. */
    String code() {
        return code;
    }

    /** Short Danish name. */
    String text() {
        return text;
    }

    /** Unit as the system writes it. */
    String unit() {
        return unit;
    }

    /** Concept of the broker. */
    String concept() {
        return concept;
    }

    /** Unit of {@link #canonical}. */
    String canonicalUnit() {
        return canonicalUnit;
    }

    /** Lower reference limit as written, or empty. */
    String low() {
        return low;
    }

    /** Upper reference limit as written, or empty. */
    String high() {
        return high;
    }

    /** Who owns the code, as {@code kodeansvarlig} says it. */
    String codeOwner() {
        if (national()) {
            return "IUPAC";
        }
        return code.startsWith("MCS") ? "MedCom" : "Lokal";
    }

    /** Whether the code is of the NPU system (NPU and DNK numbers). */
    boolean national() {
        return code.startsWith("NPU") || code.startsWith("DNK");
    }

    /** A value in the system's own unit, rounded as the system writes it. */
    BigDecimal written(double value) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    /** A written number in the canonical unit. */
    BigDecimal canonical(BigDecimal number) {
        return switch (this) {
            case HBA1C_PERCENT ->
                number.multiply(new BigDecimal("10.93"))
                        .subtract(new BigDecimal("23.5"))
                        .setScale(1, RoundingMode.HALF_UP);
            case SPO2_FRACTION, HEIGHT -> number.multiply(HUNDRED);
            default -> number;
        };
    }

    /** Whether the unit had to be inferred to convert a number. */
    boolean unitGuessed() {
        return this == HBA1C_PERCENT;
    }

    /** {@code H} above, {@code L} below the reference limits, null within. */
    @Nullable
    String abnormal(BigDecimal number) {
        if (!high.isEmpty() && number.compareTo(limit(high)) > 0) {
            return "H";
        }
        return !low.isEmpty() && number.compareTo(limit(low)) < 0 ? "L" : null;
    }

    /** A limit or value as written, as a number. */
    static BigDecimal limit(String written) {
        return new BigDecimal(written.replace(',', '.'));
    }

    /** A written number as text with decimal comma. */
    static String text(BigDecimal number) {
        return number.toPlainString().replace('.', ',');
    }
}

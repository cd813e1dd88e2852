package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.portal.Danish;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A limit that latest values are held against. The guideline's is written in view {@code graense_alarm}; a practice's own replaces
 * it, with the same meaning: an answer with an operator counts where it proves the crossing, and blood pressure at home counts from
 * 5 mmHg less.
 */
enum AlertRule {
    HBA1C_75("HBA1C", Measure.Kind.LAB, Measure.Side.FROM, 75, "HbA1c", "mmol/mol", false),
    EGFR_60("EGFR", Measure.Kind.LAB, Measure.Side.BELOW, 60, "eGFR", "mL/min", false),
    UACR_30("UACR", Measure.Kind.LAB, Measure.Side.FROM, 30, "U-ACR", "mg/g", false),
    BT_160("BT_SYS", Measure.Kind.CLINICAL, Measure.Side.FROM, 160, "Systolisk blodtryk", "mmHg", true),
    BT_100("BT_DIA", Measure.Kind.CLINICAL, Measure.Side.FROM, 100, "Diastolisk blodtryk", "mmHg", true),
    FEV1_50("FEV1_PCT", Measure.Kind.CLINICAL, Measure.Side.BELOW, 50, "FEV1", "% af forventet", false),
    MRC_3("MRC", Measure.Kind.CLINICAL, Measure.Side.FROM, 3, "MRC-åndenød", "", false),
    CAT_10("CAT", Measure.Kind.CLINICAL, Measure.Side.FROM, 10, "CAT-score", "", false);

    private static final BigDecimal LESS_AT_HOME = BigDecimal.valueOf(5);

    private final String concept;
    private final Measure.Kind kind;
    private final Measure.Side side;
    private final BigDecimal guideline;
    private final String label;
    private final String unit;
    private final boolean lessAtHome;

    AlertRule(
            String concept,
            Measure.Kind kind,
            Measure.Side side,
            int guideline,
            String label,
            String unit,
            boolean lessAtHome) {
        this.concept = concept;
        this.kind = kind;
        this.side = side;
        this.guideline = BigDecimal.valueOf(guideline);
        this.label = label;
        this.unit = unit;
        this.lessAtHome = lessAtHome;
    }

    /** The guideline's limit. */
    public BigDecimal guideline() {
        return guideline;
    }

    /** What is held against it. */
    public String label() {
        return label;
    }

    /** Its unit; empty if it has none. */
    public String unit() {
        return unit;
    }

    /** A limit as it is written, such as HbA1c, 75, mmol/mol, or higher; {@code home} if it counts for what was taken at home. */
    record Words(String label, String number, String unit, boolean from, boolean home) {}

    /** The limit that this value is beyond; one that is not beyond the limit itself was taken at home, where less is enough. */
    Words words(BigDecimal limit, @Nullable Object value) {
        boolean home = lessAtHome && !new Measure.Limit(side, limit).crossed(value);
        return words(home ? limit.subtract(LESS_AT_HOME) : limit, home);
    }

    /** The rule with a limit. */
    Words words(BigDecimal limit) {
        return words(limit, false);
    }

    private Words words(BigDecimal limit, boolean home) {
        return new Words(label, Danish.number(limit), unit, side == Measure.Side.FROM, home);
    }

    /** Rows {@code pid, regel, vaerdi_num, tidspunkt} beyond an own limit, which is the statement's one or two parameters. */
    SqlText beyond(BigDecimal limit) {
        boolean lab = kind == Measure.Kind.LAB;
        String columns = "SELECT pid, '" + name() + "' AS regel, vaerdi_num, "
                + (lab ? "proevetagning_tid AS tidspunkt FROM seneste_vaerdi" : "tidspunkt FROM seneste_maaling")
                + " WHERE begreb = '" + concept + "' AND ";
        String compared = side == Measure.Side.FROM ? "vaerdi_num >= ?" : "vaerdi_num < ?";
        if (lessAtHome) {
            return SqlText.of(
                    columns + "(" + compared + " OR (sted = 'hjemme' AND " + compared + "))",
                    limit,
                    limit.subtract(LESS_AT_HOME));
        }
        String proved = lab ? " AND COALESCE(operator, '=') <> '" + (side == Measure.Side.FROM ? "<" : ">") + "'" : "";
        return SqlText.of(columns + compared + proved, limit);
    }

    /** The rule of that name, if there is one. */
    static Optional<AlertRule> of(String name) {
        return Arrays.stream(values()).filter(rule -> rule.name().equals(name)).findFirst();
    }
}

package dk.samsyn.broker.portal.practice;

import static dk.samsyn.broker.portal.practice.Measure.clinical;
import static dk.samsyn.broker.portal.practice.Measure.lab;

import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.portal.Visit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A chronic condition with what its programme wants followed. Values are those of the regional programmes' seeds; an interval of a
 * year is the yearly control.
 *
 * @param name its name in derived views ({@code sygdom})
 * @param label its name for people
 * @param concepts the broker's concepts of its diagnoses
 * @param measures what is followed
 * @param drugs starts of ATC codes of its medicine
 */
public record Condition(String name, String label, List<String> concepts, List<Measure> measures, List<String> drugs) {
    public Condition {
        concepts = List.copyOf(concepts);
        measures = List.copyOf(measures);
        drugs = List.copyOf(drugs);
    }

    private static final Condition DM = new Condition(
            "DM",
            "Diabetes",
            List.of("DM1", "DM2", "DM_ANDEN"),
            List.of(
                    lab("HBA1C", "HbA1c", "mmol/mol", 180, Measure.from(75)),
                    clinical("BT_SYS", "BT", "mmHg", 365, Measure.from(140)),
                    lab("LDL", "LDL", "mmol/L", 365, Measure.from("2.5")),
                    lab("EGFR", "eGFR", "mL/min", 365, Measure.below(60)),
                    lab("UACR", "U-ACR", "mg/g", 365, Measure.from(30))),
            List.of("A10"));

    private static final Condition KOL = new Condition(
            "KOL",
            "KOL",
            List.of("KOL"),
            List.of(
                    clinical("FEV1_PCT", "FEV1 %", "%", 365, Measure.below(50)),
                    clinical("MRC", "MRC", "", 365, Measure.from(3)),
                    clinical("CAT", "CAT", "", 365, Measure.from(10))),
            List.of("R03"));

    private static final Condition AKS = new Condition(
            "AKS",
            "Hjertesygdom (AKS)",
            List.of("AKS", "IHD"),
            List.of(
                    clinical("BT_SYS", "BT", "mmHg", 365, Measure.from(140)),
                    lab("LDL", "LDL", "mmol/L", 365, Measure.from("1.8")),
                    lab("EGFR", "eGFR", "mL/min", 365, Measure.below(60))),
            List.of("C10", "B01A"));

    private static final Condition HT = new Condition(
            "HT",
            "Forhøjet blodtryk",
            List.of("HT"),
            List.of(
                    clinical("BT_SYS", "BT", "mmHg", 365, Measure.from(140)),
                    lab("EGFR", "eGFR", "mL/min", 365, Measure.below(60)),
                    lab("K", "Kalium", "mmol/L", 365, null),
                    lab("UACR", "U-ACR", "mg/g", 365, Measure.from(30))),
            List.of("C02", "C03", "C07", "C08", "C09"));

    public static final List<Condition> ALL = List.of(DM, KOL, AKS, HT);

    /** Days between controls. */
    static final int INTERVAL_DAYS = 365;

    /** Whether an indicator is about the condition: its name begins with the condition's. */
    public boolean has(Indicator indicator) {
        return indicator.id().startsWith(path() + "-");
    }

    /** The condition in an address. */
    public static Condition of(String path) {
        for (Condition condition : ALL) {
            if (condition.path().equals(path)) {
                return condition;
            }
        }
        throw Visit.invalid("sygdom");
    }

    /** Its part of an address. */
    public String path() {
        return name.toLowerCase(java.util.Locale.ROOT);
    }

    /** Concepts as a list of SQL texts; they are this program's own. */
    public String conceptList() {
        return concepts.stream().map(c -> "'" + c + "'").collect(Collectors.joining(", "));
    }
}

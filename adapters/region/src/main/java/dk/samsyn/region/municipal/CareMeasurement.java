package dk.samsyn.region.municipal;

import java.math.BigDecimal;
import java.time.LocalDateTime;

/**
 * A measurement in a municipality's record.
 *
 * @param id unique in all records
 * @param value in the canonical unit, as it is written down
 * @param time when, in Copenhagen, to the minute
 */
public record CareMeasurement(long id, int kommunekode, Item item, BigDecimal value, LocalDateTime time, By by) {
    /** What is measured: the concept's name, and how the records name it. */
    public enum Item {
        BT_SYS("Blodtryk systolisk", "mmHg", "mmHg", 0),
        BT_DIA("Blodtryk diastolisk", "mmHg", "mmHg", 0),
        PULS("Puls", "1/min", "/min", 0),
        SPO2("Iltmætning", "%", "%", 0),
        GLUKOSE("Blodsukker", "mmol/L", "mmol/l", 1),
        VAEGT("Vægt", "kg", "kg", 1),
        HOEJDE("Højde", "cm", "cm", 1);

        private final String text;
        private final String unit;
        private final String writtenUnit;
        private final int decimals;

        Item(String text, String unit, String writtenUnit, int decimals) {
            this.text = text;
            this.unit = unit;
            this.writtenUnit = writtenUnit;
            this.decimals = decimals;
        }

        /** Name in Nexus. */
        public String text() {
            return text;
        }

        /** Canonical unit. */
        public String unit() {
            return unit;
        }

        /** Unit as Nexus writes it. */
        public String writtenUnit() {
            return writtenUnit;
        }

        /** Decimals that are written down. */
        public int decimals() {
            return decimals;
        }
    }

    /** Who measured. */
    public enum By {
        BORGER,
        SYGEPLEJERSKE,
        /** The health visitor of children. */
        SUNDHEDSPLEJERSKE;

        /** Word of {@code maaling.maalt_af}. */
        public String word() {
            return this == BORGER ? "borger" : "sundhedsfaglig";
        }

        /** Word of {@code maaling.sted}: health visitors measure at school or in the clinic. */
        public String place() {
            return this == SUNDHEDSPLEJERSKE ? "kommune" : "hjemme";
        }
    }
}

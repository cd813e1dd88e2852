package dk.samsyn.region.epj;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A value of the structured content (SFI).
 *
 * @param item what was measured
 * @param text value as written, decimal comma
 * @param number value as a number, or null where nobody filled it in
 * @param time when; midnight stands for an unknown hour
 * @param canonical value in the canonical unit
 */
record Measurement(Item item, String text, @Nullable BigDecimal number, LocalDateTime time, BigDecimal canonical) {
    /** What the structured content holds: the code of the element, its words, and what it is canonically. */
    enum Item {
        SYSTOLISK("DNK05472", "Måling af blodtryk", "Systolisk", "BT_SYS", "mmHg", 0),
        DIASTOLISK("DNK05473", "Måling af blodtryk", "Diastolisk", "BT_DIA", "mmHg", 0),
        PULS("NPU21692", "Måling af puls", "Pulsslag / min", "PULS", "1/min", 0),
        /** Oxygen saturation as a fraction of 1. */
        SPO2_ANDEL("NPU10197", "Måling af iltmætning", "Saturation", "SPO2", "%", 2),
        SPO2_PROCENT("NPU03011", "Måling af iltmætning", "Saturation", "SPO2", "%", 0),
        VAEGT("NPU03804", "Måling af patientvægt (kg)", "Vægt i kg", "VAEGT", "kg", 1),
        /** Height in metres, whatever the label says. */
        HOEJDE("NPU03794", "Måling af patienthøjde", "Højde i cm", "HOEJDE", "cm", 2),
        BMI("NPU27281", "Bestemmelse af Body Mass Index (BMI)", "BMI", "BMI", "kg/m²", 1),
        FEV1("MCS88015", "Lungefunktionsundersøgelse", "FEV1", "FEV1", "L", 2),
        FVC("MCS88016", "Lungefunktionsundersøgelse", "FVC", "FVC", "L", 2),
        FEV1_PCT("MCS88023", "Lungefunktionsundersøgelse", "FEV1 % af forventet", "FEV1_PCT", "%", 0),
        MRC("MCS88021", "MRC åndenødsskala", "MRC", "MRC", "1", 0);

        private final String code;
        private final String activity;
        private final String element;
        private final String concept;
        private final String unit;
        private final int decimals;

        Item(String code, String activity, String element, String concept, String unit, int decimals) {
            this.code = code;
            this.activity = activity;
            this.element = element;
            this.concept = concept;
            this.unit = unit;
            this.decimals = decimals;
        }

        String code() {
            return code;
        }

        String activity() {
            return activity;
        }

        String element() {
            return element;
        }

        String concept() {
            return concept;
        }

        String unit() {
            return unit;
        }

        int decimals() {
            return decimals;
        }

        /** Factor from the written to the canonical unit: fraction to per cent, metres to centimetres. */
        BigDecimal factor() {
            return this == SPO2_ANDEL || this == HOEJDE ? BigDecimal.valueOf(100) : BigDecimal.ONE;
        }
    }

    /** Whether the hour is known. */
    boolean timed() {
        return time.getHour() != 0 || time.getMinute() != 0;
    }
}

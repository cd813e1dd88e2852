package dk.samsyn.region.labka;

import dk.samsyn.region.people.BloodTest.Analyte;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One row of the laboratory: as written, and as a perfect mapper reads it.
 *
 * @param number person number used, without hyphen
 * @param requisition number of the sampling
 * @param glass number of the tube
 * @param taken time of sampling, or null if nobody noted it
 * @param answered time of this answer
 * @param code code as written
 * @param reply answer as written: {@code 61}, {@code <1}, {@code >90}, {@code Aflyst}, {@code 1,05}
 * @param sign the separate column for &lt; and &gt;, or null
 * @param unit unit as written
 * @param status E final, F preliminary, R corrected, A cancelled
 * @param requester as written: ydernummer without leading zeros, or SHAK code
 * @param shak hospital of the laboratory
 * @param meaning the canonical reading
 */
record Answer(
        String number,
        String requisition,
        String glass,
        @Nullable LocalDateTime taken,
        LocalDateTime answered,
        Analyte analyte,
        Analysis analysis,
        String code,
        String reply,
        @Nullable String sign,
        String unit,
        char status,
        String requester,
        String shak,
        Meaning meaning) {
    /**
     * The canonical reading.
     *
     * @param value in the canonical unit, or null
     * @param operator =, &lt; or &gt;, or null where there is no value
     * @param abnormal HI, LO or null, as the laboratory marks it
     */
    record Meaning(
            @Nullable BigDecimal value,
            @Nullable String operator,
            @Nullable String abnormal) {}

    /** Whether the code is one of the region's own. */
    boolean local() {
        return !code.startsWith("NPU") && !code.startsWith("DNK");
    }

    /** Whether the answer is meant in another unit than today's: the number was converted. */
    boolean converted() {
        return analyte == Analyte.HBA1C && meaning.value() != null && !reply.equals(LabFacts.danish(meaning.value()));
    }

    /** Key of the row: a sampling has at most one answer of a status for a code. */
    String id() {
        return requisition + "-" + code + "-" + status;
    }
}

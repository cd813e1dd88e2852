package dk.samsyn.region.truth.derived;

import dk.samsyn.region.truth.Row;
import java.math.BigDecimal;
import java.util.Objects;

/** The limits of {@code graense_alarm} (domain.md 4.4). */
enum Alarm {
    HBA1C_75("HBA1C", 75, false, 0),
    EGFR_60("EGFR", 60, true, 0),
    UACR_30("UACR", 30, false, 0),
    BT_160("BT_SYS", 160, false, 5),
    BT_100("BT_DIA", 100, false, 5),
    FEV1_50("FEV1_PCT", 50, true, 0),
    MRC_3("MRC", 3, false, 0),
    CAT_10("CAT", 10, false, 0);

    private final String concept;
    private final int limit;
    private final boolean below;
    private final int lowerAtHome;

    /**
     * A limit.
     *
     * @param below whether values below the limit alarm; otherwise values from the limit on
     * @param lowerAtHome how much lower the limit is for what was measured at home
     */
    Alarm(String concept, int limit, boolean below, int lowerAtHome) {
        this.concept = concept;
        this.limit = limit;
        this.below = below;
        this.lowerAtHome = lowerAtHome;
    }

    /** Whether the latest laboratory answer crosses the limit; an operator pointing the other way proves nothing. */
    boolean ofAnswer(Row answer) {
        String wrongWay = below ? ">" : "<";
        return crosses(answer, limit) && !wrongWay.equals(answer.text("operator"));
    }

    /** Whether the latest measurement crosses the limit. */
    boolean ofMeasurement(Row measurement) {
        return crosses(measurement, "hjemme".equals(measurement.text("sted")) ? limit - lowerAtHome : limit);
    }

    private boolean crosses(Row row, int from) {
        if (!concept.equals(row.text("begreb"))) {
            return false;
        }
        int side = Objects.requireNonNull(row.number("vaerdi_num")).compareTo(BigDecimal.valueOf(from));
        return below ? side < 0 : side >= 0;
    }
}

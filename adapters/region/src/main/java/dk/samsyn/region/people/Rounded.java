package dk.samsyn.region.people;

import java.math.BigDecimal;

/** Measured values as instruments print them. */
public final class Rounded {
    private Rounded() {}

    /** {@code value} rounded half up to {@code decimals} (0 to 4) decimals, without the detour over its shortest text. */
    public static BigDecimal of(double value, int decimals) {
        double unit = 1;
        for (int i = 0; i < decimals; i++) {
            unit *= 10;
        }
        return BigDecimal.valueOf(Math.round(value * unit), decimals);
    }
}

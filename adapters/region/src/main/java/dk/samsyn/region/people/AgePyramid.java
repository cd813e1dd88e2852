package dk.samsyn.region.people;

import java.time.LocalDate;

/**
 * Dates of birth of a region of a given size: slot 0 is the youngest citizen, the last slot the oldest. Shares by age band
 * are those of domain.md 5.2; nobody is born on 1 January, the day on which numbers that fail modulus 11 have been issued.
 */
final class AgePyramid {
    /** Upper ages of the bands in years, and the share of the people up to that age. */
    private static final double[] AGE = {0, 18, 30, 40, 50, 60, 70, 80, 85, 90, 95, 103};

    private static final double[] SHARE = {0, 0.203, 0.373, 0.498, 0.618, 0.751, 0.864, 0.953, 0.979, 0.9925, 0.9985, 1
    };

    private final int size;
    private final LocalDate today;

    AgePyramid(int size, LocalDate today) {
        this.size = size;
        this.today = today;
    }

    /** Date of birth of {@code slot}; never later for a higher slot. */
    LocalDate born(int slot) {
        double share = (slot + 0.5) / size;
        int band = 1;
        while (share > SHARE[band]) {
            band++;
        }
        double years = AGE[band - 1]
                + (AGE[band] - AGE[band - 1]) * (share - SHARE[band - 1]) / (SHARE[band] - SHARE[band - 1]);
        LocalDate born = today.minusDays((long) (years * 365.2425));
        return born.getDayOfYear() == 1 ? born.minusDays(1) : born;
    }

    /** First slot born on {@code date} or earlier; {@code size} if all are younger. */
    int firstSlot(LocalDate date) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (born(middle).isAfter(date)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

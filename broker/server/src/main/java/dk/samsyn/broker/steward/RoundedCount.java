package dk.samsyn.broker.steward;

/**
 * A number of rows that a steward may be told: a steward sees no clinical row, and an exact count of a narrow question is one. To the
 * nearest five, and under five not told apart, as Danish health statistics do.
 */
final class RoundedCount {
    private static final int STEP = 5;

    private RoundedCount() {}

    static String of(long rows) {
        return rows < STEP ? "<" + STEP : String.valueOf(Math.round((double) rows / STEP) * STEP);
    }
}

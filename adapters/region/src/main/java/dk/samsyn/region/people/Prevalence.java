package dk.samsyn.region.people;

/**
 * Shares of people with a disease by age and sex (domain.md 5.2, plausible figures, not official ones), and the algebra that
 * ties two diseases by an odds ratio without moving the share of either.
 */
enum Prevalence {
    DIABETES(1.3, 0.25, 0.9, 3.0, 6.8, 12.5, 17.0, 17.0),
    /** Share of the diabetics who have type 1, in percent. */
    TYPE1_OF_DIABETES(1.0, 95, 45, 15, 7.5, 5, 3.5, 3),
    KOL(0.95, 0, 0.1, 0.7, 2.8, 7.0, 11.5, 12.5),
    IHD(1.9, 0, 0.1, 0.7, 2.9, 7.0, 13.0, 18.0),
    HYPERTENSION(1.0, 0, 1.5, 8, 20, 37, 52, 58),
    STATIN(1.2, 0, 0.5, 4, 13, 30, 43, 40),
    SMOKES_DAILY(1.1, 0, 10, 13, 17, 16, 11, 6),
    SMOKES_SOMETIMES(1.1, 0, 5, 3.5, 3, 2, 1, 0.5),
    SMOKED(1.1, 0, 10, 18, 25, 32, 36, 34),
    OBESITY(1.0, 5, 14, 20, 23, 22, 18, 12),
    HEART_FAILURE(1.4, 0, 0.05, 0.2, 0.6, 1.6, 4, 9),
    ATRIAL_FIBRILLATION(1.3, 0, 0.1, 0.5, 1.5, 4, 9, 15),
    STROKE(1.2, 0, 0.1, 0.6, 1.5, 3.5, 7, 11),
    ARTERIES(1.4, 0, 0, 0.2, 0.8, 2, 4, 5),
    ASTHMA(0.85, 6, 6, 5.5, 5.5, 5, 4.5, 4),
    DEPRESSION(0.7, 0.7, 4.5, 5, 5, 4.5, 4.5, 5),
    EPILEPSY(1.1, 0.6, 0.7, 0.7, 0.8, 0.9, 1, 1.1),
    KIDNEY(1.1, 0, 0.1, 0.3, 0.8, 2.5, 6, 11);

    private final double men;
    private final double women;

    @SuppressWarnings("ImmutableEnumChecker") // never written
    private final double[] percent;

    Prevalence(double ratio, double... percent) {
        this.men = 2 * ratio / (1 + ratio);
        this.women = 2 / (1 + ratio);
        this.percent = percent;
    }

    /** Share in [0, 1) at an age. */
    double share(int age, boolean woman) {
        return percent[band(age)] / 100 * (woman ? women : men);
    }

    private static int band(int age) {
        return age < 18 ? 0 : age < 40 ? 1 : age < 50 ? 2 : age < 60 ? 3 : age < 70 ? 4 : age < 80 ? 5 : 6;
    }

    /**
     * Chance of a disease of share {@code p} for one who has (or has not) an exposure of share {@code q}, when the odds
     * ratio between the two is {@code oddsRatio}.
     */
    static double given(boolean exposed, double p, double q, double oddsRatio) {
        if (p <= 0 || q <= 0 || q >= 1) {
            return p;
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < 40; i++) {
            double unexposed = (low + high) / 2;
            if (q * scaled(unexposed, oddsRatio) + (1 - q) * unexposed > p) {
                high = unexposed;
            } else {
                low = unexposed;
            }
        }
        double unexposed = (low + high) / 2;
        return exposed ? scaled(unexposed, oddsRatio) : unexposed;
    }

    private static double scaled(double chance, double oddsRatio) {
        return oddsRatio * chance / (1 - chance + oddsRatio * chance);
    }

    /** Chance for one who has (or has not) an exposure of share {@code q}, when {@code within} of the exposed have it. */
    static double withShare(boolean exposed, double p, double q, double within) {
        return exposed ? within : Math.max(0, (p - q * within) / Math.max(1e-9, 1 - q));
    }
}

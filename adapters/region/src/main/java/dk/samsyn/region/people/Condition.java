package dk.samsyn.region.people;

import java.time.LocalDate;

/**
 * A disease or state that a person has.
 *
 * @param kind which
 * @param onset first day; for diagnosed conditions the day of the diagnosis
 * @param diagnosed whether anybody knows; an unknown condition has no code anywhere
 * @param inHospital whether the hospital record holds {@code sks}
 * @param inPractice whether the practice record holds {@code icpc}
 * @param sks SKS code such as {@code DE119}
 * @param icpc ICPC-2 code such as {@code T90}, before the practice's own mistakes; empty if there is none
 */
public record Condition(
        Kind kind,
        LocalDate onset,
        boolean diagnosed,
        boolean inHospital,
        boolean inPractice,
        String sks,
        String icpc) {
    /** Names of the broker's disease groups, and two that are in none. */
    public enum Kind {
        DM1("T89", 0.90, 0.85),
        DM2("T90", 0.35, 0.96),
        DM_ANDEN("T90", 0.95, 0.50),
        KOL("R95", 0.35, 0.93),
        ASTMA("R96", 0.15, 0.95),
        AKS("K75", 1.00, 0.80),
        IHD("K76", 0.85, 0.85),
        HF("K77", 0.80, 0.75),
        AF("K78", 0.75, 0.80),
        HT("K86", 0.30, 0.96),
        LIPID("T93", 0.15, 0.75),
        STROKE("K90", 1.00, 0.80),
        PAD("K92", 0.70, 0.60),
        CF("", 1.00, 0.00),
        EPI("N88", 0.85, 0.60),
        OBES("T82", 0.12, 0.35),
        SMOKE("P17", 0.10, 0.30),
        DEPR("P76", 0.15, 0.92),
        NYRE("U99", 0.50, 0.50),
        /** Polycystic ovaries: metformin without diabetes. */
        PCOS("T99", 0.60, 0.60),
        /** Gestational diabetes, not to be counted as diabetes. */
        GESTATIONEL("W85", 1.00, 0.40);

        private final String icpc;
        private final double inHospital;
        private final double inPractice;

        Kind(String icpc, double inHospital, double inPractice) {
            this.icpc = icpc;
            this.inHospital = inHospital;
            this.inPractice = inPractice;
        }

        String icpc() {
            return icpc;
        }

        double inHospital() {
            return inHospital;
        }

        double inPractice() {
            return inPractice;
        }
    }

    /** Whether the person has it on {@code date}. */
    public boolean on(LocalDate date) {
        return !date.isBefore(onset);
    }
}

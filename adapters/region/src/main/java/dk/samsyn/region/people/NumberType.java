package dk.samsyn.region.people;

/** Kinds of person numbers (domain.md 2.11). */
public enum NumberType {
    /** A number of the CPR register. */
    CPR("CPR"),
    /** National replacement number: DDMMYY, 1 or 7, two letters, a digit. */
    X_ECPR("X-eCPR"),
    /** Regional replacement number: DDMMYY, 0, 5 or 6, two letters, a digit. */
    D_ECPR("D-eCPR"),
    /** Replacement number of one system: day of birth plus 60. */
    LOKAL("lokal");

    private final String code;

    NumberType(String code) {
        this.code = code;
    }

    /** The word in {@code person_identifikator.type}. */
    public String code() {
        return code;
    }
}

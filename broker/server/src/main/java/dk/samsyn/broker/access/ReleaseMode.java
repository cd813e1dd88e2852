package dk.samsyn.broker.access;

import java.util.Locale;

/** What leaves the broker for a session; follows from purpose and role. A policy of another mode does not apply. */
public enum ReleaseMode {
    /** Rows about named persons. */
    IDENTIFIED,
    /** Rows with {@code pid} as the only identifier. */
    PSEUDONYMISED,
    /** Groups of persons only. */
    AGGREGATED,
    /** Certified cubes. */
    CERTIFIED,
    /** Anonymised project extracts. */
    ANONYMISED;

    /** The name in policy files, such as {@code aggregated}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether single rows may leave. */
    public boolean rows() {
        return this == IDENTIFIED || this == PSEUDONYMISED;
    }
}

package dk.samsyn.broker.access;

import java.util.Locale;
import java.util.Optional;

/** Why a query is asked. Every session has exactly one; policies of another purpose never apply. */
public enum Purpose {
    BEHANDLING,
    FOREBYGGELSE,
    KVALITET,
    PLANLAEGNING,
    FORSKNING,
    SAGSBEHANDLING,
    EGET_INDBLIK,
    KONTROL,
    /** Of the demo's all-seeing test principal only; a broker over real sources knows no user with it. */
    TEST;

    /** The name in files and at the doors, such as {@code eget_indblik}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether somebody waits who treats a patient or is one. */
    public boolean ofCare() {
        return this == BEHANDLING || this == FOREBYGGELSE || this == EGET_INDBLIK;
    }

    /** The purpose with that label, exactly as {@link #label()} writes it. */
    public static Optional<Purpose> of(String label) {
        for (Purpose purpose : values()) {
            if (purpose.label().equals(label)) {
                return Optional.of(purpose);
            }
        }
        return Optional.empty();
    }
}

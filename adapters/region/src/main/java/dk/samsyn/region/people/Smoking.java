package dk.samsyn.region.people;

/** Whether somebody smokes; {@link #code()} is the word of {@code livsstil.vaerdi}. */
public enum Smoking {
    DAGLIGRYGER,
    LEJLIGHEDSRYGER,
    EKSRYGER,
    ALDRIGRYGER;

    /** Lower-case word of the canonical model. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

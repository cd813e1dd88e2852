package dk.samsyn.region.municipal;

/** How a record spells a code of FSIII (domain.md 2.12: four spellings in one code system). */
public enum Spelling {
    /** With dashes, the only one allowed after October 2025. */
    UUID,
    /** The same with underscores. */
    UNDERSCORES,
    /** {@code I4.2}. */
    LEGACY,
    /** {@code Problemer_med_vaegt}. */
    SLUG
}

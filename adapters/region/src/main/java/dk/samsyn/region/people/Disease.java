package dk.samsyn.region.people;

/** The diseases whose course is followed by yearly controls ({@code sygdom} of the derived views). */
public enum Disease {
    DM,
    KOL,
    AKS,
    HT
}

package dk.samsyn.region.people;

/** Who calls a person with a chronic disease to controls. */
public enum FollowedBy {
    HOSPITAL,
    PRACTICE,
    BOTH,
    NONE;

    /** Whether the hospital takes part. */
    public boolean hospital() {
        return this == HOSPITAL || this == BOTH;
    }

    /** Whether the practice takes part. */
    public boolean practice() {
        return this == PRACTICE || this == BOTH;
    }
}

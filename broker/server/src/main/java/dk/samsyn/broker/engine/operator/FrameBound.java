package dk.samsyn.broker.engine.operator;

/**
 * One end of a window's frame.
 *
 * @param kind where it lies
 * @param distance rows, or difference of the order column, from the current row; months if {@code months}
 * @param months whether the distance is in months of a date or timestamp
 */
public record FrameBound(Kind kind, long distance, boolean months) {
    /** Where a bound lies. */
    public enum Kind {
        UNBOUNDED_PRECEDING,
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING,
        UNBOUNDED_FOLLOWING
    }

    /** A bound without a distance. */
    public static FrameBound of(Kind kind) {
        return new FrameBound(kind, 0, false);
    }

    /** The signed distance: negative before the current row. */
    long offset() {
        return kind == Kind.PRECEDING ? -distance : kind == Kind.FOLLOWING ? distance : 0;
    }
}

package dk.samsyn.broker.engine.operator;

/** Which rows a join gives. */
public enum JoinKind {
    INNER,
    LEFT,
    RIGHT,
    FULL,
    /** Rows of the left input that have a partner. */
    SEMI,
    /** Rows of the left input that have none. */
    ANTI;

    /** Whether the right input's columns are part of the result. */
    boolean rightShown() {
        return this != SEMI && this != ANTI;
    }

    /** Whether rows of the left input without a partner are given. */
    boolean leftAlone() {
        return this == LEFT || this == FULL || this == ANTI;
    }

    /** Whether rows of the right input without a partner are given. */
    boolean rightAlone() {
        return this == RIGHT || this == FULL;
    }
}

package dk.samsyn.broker.release;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The release rules that this broker carries out, by their numbers. A rule that can refuse a statement has a code with its
 * number inside; the others act on the answer and never show that they did.
 */
public enum Rule {
    /** One gate between persons and every output, proved on the final plan. */
    ONE_GATE(1, ErrorCode.ONE_GATE_RULE),
    /** Tables about persons meet on the person key only, and no constant meets it. */
    PERSON_KEY(2, ErrorCode.PERSON_KEY_RULE),
    /** Below the gate an expression is one column, generalised at most once. */
    CLEAR_EXPRESSION(3, ErrorCode.CLEAR_EXPRESSION_RULE),
    /** Conditions are conjunctions over frequent values and declared cuts. */
    PREDICATE(4, ErrorCode.PREDICATE_RULE),
    /** Groups are made of declared columns at their finest grain or coarser. */
    GROUP(5, ErrorCode.GROUP_RULE),
    /** Aggregates on the list only. */
    AGGREGATE(6, ErrorCode.AGGREGATE_RULE),
    /** Nothing but joins, conditions and one inner level of groups below the gate. */
    BELOW_GATE(7, ErrorCode.BELOW_GATE_RULE),
    /** The largest contributions are flattened. */
    FLATTENING(9, ErrorCode.AGGREGATED_FORM),
    /** Enough persons, enough providers, and enough persons outside. */
    SIZE(10, ErrorCode.AGGREGATED_FORM),
    /** No one or two persons make up a sum. */
    DOMINANCE(11, ErrorCode.AGGREGATED_FORM),
    /** Noise in two layers. */
    PERTURBATION(12, ErrorCode.AGGREGATED_FORM),
    /** Answers that differ by too few persons are one answer. */
    LEDGER(13, ErrorCode.LEDGER_RULE),
    /** Means, deviations and quantiles have forms of their own. */
    STATISTIC(15, ErrorCode.STATISTIC_RULE),
    /** Zero and withheld look the same. */
    ABSENCE(16, ErrorCode.AGGREGATED_FORM),
    /** Few dimensions. */
    SHAPE(17, ErrorCode.SHAPE_RULE),
    /** Nothing below the gate can fail while it runs. */
    TOTALITY(18, ErrorCode.TOTALITY_RULE),
    /** How many new answers one may get. */
    BUDGET(23, ErrorCode.BUDGET_RULE),
    /** Requests for rows are answered with groups. */
    ROWS(25, ErrorCode.GROUP_RULE);

    private final int number;
    private final ErrorCode code;

    Rule(int number, ErrorCode code) {
        this.number = number;
        this.code = code;
    }

    public int number() {
        return number;
    }

    /**
     * The refusal of a statement. Texts depend on the statement only, so they may say exactly what to change.
     *
     * @param danish what is wrong and what to write instead
     * @param english the same in English
     */
    public QueryException refusal(String danish, String english) {
        return refusal(danish, english, null);
    }

    /** The same, with what the operators will want to know. */
    QueryException refusal(String danish, String english, @Nullable Exception cause) {
        return new QueryException(code, "R" + number + ": " + danish + " / " + english, cause);
    }
}

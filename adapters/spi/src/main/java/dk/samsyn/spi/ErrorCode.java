package dk.samsyn.spi;

/**
 * Stable codes: shown to callers, written to the audit log, counted in metrics. Append only; never reuse or renumber.
 * {@link #sqlState()} is what a JDBC client sees, with the meaning PostgreSQL gives it.
 */
public enum ErrorCode {
    NOT_AUTHENTICATED("SAM-101", "28000"),
    PURPOSE_UNKNOWN("SAM-102", "42501"),
    PURPOSE_NOT_ALLOWED("SAM-103", "42501"),
    REASON_MISSING("SAM-104", "42501"),
    SESSION_UNKNOWN("SAM-105", "28000"),
    NOT_ALLOWED("SAM-106", "42501"),
    /** Sign-on with a provider of the organisation, and launch from a record system. */
    SIGN_ON_UNAVAILABLE("SAM-107", "08001"),
    SIGN_ON_STATE("SAM-108", "28000"),
    SIGN_ON_REFUSED("SAM-109", "28000"),
    SIGN_ON_EXPIRED("SAM-110", "28000"),
    SIGN_ON_FORGED("SAM-111", "28000"),
    SIGN_ON_OTHER_CLIENT("SAM-112", "28000"),
    SIGN_ON_NONCE("SAM-113", "28000"),
    SIGN_ON_USER_UNKNOWN("SAM-114", "28000"),
    LAUNCH_UNKNOWN("SAM-115", "42501"),
    LAUNCH_BEYOND("SAM-116", "42501"),

    SYNTAX("SAM-201", "42601"),
    STATEMENT_NOT_SUPPORTED("SAM-202", "0A000"),
    UNKNOWN_TABLE("SAM-203", "42P01"),
    UNKNOWN_COLUMN("SAM-204", "42703"),
    TYPE_MISMATCH("SAM-205", "42804"),
    STATEMENT_TOO_LARGE("SAM-206", "54001"),
    EXPRESSION_FAILED("SAM-207", "22000"),
    PARAMETER_INVALID("SAM-208", "07001"),
    AMBIGUOUS_NAME("SAM-209", "42702"),
    UNKNOWN_FUNCTION("SAM-210", "42883"),
    REQUEST_INVALID("SAM-211", "08P01"),
    STATEMENT_UNKNOWN("SAM-212", "26000"),
    STATEMENT_INVALID("SAM-213", "42000"),
    ANNOUNCED_NOT_SHOWN("SAM-214", "42501"),

    KEY_NOT_BOUND("SAM-301", "42809"),
    CALL_BOUND_EXCEEDED("SAM-302", "54000"),
    PLAN_NOT_PROTECTED("SAM-303", "58000"),
    NOT_PLANNABLE("SAM-304", "0A000"),
    ROW_CAP_EXCEEDED("SAM-305", "54000"),
    MEMORY_LIMIT("SAM-306", "53200"),
    PERSON_SEARCH_LIMIT("SAM-307", "54000"),

    SOURCE_UNAVAILABLE("SAM-401", "08001"),
    SOURCE_TIMEOUT("SAM-402", "57014"),
    SOURCE_MALFORMED("SAM-403", "08P01"),
    SOURCE_REFUSED("SAM-404", "08004"),
    QUERY_CANCELLED("SAM-405", "57014"),
    QUERY_TIMEOUT("SAM-406", "57014"),
    SOURCE_BUSY("SAM-407", "08006"),
    SOURCE_SWITCHED_OFF("SAM-408", "08004"),

    AUDIT_UNAVAILABLE("SAM-501", "58000"),
    INTERNAL("SAM-502", "58000"),
    CONFIGURATION("SAM-503", "58000"),

    /** Release control where no single rule applies; {@code SAM-6NN} is rule NN of the release rules. */
    AGGREGATED_FORM("SAM-600", "42501"),
    ONE_GATE_RULE("SAM-601", "42501"),
    PERSON_KEY_RULE("SAM-602", "42501"),
    CLEAR_EXPRESSION_RULE("SAM-603", "42501"),
    PREDICATE_RULE("SAM-604", "42501"),
    GROUP_RULE("SAM-605", "42501"),
    AGGREGATE_RULE("SAM-606", "42501"),
    BELOW_GATE_RULE("SAM-607", "42501"),
    LEDGER_RULE("SAM-613", "58000"),
    STATISTIC_RULE("SAM-615", "42501"),
    SHAPE_RULE("SAM-617", "54000"),
    TOTALITY_RULE("SAM-618", "42501"),
    BUDGET_RULE("SAM-623", "54000"),

    /** What data stewards do with sets of policies. */
    POLICY_FILES("SAM-701", "42000"),
    SECOND_PERSON("SAM-702", "42501"),
    POLICY_CASES_RED("SAM-703", "55000"),
    POLICY_SET_STATE("SAM-704", "55000"),
    POLICY_SET_UNKNOWN("SAM-705", "42704");

    private final String code;
    private final String sqlState;

    ErrorCode(String code, String sqlState) {
        this.code = code;
        this.sqlState = sqlState;
    }

    public String code() {
        return code;
    }

    public String sqlState() {
        return sqlState;
    }
}

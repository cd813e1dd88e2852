package dk.samsyn.broker.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;

/** An error as {@code application/problem+json} (RFC 9457): code, SQLSTATE and place, never a stack trace. */
final class Problem {
    private static final String CHALLENGES = "Basic realm=\"samsyn\", charset=\"UTF-8\"";

    private final int status;
    private final ObjectNode body;

    private Problem(int status, ObjectNode body) {
        this.status = status;
        this.body = body;
    }

    /** The problem behind an error of the query path. */
    static Problem of(QueryException e) {
        int status = status(e.errorCode());
        ObjectNode body = body(
                "urn:samsyn:error:" + e.errorCode().code(),
                e.errorCode().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                status,
                String.valueOf(e.getMessage()));
        body.put("code", e.errorCode().code()).put("sqlState", e.errorCode().sqlState());
        if (e.line() > 0) {
            body.put("line", e.line()).put("column", e.column());
        }
        return new Problem(status, body);
    }

    /** A problem of HTTP itself, such as 404. */
    static Problem http(int status, String title) {
        ErrorCode code = status >= 500 ? ErrorCode.INTERNAL : ErrorCode.REQUEST_INVALID;
        ObjectNode body = body("about:blank", title, status, title);
        return new Problem(status, body.put("code", code.code()).put("sqlState", code.sqlState()));
    }

    ObjectNode body() {
        return body;
    }

    void send(HttpServerResponse response) {
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        response.setStatusCode(status).putHeader("Content-Type", "application/problem+json");
        if (status == 401) {
            response.putHeader("WWW-Authenticate", CHALLENGES);
            response.headers().add("WWW-Authenticate", "Bearer realm=\"samsyn\"");
        }
        if (status == 503) {
            response.putHeader("Retry-After", "1");
        }
        response.end(Buffer.buffer(body.toString()));
    }

    private static ObjectNode body(String type, String title, int status, String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
    }

    private static int status(ErrorCode code) {
        return switch (code) {
            case NOT_AUTHENTICATED,
                    SESSION_UNKNOWN,
                    SIGN_ON_STATE,
                    SIGN_ON_REFUSED,
                    SIGN_ON_EXPIRED,
                    SIGN_ON_FORGED,
                    SIGN_ON_OTHER_CLIENT,
                    SIGN_ON_NONCE -> 401;
            case PURPOSE_UNKNOWN, REASON_MISSING -> 400;
            case PURPOSE_NOT_ALLOWED,
                    NOT_ALLOWED,
                    ANNOUNCED_NOT_SHOWN,
                    AGGREGATED_FORM,
                    ONE_GATE_RULE,
                    PERSON_KEY_RULE,
                    CLEAR_EXPRESSION_RULE,
                    PREDICATE_RULE,
                    GROUP_RULE,
                    AGGREGATE_RULE,
                    BELOW_GATE_RULE,
                    STATISTIC_RULE,
                    TOTALITY_RULE,
                    SECOND_PERSON,
                    SIGN_ON_USER_UNKNOWN,
                    LAUNCH_UNKNOWN,
                    LAUNCH_BEYOND -> 403;
            case SHAPE_RULE -> 422;
            case BUDGET_RULE -> 429;
            case SYNTAX,
                    STATEMENT_NOT_SUPPORTED,
                    UNKNOWN_TABLE,
                    UNKNOWN_COLUMN,
                    TYPE_MISMATCH,
                    EXPRESSION_FAILED,
                    PARAMETER_INVALID,
                    AMBIGUOUS_NAME,
                    UNKNOWN_FUNCTION,
                    REQUEST_INVALID,
                    STATEMENT_INVALID -> 400;
            case PERSON_SEARCH_LIMIT -> 429;
            case STATEMENT_UNKNOWN, POLICY_SET_UNKNOWN -> 404;
            case STATEMENT_TOO_LARGE -> 413;
            case KEY_NOT_BOUND, CALL_BOUND_EXCEEDED, NOT_PLANNABLE, ROW_CAP_EXCEEDED, MEMORY_LIMIT, POLICY_FILES -> 422;
            case SOURCE_UNAVAILABLE,
                    SOURCE_BUSY,
                    SOURCE_SWITCHED_OFF,
                    AUDIT_UNAVAILABLE,
                    LEDGER_RULE,
                    SIGN_ON_UNAVAILABLE -> 503;
            case SOURCE_MALFORMED, SOURCE_REFUSED -> 502;
            case SOURCE_TIMEOUT, QUERY_TIMEOUT -> 504;
            case QUERY_CANCELLED, POLICY_CASES_RED, POLICY_SET_STATE -> 409;
            case PLAN_NOT_PROTECTED, INTERNAL, CONFIGURATION -> 500;
        };
    }
}

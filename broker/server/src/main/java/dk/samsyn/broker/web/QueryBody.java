package dk.samsyn.broker.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.doors.Parameters;
import dk.samsyn.broker.identity.SessionRequest;
import dk.samsyn.broker.query.ResultColumn;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/query}.
 *
 * @param sql the statement
 * @param parameters values of {@code ?}, as JSON has them
 * @param session purpose, organisation, reason and partial
 * @param maxRows rows after which the answer ends
 * @param timeout the caller's own limit
 */
record QueryBody(
        String sql,
        List<JsonNode> parameters,
        SessionRequest session,
        OptionalLong maxRows,
        Optional<Duration> timeout) {
    private static final Set<String> KNOWN =
            Set.of("sql", "parameters", "purpose", "organisation", "reason", "partial", "maxRows", "timeoutSeconds");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * Reads a body.
     *
     * @param client what the client calls itself
     * @throws QueryException REQUEST_INVALID
     */
    static QueryBody read(byte[] bytes, String client) {
        JsonNode body = parse(bytes);
        body.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw invalid("there is no field \"" + shortened(name) + "\"");
            }
        });
        if (!body.path("sql").isTextual()) {
            throw invalid("\"sql\" must be a text");
        }
        JsonNode parameters = body.path("parameters");
        if (!parameters.isMissingNode() && !parameters.isNull() && !parameters.isArray()) {
            throw invalid("\"parameters\" must be a list");
        }
        JsonNode partial = body.path("partial");
        if (!partial.isMissingNode() && !partial.isNull() && !partial.isBoolean()) {
            throw invalid("\"partial\" must be true or false");
        }
        List<JsonNode> values = new ArrayList<>();
        parameters.forEach(values::add);
        OptionalLong seconds = positive(body, "timeoutSeconds");
        return new QueryBody(
                body.get("sql").textValue(),
                values,
                new SessionRequest(
                        text(body, "purpose"),
                        text(body, "organisation"),
                        text(body, "reason"),
                        partial.asBoolean(false),
                        client),
                positive(body, "maxRows"),
                seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsLong())) : Optional.empty());
    }

    /** Whether the statement's own types are needed to read the parameters: JSON has no dates. */
    boolean needsTypes() {
        return parameters.stream().anyMatch(JsonNode::isTextual);
    }

    /**
     * The parameters in the pipeline's forms.
     *
     * @param types types of the parameters, or empty if not {@link #needsTypes()}
     */
    List<@Nullable Object> values(List<ResultColumn> types) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            values.add(Parameters.fitted(value(parameters.get(i), i + 1), types, i));
        }
        return values;
    }

    private static @Nullable Object value(JsonNode node, int number) {
        if (node.isNull()) {
            return null;
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isInt()) {
            return node.intValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isNumber()) {
            return node.decimalValue();
        }
        throw Parameters.invalid(number, "is a list or an object");
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode body = JSON.readTree(bytes);
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw invalid("the body is not JSON");
        } catch (IOException e) {
            throw invalid("the body cannot be read");
        }
        throw invalid("the body must be a JSON object");
    }

    private static Optional<String> text(JsonNode body, String name) {
        JsonNode node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw invalid("\"" + name + "\" must be a text");
        }
        return Optional.of(node.textValue());
    }

    private static OptionalLong positive(JsonNode body, String name) {
        JsonNode node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return OptionalLong.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1) {
            throw invalid("\"" + name + "\" must be a positive number");
        }
        return OptionalLong.of(node.intValue());
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40);
    }

    private static QueryException invalid(String what) {
        return new QueryException(ErrorCode.REQUEST_INVALID, what);
    }
}

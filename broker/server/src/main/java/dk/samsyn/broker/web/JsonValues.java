package dk.samsyn.broker.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.query.QueryAnswer;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of answers as JSON: dates and times in ISO form, decimals as plain numbers, what JSON has no number for as null. */
final class JsonValues {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private JsonValues() {}

    static JsonGenerator generator(OutputStream out) throws IOException {
        return JSON.getFactory()
                .createGenerator(out)
                .configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true)
                .configure(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM, false);
    }

    static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            if (number.isNaN() || number.isInfinite()) {
                json.writeNull();
            } else {
                json.writeNumber(number);
            }
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object one : list) {
                write(json, one);
            }
            json.writeEndArray();
        } else {
            json.writeString(text(value));
        }
    }

    /** The value as text: ISO for dates and times, always with seconds. */
    static String text(Object value) {
        if (value instanceof LocalDateTime time) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        if (value instanceof LocalTime time) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    static ArrayNode notices(List<Notice> notices) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        notices.forEach(one -> all.addObject().put("code", one.code()).put("text", one.text()));
        return all;
    }

    static ArrayNode policies(List<PolicyRef> policies) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        policies.forEach(one -> all.addObject().put("id", one.id()).put("version", one.version()));
        return all;
    }

    static ArrayNode sources(List<QueryAnswer.SourceUse> sources) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (QueryAnswer.SourceUse one : sources) {
            ObjectNode node = all.addObject().put("id", one.id()).put("status", one.status());
            node.put("asOf", one.asOf().orElse(null));
            one.calls().ifPresent(calls -> node.put("calls", calls));
            one.rows().ifPresent(rows -> node.put("rows", rows));
        }
        return all;
    }

    static String ascii(Object node) {
        try {
            return JSON.writer()
                    .with(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII)
                    .writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonFactory factory() {
        return JSON.getFactory();
    }
}

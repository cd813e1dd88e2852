package dk.samsyn.adapter.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One FHIR resource, read field by field. A step {@code 0} takes the first element of an array. What is absent is null; what
 * has another form throws {@link Malformed}.
 */
record Resource(JsonNode json) {
    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

    String type() {
        String type = text("resourceType");
        if (type == null) {
            throw new Malformed();
        }
        return type;
    }

    @Nullable
    String text(String... path) {
        JsonNode field = field(path);
        if (field.isMissingNode() || field.isNull()) {
            return null;
        }
        if (!field.isTextual()) {
            throw new Malformed();
        }
        String text = field.textValue().strip();
        return text.isEmpty() ? null : text;
    }

    @Nullable
    BigDecimal number(String... path) {
        JsonNode field = field(path);
        if (field.isMissingNode() || field.isNull()) {
            return null;
        }
        if (!field.isNumber()) {
            throw new Malformed();
        }
        return field.decimalValue();
    }

    /** A date, or the day in Copenhagen of a time with offset. */
    @Nullable
    LocalDate date(String... path) {
        LocalDateTime time = time(path);
        return time == null ? null : time.toLocalDate();
    }

    /** A time with offset as Copenhagen wall-clock time; midnight for a date. */
    @Nullable
    LocalDateTime time(String... path) {
        String text = text(path);
        if (text == null) {
            return null;
        }
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay()
                    : OffsetDateTime.parse(text).atZoneSameInstant(COPENHAGEN).toLocalDateTime();
        } catch (DateTimeException e) {
            throw new Malformed();
        }
    }

    /** A part of the resource as one to read from. */
    Resource part(String... path) {
        return new Resource(field(path));
    }

    /** Number of elements of an array, 0 if there is none. */
    int size(String... path) {
        return field(path).size();
    }

    private JsonNode field(String... path) {
        JsonNode node = json;
        for (String step : path) {
            node = Character.isDigit(step.charAt(0)) ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        return node;
    }
}

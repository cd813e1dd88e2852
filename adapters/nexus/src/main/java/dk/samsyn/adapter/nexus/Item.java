package dk.samsyn.adapter.nexus;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** One item of a list, read field by field. A field that is absent or null is null; one of another form is malformed. */
record Item(Hal resource) {
    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

    /** Text, or a number as text. */
    @Nullable
    String text(String... path) {
        JsonNode field = field(path);
        if (field.isMissingNode() || field.isNull()) {
            return null;
        }
        if (!field.isTextual() && !field.isNumber()) {
            throw resource.malformed();
        }
        String text = field.asText().strip();
        return text.isEmpty() ? null : text;
    }

    /** Text that must be there. */
    String required(String... path) {
        String text = text(path);
        if (text == null) {
            throw resource.malformed();
        }
        return text;
    }

    /** A date; of a time with offset, the day it is in Copenhagen. */
    @Nullable
    LocalDate date(String... path) {
        String text = text(path);
        if (text == null) {
            return null;
        }
        if (text.indexOf('T') >= 0) {
            LocalDateTime time = time(path);
            return time == null ? null : time.toLocalDate();
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw resource.malformed();
        }
    }

    /** A time with offset as Copenhagen wall-clock time. */
    @Nullable
    LocalDateTime time(String... path) {
        String text = text(path);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).atZoneSameInstant(COPENHAGEN).toLocalDateTime();
        } catch (DateTimeException e) {
            throw resource.malformed();
        }
    }

    private JsonNode field(String... path) {
        JsonNode node = resource.body();
        for (String step : path) {
            node = node.path(step);
        }
        return node;
    }
}

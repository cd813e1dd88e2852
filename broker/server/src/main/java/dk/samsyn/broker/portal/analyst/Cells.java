package dk.samsyn.broker.portal.analyst;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of an answer as they are written: every digit that the source gave, decimal comma, dd.mm.yyyy. */
final class Cells {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.ROOT);

    private Cells() {}

    /** One cell of a page; {@code known} is false for NULL. */
    record Cell(String text, boolean number, boolean known) {}

    static Cell of(@Nullable Object value) {
        return new Cell(text(value), value instanceof Number, value != null);
    }

    /** The text; empty for NULL. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString().replace('.', ',');
        }
        if (value instanceof Double number) {
            return new BigDecimal(number.toString()).toPlainString().replace('.', ',');
        }
        if (value instanceof LocalDate date) {
            return DATE.format(date);
        }
        if (value instanceof LocalDateTime time) {
            return TIME.format(time);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Cells::text).collect(Collectors.joining(", "));
        }
        return value instanceof Boolean flag ? (flag ? "ja" : "nej") : value.toString();
    }
}

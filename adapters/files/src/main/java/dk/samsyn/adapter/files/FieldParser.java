package dk.samsyn.adapter.files;

import dk.samsyn.spi.SourceColumn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Set;

/** Turns a field that is not blank into the Java form of its column's type. */
interface FieldParser {
    /**
     * The value of a field.
     *
     * @throws IllegalArgumentException or {@link java.time.DateTimeException} or {@link ArithmeticException} if the text is
     *     not of the type
     */
    Object parse(String text);

    /**
     * The parser of a column.
     *
     * @param pattern pattern of a date or time; empty = ISO 8601
     * @param decimal character before the decimals of a number
     */
    static FieldParser of(SourceColumn column, String pattern, char decimal) {
        return switch (column.type()) {
            case VARCHAR -> text -> text;
            case INTEGER -> Integer::valueOf;
            case BIGINT -> Long::valueOf;
            case DOUBLE -> text -> Double.valueOf(text.replace(decimal, '.'));
            case DECIMAL -> text -> decimal(text, decimal, column.scale());
            case BOOLEAN -> FieldParser::truth;
            case DATE -> dates(pattern);
            case TIMESTAMP -> times(pattern);
        };
    }

    private static Object decimal(String text, char decimal, int scale) {
        if (decimal == ',' && text.indexOf('.') >= 0) {
            throw new IllegalArgumentException("a point in a number with decimal comma");
        }
        return new BigDecimal(text.replace(decimal, '.')).setScale(scale, RoundingMode.UNNECESSARY);
    }

    private static Object truth(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (Set.of("1", "true", "ja", "j").contains(word)) {
            return true;
        }
        if (Set.of("0", "false", "nej", "n").contains(word)) {
            return false;
        }
        throw new IllegalArgumentException("neither true nor false");
    }

    private static FieldParser dates(String pattern) {
        DateTimeFormatter formatter = pattern.isEmpty() ? DateTimeFormatter.ISO_LOCAL_DATE : strict(pattern);
        return text -> LocalDate.parse(text, formatter);
    }

    private static FieldParser times(String pattern) {
        DateTimeFormatter formatter = pattern.isEmpty() ? DateTimeFormatter.ISO_LOCAL_DATE_TIME : strict(pattern);
        return text -> LocalDateTime.parse(text, formatter);
    }

    /** Strict, so that 31 February is an error and not 28 February; strict resolving wants {@code u} for the year. */
    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}

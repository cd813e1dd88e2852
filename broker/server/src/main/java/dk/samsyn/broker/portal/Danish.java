package dk.samsyn.broker.portal;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates and numbers as they are written in Danish: dd.mm.yyyy, decimal comma, point between thousands. */
public final class Danish {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy 'kl.' HH:mm", Locale.ROOT);

    private Danish() {}

    /** A date; of a date and time the date. Empty for null. */
    public static String date(@Nullable Object value) {
        if (value instanceof LocalDateTime time) {
            return DATE.format(time);
        }
        return value instanceof LocalDate date ? DATE.format(date) : "";
    }

    /** A date and time. Empty for null. */
    public static String time(@Nullable Object value) {
        return value instanceof LocalDateTime time ? TIME.format(time) : date(value);
    }

    /** A month with its name in that language, such as {@code december 2026}. */
    public static String month(YearMonth month, String language) {
        return DateTimeFormatter.ofPattern("LLLL yyyy", Locale.forLanguageTag(language))
                .format(month);
    }

    /** A number with at most two decimals. Empty for null. */
    public static String number(@Nullable Object value) {
        if (!(value instanceof Number number)) {
            return "";
        }
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setDecimalSeparator(',');
        symbols.setGroupingSeparator('.');
        return new DecimalFormat("#,##0.##", symbols).format(new BigDecimal(number.toString()));
    }

    /** A person number with its hyphen; anything else as it is. */
    public static String cpr(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        return text.length() == 10 ? text.substring(0, 6) + "-" + text.substring(6) : text;
    }
}

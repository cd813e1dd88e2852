package dk.samsyn.broker.config;

import dk.samsyn.spi.ColumnType;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column type as configuration writes it: {@code varchar(12)}, {@code decimal(18,4)}, {@code pid}, with {@code !} for NOT
 * NULL.
 *
 * @param type the type of its values
 * @param precision characters or digits
 * @param scale decimals
 * @param nullable whether NULL can occur
 * @param pid whether the column is the person key
 */
public record ColumnTypeText(ColumnType type, int precision, int scale, boolean nullable, boolean pid) {
    /** Characters of a person key as users see it: base64url of one AES block, with padding. */
    public static final int PID_LENGTH = 24;

    private static final Pattern TEXT = Pattern.compile("([a-z]+)(?:\\((\\d+)(?:,\\s*(\\d+))?\\))?(!?)");

    /** Parses the text, or gives nothing if it is not a type. */
    public static Optional<ColumnTypeText> parse(String text) {
        Matcher m = TEXT.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            return Optional.empty();
        }
        int precision = m.group(2) == null ? 0 : Integer.parseInt(m.group(2));
        int scale = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
        boolean nullable = m.group(4).isEmpty();
        if (m.group(1).equals("pid")) {
            return Optional.of(new ColumnTypeText(ColumnType.VARCHAR, PID_LENGTH, 0, nullable, true));
        }
        for (ColumnType type : ColumnType.values()) {
            if (type.name().equalsIgnoreCase(m.group(1))) {
                int defaulted = precision > 0
                        ? precision
                        : type == ColumnType.VARCHAR ? 4000 : type == ColumnType.DECIMAL ? 18 : 0;
                return Optional.of(new ColumnTypeText(type, defaulted, scale, nullable, false));
            }
        }
        return Optional.empty();
    }
}

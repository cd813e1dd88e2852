package dk.samsyn.broker.portal.practice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A piece of SQL with the values of its {@code ?} in order; what a user wrote is always a value.
 *
 * @param text SQL with {@code ?}
 * @param values values: String, Integer, BigDecimal or LocalDate
 */
record SqlText(String text, List<Object> values) {
    SqlText {
        values = List.copyOf(values);
    }

    static SqlText of(String text, Object... values) {
        return new SqlText(text, List.of(values));
    }

    /** Pieces with a word between them, in parentheses. */
    static SqlText joined(List<SqlText> parts, String word) {
        return joined(parts, word, part -> part);
    }

    static SqlText joined(List<SqlText> parts, String word, Function<String, String> each) {
        List<Object> values = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (SqlText part : parts) {
            texts.add(each.apply(part.text()));
            values.addAll(part.values());
        }
        return new SqlText("(" + String.join(" " + word + " ", texts) + ")", values);
    }

    SqlText and(SqlText other) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(other.values());
        return new SqlText(text + "\n  AND " + other.text(), all);
    }

    SqlText within(String before, String after) {
        return new SqlText(before + text + after, values);
    }

    /** The statement with its values written in, for people to read and to copy into a tool of their own. */
    String readable() {
        StringBuilder written = new StringBuilder();
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '?' && next < values.size()) {
                written.append(literal(values.get(next++)));
            } else {
                written.append(c);
            }
        }
        return written.toString();
    }

    private static String literal(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof LocalDate date) {
            return "DATE '" + date + "'";
        }
        return value instanceof Number
                ? value.toString()
                : "'" + value.toString().replace("'", "''") + "'";
    }
}

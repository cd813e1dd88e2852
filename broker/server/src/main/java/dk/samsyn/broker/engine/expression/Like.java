package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.ObjectVector;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** LIKE with a constant pattern. */
final class Like extends Expression {
    private final Expression operand;
    private final Predicate<String> pattern;

    /**
     * A match.
     *
     * @throws RuntimeException if the pattern is not well formed
     */
    Like(Expression operand, String pattern, @Nullable String escape) {
        super(Form.BOOLEAN);
        this.operand = operand;
        this.pattern = matcher(pattern, escape);
    }

    private static Predicate<String> matcher(String pattern, @Nullable String escape) {
        String bare = pattern.replaceAll("^%+|%+$", "");
        if (escape == null && bare.indexOf('%') < 0 && bare.indexOf('_') < 0 && !bare.isEmpty()) {
            boolean open = pattern.startsWith("%");
            boolean openEnd = pattern.endsWith("%");
            if (open) {
                return openEnd ? text -> text.contains(bare) : text -> text.endsWith(bare);
            }
            return openEnd ? text -> text.startsWith(bare) : text -> text.equals(bare);
        }
        Pattern regex = Pattern.compile(regex(pattern, escape), Pattern.DOTALL);
        return text -> regex.matcher(text).matches();
    }

    private static String regex(String pattern, @Nullable String escape) {
        if (escape != null && escape.length() != 1) {
            throw new IllegalArgumentException("an escape is one character");
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (escape != null && c == escape.charAt(0)) {
                i++;
                if (i == pattern.length() || ("%_".indexOf(pattern.charAt(i)) < 0 && pattern.charAt(i) != c)) {
                    throw new IllegalArgumentException("an escape stands before %, _ or itself");
                }
                regex.append(Pattern.quote(pattern.substring(i, i + 1)));
            } else {
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    @Override
    public Vector values(Frame frame, Selection rows) {
        ObjectVector texts = (ObjectVector) operand.values(frame, rows);
        long[] values = new long[frame.capacity()];
        boolean[] nulls = null;
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            if (texts.values[row] instanceof String text) {
                values[row] = pattern.test(text) ? 1 : 0;
            } else {
                nulls = nulls == null ? new boolean[values.length] : nulls;
                nulls[row] = true;
            }
        }
        return new LongVector(values, nulls);
    }
}

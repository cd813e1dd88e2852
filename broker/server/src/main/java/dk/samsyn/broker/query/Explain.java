package dk.samsyn.broker.query;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that asks how another would be answered: {@code EXPLAIN [ANALYZE] [PLAN FOR] statement}.
 *
 * @param sql the other statement, with blanks in place of what stood before it, so that errors keep their line and column
 * @param analyze whether it is to be run as well
 */
record Explain(String sql, boolean analyze) {
    private static final Pattern PREFIX = Pattern.compile(
            "(?is)\\A(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*EXPLAIN(?<analyze>\\s+ANALYZE)?(?:\\s+PLAN\\s+FOR)?(?=\\s|\\()");

    /** Reads a statement as such, if it is one. */
    static Optional<Explain> of(String sql) {
        Matcher prefix = PREFIX.matcher(sql);
        if (!prefix.lookingAt()) {
            return Optional.empty();
        }
        String blank = prefix.group().replaceAll("[^\\n]", " ");
        return Optional.of(new Explain(blank + sql.substring(prefix.end()), prefix.group("analyze") != null));
    }
}

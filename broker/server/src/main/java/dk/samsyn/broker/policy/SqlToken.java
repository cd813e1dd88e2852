package dk.samsyn.broker.policy;

import java.util.Locale;

/**
 * A piece of a condition's text; the texts of all tokens, joined, are the condition.
 *
 * @param kind what it is
 * @param text as written
 * @param offset its place in the condition, from 0
 */
record SqlToken(Kind kind, String text, int offset) {
    /** Whether this is that keyword or symbol, outside of quotes. */
    boolean is(String wordOrSymbol) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(wordOrSymbol);
    }

    /** Whether this can be the name of a table, column or alias. */
    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** The identifier as PostgreSQL folds it: unquoted lower case, quoted exact. */
    String name() {
        return kind == Kind.QUOTED
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : text.toLowerCase(Locale.ROOT);
    }

    /** Kinds of tokens. */
    enum Kind {
        SPACE,
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        /** {@code :name} or {@code :name.name}. */
        PLACEHOLDER,
        SYMBOL
    }
}

package dk.samsyn.broker.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a condition into tokens, so that names are never replaced inside of strings and quoted identifiers. It knows only what
 * conditions need; comments, {@code ?}, semicolons and any unknown character are refused.
 */
final class SqlLexer {
    private static final String SYMBOLS = "()[],.<>=!+-*/|%";

    private final String text;
    private int at;

    private SqlLexer(String text) {
        this.text = text;
    }

    /**
     * All tokens, spaces too.
     *
     * @throws ConditionException if the text is not made of tokens
     */
    static List<SqlToken> tokens(String text) {
        SqlLexer lexer = new SqlLexer(text);
        List<SqlToken> tokens = new ArrayList<>();
        while (lexer.at < text.length()) {
            tokens.add(lexer.next());
        }
        return tokens;
    }

    /** The tokens that mean something. */
    static List<SqlToken> words(String text) {
        return tokens(text).stream()
                .filter(token -> token.kind() != SqlToken.Kind.SPACE)
                .toList();
    }

    private SqlToken next() {
        int start = at;
        SqlToken.Kind kind = kindAt(start);
        at = switch (kind) {
            case SPACE -> whileSpace(start);
            case WORD -> whileName(start);
            case QUOTED -> afterQuote(start, '"');
            case STRING -> afterQuote(start, '\'');
            case NUMBER -> whileNumber(start);
            case PLACEHOLDER -> afterPlaceholder(start);
            case SYMBOL -> start + 1;
        };
        return new SqlToken(kind, text.substring(start, at), start);
    }

    private SqlToken.Kind kindAt(int index) {
        char c = text.charAt(index);
        if (Character.isWhitespace(c)) {
            return SqlToken.Kind.SPACE;
        }
        if (isNameStart(c)) {
            return SqlToken.Kind.WORD;
        }
        if (isDigit(c)) {
            return SqlToken.Kind.NUMBER;
        }
        if (c == '"') {
            return SqlToken.Kind.QUOTED;
        }
        if (c == '\'') {
            return SqlToken.Kind.STRING;
        }
        if (c == ':') {
            return SqlToken.Kind.PLACEHOLDER;
        }
        if (text.startsWith("--", index) || text.startsWith("/*", index)) {
            throw wrong("a comment", index);
        }
        if (SYMBOLS.indexOf(c) < 0) {
            throw wrong("a character that conditions do not have", index);
        }
        return SqlToken.Kind.SYMBOL;
    }

    private int whileSpace(int start) {
        int end = start;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int whileName(int start) {
        int end = start;
        while (end < text.length() && (isNameStart(text.charAt(end)) || isDigit(text.charAt(end)))) {
            end++;
        }
        return end;
    }

    private int whileNumber(int start) {
        int end = start;
        while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        if (end < text.length() && isNameStart(text.charAt(end))) {
            throw wrong("a malformed number", start);
        }
        return end;
    }

    private int afterQuote(int start, char quote) {
        int end = start + 1;
        while (end < text.length()) {
            if (text.charAt(end) != quote) {
                end++;
            } else if (end + 1 < text.length() && text.charAt(end + 1) == quote) {
                end += 2;
            } else {
                return end + 1;
            }
        }
        throw wrong("a quote that is not closed", start);
    }

    private int afterPlaceholder(int start) {
        int end = whileName(start + 1);
        if (end == start + 1 || isDigit(text.charAt(start + 1))) {
            throw wrong("a colon without a name", start);
        }
        while (end + 1 < text.length() && text.charAt(end) == '.' && isNameStart(text.charAt(end + 1))) {
            end = whileName(end + 1);
        }
        return end;
    }

    private static boolean isNameStart(char c) {
        return c == '_' || Character.isLetter(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static ConditionException wrong(String what, int index) {
        return new ConditionException(what + " at character " + (index + 1));
    }
}

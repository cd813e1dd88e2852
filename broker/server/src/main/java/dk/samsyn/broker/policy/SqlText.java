package dk.samsyn.broker.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The text of a condition, seen as tokens: its placeholders and the tables its subqueries read. */
public final class SqlText {
    private static final Set<String> NOT_AN_ALIAS = Set.of(
            "where",
            "on",
            "join",
            "inner",
            "left",
            "right",
            "full",
            "cross",
            "natural",
            "using",
            "group",
            "order",
            "having",
            "union",
            "except",
            "intersect",
            "limit",
            "fetch",
            "offset",
            "window",
            "as");
    private static final Set<String> AFTER_FROM =
            Set.of("where", "group", "order", "having", "union", "except", "intersect", "limit", "fetch", "offset");

    private final List<SqlToken> tokens;

    private SqlText(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads a condition.
     *
     * @throws ConditionException if it is not made of tokens or its parentheses do not match
     */
    public static SqlText of(String sql) {
        SqlText text = new SqlText(SqlLexer.tokens(sql));
        int depth = 0;
        for (SqlToken token : text.tokens) {
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth < 0) {
                break;
            }
        }
        if (depth != 0) {
            throw new ConditionException("parentheses do not match");
        }
        return text;
    }

    /** Names of the placeholders without colon, lower case, such as {@code user.ydernr}. */
    public List<String> placeholders() {
        return tokens.stream()
                .filter(token -> token.kind() == SqlToken.Kind.PLACEHOLDER)
                .map(SqlText::placeholderName)
                .distinct()
                .toList();
    }

    /** The text with some placeholders replaced; those that {@code replacement} does not know stay. */
    public String replacePlaceholders(Function<String, Optional<String>> replacement) {
        StringBuilder replaced = new StringBuilder();
        for (SqlToken token : tokens) {
            replaced.append(
                    token.kind() == SqlToken.Kind.PLACEHOLDER
                            ? replacement.apply(placeholderName(token)).orElse(token.text())
                            : token.text());
        }
        return replaced.toString();
    }

    private static String placeholderName(SqlToken token) {
        return token.text().substring(1).toLowerCase(Locale.ROOT);
    }

    /**
     * The tables behind FROM and JOIN in subqueries, in order.
     *
     * @throws ConditionException if a subquery reads something else than a named table
     */
    public List<TableInCondition> tables() {
        List<SqlToken> words = tokens.stream()
                .filter(token -> token.kind() != SqlToken.Kind.SPACE)
                .toList();
        List<TableInCondition> tables = new ArrayList<>();
        Deque<Clause> open = new ArrayDeque<>();
        open.push(Clause.EXPRESSION);
        for (int i = 0; i < words.size(); i++) {
            SqlToken token = words.get(i);
            if (token.is("(")) {
                open.push(Clause.EXPRESSION);
            } else if (token.is(")")) {
                open.pop();
            } else if (token.is("SELECT")) {
                replaceTop(open, Clause.SELECT);
            } else if (startsTable(words, i, open.getFirst())) {
                replaceTop(open, Clause.FROM);
                tables.add(tableAt(words, i + 1));
            } else if (open.getFirst() == Clause.FROM && token.isName() && AFTER_FROM.contains(token.name())) {
                replaceTop(open, Clause.SELECT);
            }
        }
        return tables;
    }

    private static boolean startsTable(List<SqlToken> words, int i, Clause clause) {
        SqlToken token = words.get(i);
        if (clause == Clause.FROM) {
            return token.is("JOIN") || token.is(",");
        }
        // IS DISTINCT FROM is a comparison.
        return clause == Clause.SELECT && token.is("FROM") && !words.get(i - 1).is("DISTINCT");
    }

    private static TableInCondition tableAt(List<SqlToken> words, int index) {
        int i = index;
        String table = nameAt(words, i);
        if (isAt(words, i + 1, ".")) {
            table = table + "." + nameAt(words, i + 2);
            i += 2;
        }
        i += isAt(words, i + 1, "AS") ? 2 : 1;
        boolean alias = i < words.size()
                && words.get(i).isName()
                && !NOT_AN_ALIAS.contains(words.get(i).text().toLowerCase(Locale.ROOT));
        String visibleName = alias ? words.get(i).name() : table.substring(table.indexOf('.') + 1);
        return new TableInCondition(table, visibleName);
    }

    private static String nameAt(List<SqlToken> words, int index) {
        if (index >= words.size() || !words.get(index).isName()) {
            throw new ConditionException("a subquery reads something else than a named table");
        }
        return words.get(index).name();
    }

    private static boolean isAt(List<SqlToken> words, int index, String symbol) {
        return index < words.size() && words.get(index).is(symbol);
    }

    private static void replaceTop(Deque<Clause> open, Clause clause) {
        open.pop();
        open.push(clause);
    }

    private enum Clause {
        EXPRESSION,
        SELECT,
        FROM
    }

    /** Names that stand before a dot, such as the {@code t} of {@code t.pid}. */
    public Set<String> qualifiers() {
        Set<String> qualifiers = new HashSet<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).isName() && tokens.get(i + 1).is(".")) {
                qualifiers.add(tokens.get(i).name());
            }
        }
        return qualifiers;
    }

    /**
     * A table in a subquery.
     *
     * @param table its name as written, with or without schema
     * @param visibleName what its columns are qualified with: its alias, or else its bare name
     */
    public record TableInCondition(String table, String visibleName) {}
}

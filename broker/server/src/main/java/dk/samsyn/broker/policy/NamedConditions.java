package dk.samsyn.broker.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Opens named conditions. An argument is one column, constant or placeholder. A bare column means a column of the governed
 * table itself and becomes {@code :row.COLUMN}, so that no table inside the named condition can capture it.
 */
public final class NamedConditions {
    private final Map<String, NamedCondition> byName;

    public NamedConditions(List<NamedCondition> conditions) {
        Map<String, NamedCondition> named = new HashMap<>();
        conditions.forEach(condition -> named.put(condition.name(), condition));
        this.byName = Map.copyOf(named);
    }

    /**
     * The text without named conditions.
     *
     * @throws ConditionException if the text cannot be read, a named condition is used wrongly or uses itself
     */
    public String expand(String sql) {
        return expand(sql, Set.of());
    }

    private String expand(String sql, Set<String> within) {
        List<SqlToken> tokens = SqlLexer.tokens(sql);
        StringBuilder expanded = new StringBuilder();
        int i = 0;
        while (i < tokens.size()) {
            Optional<NamedCondition> called = callAt(tokens, i);
            if (called.isEmpty()) {
                expanded.append(tokens.get(i).text());
                i++;
                continue;
            }
            int close = closing(tokens, i);
            List<SqlToken> inside = tokens.subList(nextWord(tokens, i + 1) + 1, close);
            expanded.append('(')
                    .append(body(called.get(), arguments(called.get(), inside), within))
                    .append(')');
            i = close + 1;
        }
        return expanded.toString();
    }

    private Optional<NamedCondition> callAt(List<SqlToken> tokens, int index) {
        SqlToken token = tokens.get(index);
        int next = nextWord(tokens, index + 1);
        boolean call = token.kind() == SqlToken.Kind.WORD
                && next < tokens.size()
                && tokens.get(next).is("(")
                && !(index > 0 && tokens.get(index - 1).is("."));
        return call ? Optional.ofNullable(byName.get(token.name())) : Optional.empty();
    }

    private static int nextWord(List<SqlToken> tokens, int from) {
        int i = from;
        while (i < tokens.size() && tokens.get(i).kind() == SqlToken.Kind.SPACE) {
            i++;
        }
        return i;
    }

    private static int closing(List<SqlToken> tokens, int from) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).is("(")) {
                depth++;
            } else if (tokens.get(i).is(")") && --depth == 0) {
                return i;
            }
        }
        throw new ConditionException("parentheses do not match");
    }

    private String body(NamedCondition condition, Map<String, String> arguments, Set<String> within) {
        if (within.contains(condition.name())) {
            throw new ConditionException("named condition " + condition.name() + " uses itself");
        }
        SqlText text = SqlText.of(condition.sql());
        Set<String> aliases = new HashSet<>();
        text.tables().forEach(table -> aliases.add(table.visibleName()));
        arguments.values().forEach(argument -> refuseCapture(condition, argument, aliases));
        String filled = text.replacePlaceholders(name -> Optional.ofNullable(arguments.get(name)));
        Set<String> deeper = new HashSet<>(within);
        deeper.add(condition.name());
        return expand(filled, deeper);
    }

    private static void refuseCapture(NamedCondition condition, String argument, Set<String> aliases) {
        List<SqlToken> words = SqlLexer.words(argument);
        if (words.size() == 3 && aliases.contains(words.get(0).name())) {
            throw new ConditionException(
                    "argument " + argument + " means another table inside " + condition.name() + "; use another alias");
        }
    }

    private static Map<String, String> arguments(NamedCondition condition, List<SqlToken> inside) {
        List<String> written = new ArrayList<>();
        List<SqlToken> current = new ArrayList<>();
        for (SqlToken token : inside) {
            if (token.is(",")) {
                written.add(argument(condition, current));
                current.clear();
            } else if (token.kind() != SqlToken.Kind.SPACE) {
                current.add(token);
            }
        }
        if (!written.isEmpty() || !current.isEmpty()) {
            written.add(argument(condition, current));
        }
        if (written.size() != condition.parameters().size()) {
            throw new ConditionException(
                    condition.name() + " takes " + condition.parameters().size() + " arguments, not " + written.size());
        }
        Map<String, String> byParameter = new HashMap<>();
        for (int i = 0; i < written.size(); i++) {
            byParameter.put(condition.parameters().get(i), written.get(i));
        }
        return byParameter;
    }

    private static String argument(NamedCondition condition, List<SqlToken> words) {
        if (words.size() == 1) {
            SqlToken word = words.get(0);
            return switch (word.kind()) {
                case WORD -> ":row." + word.name();
                case STRING, NUMBER, PLACEHOLDER -> word.text();
                case QUOTED, SPACE, SYMBOL -> throw notSimple(condition);
            };
        }
        boolean qualified = words.size() == 3
                && words.get(0).isName()
                && words.get(1).is(".")
                && words.get(2).isName();
        if (!qualified) {
            throw notSimple(condition);
        }
        return words.get(0).text() + "." + words.get(2).text();
    }

    private static ConditionException notSimple(NamedCondition condition) {
        return new ConditionException(
                "an argument of " + condition.name() + " is not one column, constant or placeholder");
    }
}

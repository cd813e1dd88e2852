package dk.samsyn.broker.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the text of a {@link UserCondition}; precedence as in SQL: NOT before AND before OR. */
final class UserConditionParser {
    private static final String PREFIX = ":user.";

    private final List<SqlToken> words;
    private int at;

    private UserConditionParser(List<SqlToken> words) {
        this.words = words;
    }

    static UserCondition parse(String text) {
        UserConditionParser parser = new UserConditionParser(SqlLexer.words(text));
        UserCondition condition = parser.or();
        if (parser.at < parser.words.size()) {
            throw parser.expected("AND, OR or the end");
        }
        return condition;
    }

    private UserCondition or() {
        List<UserCondition> parts = new ArrayList<>(List.of(and()));
        while (skip("OR")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.get(0) : new UserCondition.Or(parts);
    }

    private UserCondition and() {
        List<UserCondition> parts = new ArrayList<>(List.of(not()));
        while (skip("AND")) {
            parts.add(not());
        }
        return parts.size() == 1 ? parts.get(0) : new UserCondition.And(parts);
    }

    private UserCondition not() {
        if (skip("NOT")) {
            return new UserCondition.Not(not());
        }
        if (skip("(")) {
            UserCondition inner = or();
            require(")");
            return inner;
        }
        return comparison();
    }

    private UserCondition comparison() {
        String attribute = attribute();
        if (skip("IS")) {
            boolean negated = skip("NOT");
            require("NULL");
            UserCondition isNull = new UserCondition.IsNull(attribute);
            return negated ? new UserCondition.Not(isNull) : isNull;
        }
        if (skip("=")) {
            return new UserCondition.In(attribute, List.of(constant()));
        }
        boolean negated = skip("NOT");
        require("IN");
        require("(");
        List<Object> constants = new ArrayList<>(List.of(constant()));
        while (skip(",")) {
            constants.add(constant());
        }
        require(")");
        UserCondition in = new UserCondition.In(attribute, constants);
        return negated ? new UserCondition.Not(in) : in;
    }

    private String attribute() {
        if (at < words.size() && words.get(at).kind() == SqlToken.Kind.PLACEHOLDER) {
            String name = words.get(at).text().toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                at++;
                return name.substring(PREFIX.length());
            }
        }
        throw expected(":user.NAME");
    }

    private Object constant() {
        if (at < words.size()) {
            SqlToken word = words.get(at);
            if (word.kind() == SqlToken.Kind.STRING) {
                at++;
                return word.text().substring(1, word.text().length() - 1).replace("''", "'");
            }
            if (word.kind() == SqlToken.Kind.NUMBER && word.text().chars().allMatch(Character::isDigit)) {
                at++;
                return new BigDecimal(word.text());
            }
        }
        throw expected("a text or a whole number");
    }

    private boolean skip(String word) {
        boolean found = at < words.size() && words.get(at).is(word);
        at += found ? 1 : 0;
        return found;
    }

    private void require(String word) {
        if (!skip(word)) {
            throw expected(word);
        }
    }

    private ConditionException expected(String what) {
        String place = at < words.size() ? "at character " + (words.get(at).offset() + 1) : "at the end";
        return new ConditionException("expected " + what + " " + place);
    }
}

package dk.samsyn.broker.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The text of a row condition, taken apart at its outermost AND and OR, so that some implications between two conditions can be
 * proved. What is not proved is not denied.
 */
final class RowCondition {
    private static final Set<String> OPERATORS = Set.of(">=", "<=", "<>", "!=", "||");

    private final List<SqlToken> words;

    private RowCondition(List<SqlToken> words) {
        this.words = words;
    }

    static RowCondition of(String sql) {
        return new RowCondition(unwrapped(operatorsWhole(SqlLexer.words(sql))));
    }

    /** {@code >} and {@code =} side by side are one comparison. */
    private static List<SqlToken> operatorsWhole(List<SqlToken> words) {
        List<SqlToken> whole = new ArrayList<>();
        for (SqlToken word : words) {
            SqlToken last = whole.isEmpty() ? word : whole.get(whole.size() - 1);
            boolean joined = !whole.isEmpty()
                    && OPERATORS.contains(last.text() + word.text())
                    && last.offset() + last.text().length() == word.offset();
            if (joined) {
                whole.set(
                        whole.size() - 1, new SqlToken(SqlToken.Kind.SYMBOL, last.text() + word.text(), last.offset()));
            } else {
                whole.add(word);
            }
        }
        return whole;
    }

    /** Whether every row that meets this condition provably meets the other. */
    boolean implies(RowCondition other) {
        if (other.isTrue() || same(other)) {
            return true;
        }
        List<RowCondition> alternatives = parts("OR");
        if (alternatives.size() > 1) {
            return alternatives.stream().allMatch(each -> each.implies(other));
        }
        List<RowCondition> demanded = other.parts("AND");
        if (demanded.size() > 1) {
            return demanded.stream().allMatch(this::implies);
        }
        List<RowCondition> offered = other.parts("OR");
        if (offered.size() > 1 && offered.stream().anyMatch(this::implies)) {
            return true;
        }
        List<RowCondition> given = parts("AND");
        return given.size() > 1
                ? given.stream().anyMatch(each -> each.implies(other))
                : withinList(other) || withinBound(other) || withinPeriod(other);
    }

    private boolean isTrue() {
        return words.size() == 1 && words.get(0).is(Grant.ALL_ROWS);
    }

    private boolean same(RowCondition other) {
        return normal(words).equals(normal(other.words));
    }

    private static List<String> normal(List<SqlToken> words) {
        return words.stream().map(RowCondition::normal).toList();
    }

    private static String normal(SqlToken word) {
        return word.kind() == SqlToken.Kind.WORD || word.kind() == SqlToken.Kind.PLACEHOLDER
                ? word.text().toLowerCase(Locale.ROOT)
                : word.text();
    }

    /** The parts between an outermost connective; the whole, if there is none or if a looser one stands outermost. */
    private List<RowCondition> parts(String connective) {
        boolean or = connective.equals("OR");
        List<RowCondition> parts = new ArrayList<>();
        List<SqlToken> current = new ArrayList<>();
        int depth = 0;
        boolean between = false;
        for (SqlToken word : words) {
            depth += word.is("(") ? 1 : word.is(")") ? -1 : 0;
            if (depth == 0 && (word.is("CASE") || (!or && word.is("OR")))) {
                return List.of(this);
            }
            between = between || (depth == 0 && word.is("BETWEEN"));
            boolean ofBetween = between && depth == 0 && word.is("AND");
            if (depth == 0 && word.is(connective) && !ofBetween) {
                parts.add(new RowCondition(unwrapped(current)));
                current = new ArrayList<>();
                continue;
            }
            between = between && !ofBetween;
            current.add(word);
        }
        parts.add(new RowCondition(unwrapped(current)));
        return parts;
    }

    private static List<SqlToken> unwrapped(List<SqlToken> words) {
        List<SqlToken> inner = words;
        while (inner.size() > 2 && inner.get(0).is("(") && closesAtEnd(inner)) {
            inner = inner.subList(1, inner.size() - 1);
        }
        return List.copyOf(inner);
    }

    private static boolean closesAtEnd(List<SqlToken> words) {
        int depth = 0;
        for (int i = 0; i < words.size(); i++) {
            depth += words.get(i).is("(") ? 1 : words.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                return i == words.size() - 1;
            }
        }
        return false;
    }

    /** {@code x = 'a'} and {@code x IN ('a')} are within {@code x IN ('a', 'b')}. */
    private boolean withinList(RowCondition other) {
        Optional<Membership> mine = membership();
        Optional<Membership> theirs = other.membership();
        return mine.isPresent()
                && theirs.isPresent()
                && mine.get().column().equals(theirs.get().column())
                && theirs.get().constants().containsAll(mine.get().constants());
    }

    private record Membership(List<String> column, Set<String> constants) {}

    private Optional<Membership> membership() {
        int at = operator();
        if (at < 0) {
            return Optional.empty();
        }
        List<String> column = normal(words.subList(0, at));
        List<SqlToken> rest = words.subList(at + 1, words.size());
        if (words.get(at).is("=") && rest.size() == 1 && constant(rest.get(0))) {
            return Optional.of(new Membership(column, Set.of(rest.get(0).text())));
        }
        if (!words.get(at).is("IN") || rest.size() < 3 || !rest.get(0).is("(")) {
            return Optional.empty();
        }
        Set<String> constants = new HashSet<>();
        for (SqlToken word : rest.subList(1, rest.size() - 1)) {
            if (!constant(word) && !word.is(",")) {
                return Optional.empty();
            }
            constants.add(word.text());
        }
        constants.remove(",");
        return Optional.of(new Membership(column, constants));
    }

    private static boolean constant(SqlToken word) {
        return word.kind() == SqlToken.Kind.STRING || word.kind() == SqlToken.Kind.NUMBER;
    }

    /** {@code x >= 5} is within {@code x >= 3}. */
    private boolean withinBound(RowCondition other) {
        int at = operator();
        boolean alike = at > 0
                && at == other.operator()
                && words.size() == at + 2
                && other.words.size() == at + 2
                && normal(words.subList(0, at + 1)).equals(normal(other.words.subList(0, at + 1)))
                && number(words.get(at + 1))
                && number(other.words.get(at + 1));
        if (!alike) {
            return false;
        }
        int order = new java.math.BigDecimal(words.get(at + 1).text())
                .compareTo(new java.math.BigDecimal(other.words.get(at + 1).text()));
        SqlToken operator = words.get(at);
        return ((operator.is(">") || operator.is(">=")) && order >= 0)
                || ((operator.is("<") || operator.is("<=")) && order <= 0);
    }

    private static boolean number(SqlToken word) {
        return word.kind() == SqlToken.Kind.NUMBER && word.text().matches("[0-9]+(\\.[0-9]+)?");
    }

    /** The comparison after a plain column, or -1. */
    private int operator() {
        int at = words.size() > 2 && words.get(1).is(".") ? 3 : 1;
        boolean column = words.size() > at + 1
                && words.get(at - 1).isName()
                && Set.of("=", "<", ">", "<=", ">=", "in").contains(normal(words.get(at)));
        return column ? at : -1;
    }

    /**
     * {@code … k.tid >= … CURRENT_DATE - INTERVAL '6' MONTH …} is within the same with {@code '12'}, if nothing in it turns more
     * into less.
     */
    private boolean withinPeriod(RowCondition other) {
        if (words.size() != other.words.size() || !monotone()) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            boolean equal = normal(words.get(i)).equals(normal(other.words.get(i)));
            if (!equal && !(isPeriod(i) && other.isPeriod(i) && period(words.get(i)) <= period(other.words.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private boolean monotone() {
        Set<String> inside = words.stream().map(RowCondition::normal).collect(Collectors.toSet());
        return inside.stream()
                .noneMatch(Set.of(
                        "not",
                        "except",
                        "minus",
                        "intersect",
                        "having",
                        "group",
                        "count",
                        "case",
                        "is",
                        "all",
                        "limit",
                        "fetch",
                        "offset",
                        "over",
                        "union")::contains);
    }

    /** {@code '12'} in {@code >= CURRENT_DATE - INTERVAL '12' MONTH}, a cast around it or not. */
    private boolean isPeriod(int index) {
        boolean interval = index >= 4
                && words.get(index).kind() == SqlToken.Kind.STRING
                && words.get(index).text().matches("'[0-9]{1,6}'")
                && words.get(index - 1).is("INTERVAL")
                && words.get(index - 2).is("-")
                && words.get(index - 3).is("CURRENT_DATE");
        if (!interval) {
            return false;
        }
        int before = index - 4;
        if (before >= 2 && words.get(before).is("(") && words.get(before - 1).is("CAST")) {
            before -= 2;
        }
        String operator = normal(words.get(before));
        return operator.equals(">=") || operator.equals(">");
    }

    private static long period(SqlToken word) {
        return Long.parseLong(word.text().substring(1, word.text().length() - 1));
    }
}

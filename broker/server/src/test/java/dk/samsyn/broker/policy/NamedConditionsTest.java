package dk.samsyn.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedConditionsTest {
    private static final NamedConditions NAMED = new NamedConditions(List.of(
            new NamedCondition("own", List.of("p"), ":p IN (SELECT t.pid FROM gp t WHERE t.y = :user.ydernr)"),
            new NamedCondition("blocked", List.of("p", "c"), ":p = s AND k = :c"),
            new NamedCondition("both", List.of("p"), "own(:p) AND NOT blocked(:p, 'alle')"),
            new NamedCondition("always", List.of(), "TRUE"),
            new NamedCondition("quoting", List.of("p"), ":p = ':p' AND \":p\" = 1"),
            new NamedCondition("loop", List.of(), "koen = 'K' AND loop_two()"),
            new NamedCondition("loop_two", List.of(), "loop()")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "own(pid)            | (:row.pid IN (SELECT t.pid FROM gp t WHERE t.y = :user.ydernr))",
                "OWN ( PID )         | (:row.pid IN (SELECT t.pid FROM gp t WHERE t.y = :user.ydernr))",
                "NOT own(pid) OR x=1 | NOT (:row.pid IN (SELECT t.pid FROM gp t WHERE t.y = :user.ydernr)) OR x=1",
                "own(b.pid)          | (b.pid IN (SELECT t.pid FROM gp t WHERE t.y = :user.ydernr))",
                "own(\"b\".pid)      | (\"b\".pid IN (SELECT t.pid FROM gp t WHERE t.y = :user.ydernr))",
                "blocked(pid, 'a,b') | (:row.pid = s AND k = 'a,b')",
                "blocked(pid,12)     | (:row.pid = s AND k = 12)",
                "blocked(pid, :table.category) | (:row.pid = s AND k = :table.category)",
                "always()            | (TRUE)",
                "quoting(pid)        | (:row.pid = ':p' AND \":p\" = 1)",
                "x = 'own(pid)'      | x = 'own(pid)'",
                "x = \"own\"         | x = \"own\"",
                "own = 1             | own = 1",
                "t.own(pid)          | t.own(pid)",
                "lower(own(pid))     | lower((:row.pid IN (SELECT t.pid FROM gp t WHERE t.y = :user.ydernr)))",
            })
    void aNamedConditionIsOpenedOutsideOfQuotesOnly(String sql, String expanded) {
        assertThat(NAMED.expand(sql)).isEqualTo(expanded);
    }

    @Test
    void namedConditionsMayUseOthers() {
        assertThat(NAMED.expand("both(pid)"))
                .isEqualTo("((:row.pid IN (SELECT t.pid FROM gp t WHERE t.y = :user.ydernr))"
                        + " AND NOT (:row.pid = s AND k = 'alle'))");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "own()                | own takes 1 arguments, not 0",
                "own(pid, 1)          | own takes 1 arguments, not 2",
                "blocked(pid)         | blocked takes 2 arguments, not 1",
                "always(1)            | always takes 0 arguments, not 1",
                "own(pid, )           | an argument of own is not one column, constant or placeholder",
                "own(pid = pid)       | an argument of own is not one column, constant or placeholder",
                "own((pid))           | an argument of own is not one column, constant or placeholder",
                "own(\"pid\")         | an argument of own is not one column, constant or placeholder",
                "own(1.pid)           | a malformed number at character 5",
                "own(a.b.pid)         | an argument of own is not one column, constant or placeholder",
                "own(- 1)             | an argument of own is not one column, constant or placeholder",
                "own(a + b)           | an argument of own is not one column, constant or placeholder",
                "own(pid              | parentheses do not match",
                "loop()               | named condition loop uses itself",
            })
    void aWrongUseIsRefused(String sql, String message) {
        assertThatThrownBy(() -> NAMED.expand(sql))
                .isInstanceOf(ConditionException.class)
                .hasMessage(message);
    }

    @Test
    void anArgumentThatATableInsideWouldCaptureIsRefused() {
        assertThatThrownBy(() -> NAMED.expand("own(t.pid)"))
                .hasMessage("argument t.pid means another table inside own; use another alias");
        assertThatThrownBy(() -> NAMED.expand("own(T.pid)")).isInstanceOf(ConditionException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = 'open",
                "x = \"open",
                "x -- comment",
                "x /* comment */",
                "x = ?",
                "x; DROP",
                "x = `y`",
                "x = : y",
                "x = :1",
                "x = y::int",
                "x = 1e5",
                "x = 12abc",
                "x = \\'",
                "x = $1",
                "x = #y",
                "x = é&y",
            })
    void whatConditionsDoNotHaveIsRefused(String sql) {
        assertThatThrownBy(() -> NAMED.expand(sql)).isInstanceOf(ConditionException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x = 'it''s' AND \"a\"\"b\" <> y",
                "x >= -1.5 * (2 / 3) % 4 || 'ø' AND \"Ø\" != æ_1",
                "x[1] = 2 AND a.b IS NOT NULL\n\tOR z = :user.x",
                "x LIKE 'a%'",
            })
    void everythingElseStaysAsItIs(String sql) {
        assertThat(NAMED.expand(sql)).isEqualTo(sql);
    }
}

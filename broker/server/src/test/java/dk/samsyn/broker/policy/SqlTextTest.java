package dk.samsyn.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x IN (SELECT t.pid FROM gp t)                                   | gp t",
                "x IN (SELECT t.pid FROM gp AS t WHERE t.a = 1)                  | gp t",
                "x IN (SELECT pid FROM gp)                                       | gp gp",
                "x IN (SELECT pid FROM gp WHERE a = 1)                           | gp gp",
                "x IN (SELECT pid FROM gp GROUP BY pid)                          | gp gp",
                "x IN (select pid from sundhed.gp)                               | sundhed.gp gp",
                "x IN (SELECT pid FROM \"procedure\" p)                          | procedure p",
                "x IN (SELECT pid FROM \"sundhed\".\"Procedure\" AS \"P\")       | sundhed.Procedure P",
                "x IN (SELECT 1 FROM a x, b y WHERE x.c IN (1, 2))               | a x; b y",
                "x IN (SELECT 1 FROM a x JOIN b y ON x.c = y.c LEFT JOIN d ON 1=1) | a x; b y; d d",
                "x IN (SELECT f(a, b), c FROM a x WHERE x.p IN (SELECT b.p FROM b)) | a x; b b",
                "x IN (SELECT 1 FROM a x UNION SELECT 2 FROM b y)                | a x; b y",
                "EXTRACT(YEAR FROM y) = 2 AND TRIM(BOTH 'x' FROM z) = 'y'        | ",
                "x IN (SELECT EXTRACT(YEAR FROM a.d) FROM a WHERE a.e IS NOT DISTINCT FROM 5) | a a",
                "x IS DISTINCT FROM y                                            | ",
                "x = 'SELECT 1 FROM gp' AND \"from\" = 2                         | ",
                "x IN (SELECT b.p, c FROM b ORDER BY b.p, c)                     | b b",
            })
    void theTablesOfSubqueriesAreFound(String sql, String expected) {
        String found = SqlText.of(sql).tables().stream()
                .map(table -> table.table() + " " + table.visibleName())
                .reduce((left, right) -> left + "; " + right)
                .orElse("");

        assertThat(found).isEqualTo(Optional.ofNullable(expected).orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x IN (SELECT 1 FROM (SELECT 2 FROM a) y)",
                "x IN (SELECT 1 FROM a, (SELECT 2 FROM a) y)",
                "x IN (SELECT 1 FROM a JOIN (SELECT 1 FROM b) c ON 1 = 1)",
                "x IN (SELECT 1 FROM",
                "x IN (SELECT 1 FROM a.)",
                "x IN (SELECT 1 FROM 'a')",
            })
    void aSubqueryReadsNamedTablesOnly(String sql) {
        assertThatThrownBy(() -> SqlText.of(sql).tables()).isInstanceOf(ConditionException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", ")", "())", "(()", ")("})
    void parenthesesMatch(String sql) {
        assertThatThrownBy(() -> SqlText.of(sql)).hasMessage("parentheses do not match");
    }

    @Test
    void placeholdersAreFoundOutsideOfQuotes() {
        assertThat(SqlText.of("a = :user.X AND b = ':user.y' AND c = :user.x AND d = :row.pid")
                        .placeholders())
                .containsExactly("user.x", "row.pid");
    }

    @Test
    void aPlaceholderEndsWhereItsNameEnds() {
        assertThat(SqlText.of(":user.x.").placeholders()).containsExactly("user.x");
        assertThat(SqlText.of(":a.b1_c||:d").placeholders()).containsExactly("a.b1_c", "d");
    }

    @Test
    void placeholdersThatAreNotKnownStay() {
        String replaced = SqlText.of(":a = ':a' AND :b = \":a\" AND :A.c = 1")
                .replacePlaceholders(name -> name.equals("a") ? Optional.of("1") : Optional.empty());

        assertThat(replaced).isEqualTo("1 = ':a' AND :b = \":a\" AND :A.c = 1");
    }

    @Test
    void qualifiersAreNamesBeforeADot() {
        assertThat(SqlText.of("T.pid = \"B\".pid AND x = 'c.d' AND 1.5 = y").qualifiers())
                .containsExactlyInAnyOrderElementsOf(Arrays.asList("t", "B"));
    }
}

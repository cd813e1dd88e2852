package dk.samsyn.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserConditionTest {
    private static final Map<String, Object> USER =
            Map.of("ydernr", "099001", "kommunekode", 730, "nummer", 7L, "tro", true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ":user.ydernr = '099001'                              | TRUE",
                ":user.ydernr = '099002'                              | FALSE",
                ":USER.YDERNR = '099001'                              | TRUE",
                ":user.shak = '6620'                                  | UNKNOWN",
                ":user.kommunekode = 730                              | TRUE",
                ":user.kommunekode = 741                              | FALSE",
                ":user.nummer = 7                                     | TRUE",
                ":user.kommunekode = '730'                            | UNKNOWN",
                ":user.ydernr = 99001                                 | UNKNOWN",
                ":user.tro = 1                                        | UNKNOWN",
                ":user.ydernr IS NULL                                 | FALSE",
                ":user.ydernr IS NOT NULL                             | TRUE",
                ":user.shak IS NULL                                   | TRUE",
                ":user.shak IS NOT NULL                               | FALSE",
                ":user.ydernr IN ('a', '099001')                      | TRUE",
                ":user.ydernr IN ('a', 'b')                           | FALSE",
                ":user.ydernr NOT IN ('a', 'b')                       | TRUE",
                ":user.ydernr NOT IN ('a', '099001')                  | FALSE",
                ":user.shak NOT IN ('a')                              | UNKNOWN",
                ":user.kommunekode IN (1, '730')                      | UNKNOWN",
                ":user.kommunekode IN (730, '730')                    | TRUE",
                "NOT :user.shak = '6620'                              | UNKNOWN",
                "NOT NOT :user.ydernr = '099001'                      | TRUE",
                ":user.ydernr = '099001' AND :user.shak = '1'         | UNKNOWN",
                ":user.ydernr = '099002' AND :user.shak = '1'         | FALSE",
                ":user.shak = '1' AND :user.ydernr = '099002'         | FALSE",
                ":user.ydernr = '099001' OR :user.shak = '1'          | TRUE",
                ":user.shak = '1' OR :user.ydernr = '099001'          | TRUE",
                ":user.ydernr = '099002' OR :user.shak = '1'          | UNKNOWN",
                ":user.ydernr='x' AND :user.ydernr='x' OR :user.kommunekode=730   | TRUE",
                ":user.ydernr='x' AND (:user.ydernr='x' OR :user.kommunekode=730) | FALSE",
                "NOT :user.ydernr='x' AND :user.kommunekode=741       | FALSE",
                "NOT (:user.ydernr='x' AND :user.kommunekode=741)     | TRUE",
                ":user.ydernr = 'o''k'                                | FALSE",
            })
    void aConditionHasSqlsThreeValues(String text, UserCondition.Truth truth) {
        assertThat(UserCondition.parse(text).evaluate(USER)).isEqualTo(truth);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "TRUE",
                "ydernr = '099001'",
                ":row.ydernr = '1'",
                ":user.ydernr",
                ":user.ydernr =",
                ":user.ydernr = :user.shak",
                ":user.ydernr = 1.5",
                ":user.ydernr <> '1'",
                ":user.ydernr IN ()",
                ":user.ydernr IN ('1'",
                ":user.ydernr IN '1'",
                ":user.ydernr IS TRUE",
                ":user.ydernr = '1' AND",
                ":user.ydernr = '1' '2'",
                "(:user.ydernr = '1'",
                ":user.ydernr = '1')",
                ":user.ydernr = '1' -- x",
                ":user.ydernr NOT = '1'",
                ":user.ydernr LIKE '1'",
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> UserCondition.parse(text)).isInstanceOf(ConditionException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ":user.x = 1 AND y | expected :user.NAME at character 17",
                ":user.x =         | expected a text or a whole number at the end",
                ":user.x = 1 2     | expected AND, OR or the end at character 13",
            })
    void theMessageNamesThePlace(String text, String message) {
        assertThatThrownBy(() -> UserCondition.parse(text)).hasMessage(message);
    }

    /** What holds for a session of the one holds for the other; what is not proved is not claimed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ":user.a = '1'                                     | :user.a = '1'                    | true",
                ":user.a = '1'                                     | :user.b = '1'                    | false",
                ":user.a = '1' AND :user.b = '2'                   | :user.a = '1'                    | true",
                ":user.a = '1' AND :user.b = '2'                   | :user.b = '2'                    | true",
                ":user.a = '1' AND :user.b = '2'                   | :user.c = '3'                    | false",
                ":user.a = '1'                                     | :user.a = '1' AND :user.b = '2'  | false",
                ":user.a = '1' AND :user.b = '2' AND :user.c = '3' | :user.c = '3' AND :user.a = '1'  | true",
                ":user.a = '1' AND :user.b = '2'                   | :user.b = '2' AND :user.c = '3'  | false",
                ":user.a = '1' OR :user.b = '2'                    | :user.a = '1'                    | false",
            })
    void oneConditionMayHoldWheneverAnotherDoes(String one, String other, boolean implied) {
        assertThat(UserCondition.implies(UserCondition.parse(one), UserCondition.parse(other)))
                .isEqualTo(implied);
        assertThat(UserCondition.implies(UserCondition.parse(one), UserCondition.ALWAYS))
                .isTrue();
        assertThat(UserCondition.implies(UserCondition.ALWAYS, UserCondition.parse(other)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ":user.shak IS NULL                                          | shak",
                "NOT :user.ydernr = '1'                                      | ydernr",
                ":user.b = 1 AND (:user.a IN (1, 2) OR :user.c IS NOT NULL)  | a b c",
            })
    void aConditionNamesWhatItLooksAt(String text, String names) {
        assertThat(String.join(
                        " ", new java.util.TreeSet<>(UserCondition.parse(text).attributes())))
                .isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"o'k", "it''s"})
    void aQuoteInATextIsDoubled(String value) {
        String text = ":user.navn = '" + value.replace("'", "''") + "'";

        assertThat(UserCondition.parse(text).evaluate(Map.of("navn", value))).isEqualTo(UserCondition.Truth.TRUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "y"})
    void nothingWrittenIsTrueForEverybody(String navn) {
        assertThat(UserCondition.ALWAYS.evaluate(Map.of("navn", navn))).isEqualTo(UserCondition.Truth.TRUE);
        assertThat(new UserCondition.Or(java.util.List.of()).evaluate(Map.of("navn", navn)))
                .isEqualTo(UserCondition.Truth.FALSE);
    }
}

package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlQueryTest {
    /** A statement may compare with a number in its own text, such as {@code cpr <> '0101501234'}. */
    @ParameterizedTest
    @CsvSource({
        "0101501234, true",
        "010150-1234, true",
        "010150 1234, true",
        "010150ABC1, true",
        "x0101501234x, true",
        "NPU27300, false",
        "099001, false",
        "2026-11-30, false",
        "'', false"
    })
    void aTextThatMayBeAPersonsNumberSaysWhoSomebodyIs(String text, boolean says) {
        LateValue constant = new LateValue.Constant(text);

        assertThat(SqlQuery.saysWho(constant, text)).isEqualTo(says);
        assertThat(SqlQuery.saysWho(new LateValue.Person(constant), text)).isTrue();
        assertThat(SqlQuery.saysWho(new LateValue.Canonical(constant), text)).isTrue();
    }
}

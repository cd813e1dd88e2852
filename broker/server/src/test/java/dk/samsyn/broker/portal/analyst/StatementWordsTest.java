package dk.samsyn.broker.portal.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatementWordsTest {
    @ParameterizedTest
    @CsvSource({
        "SYNTAX, ikke gyldig SQL",
        "UNKNOWN_COLUMN, findes ikke",
        "NOT_PLANNABLE, Skriv den enklere",
        "KEY_NOT_BOUND, én borger ad gangen",
        "SOURCE_UNAVAILABLE, svaret er ukendt",
        "GROUP_RULE, grupper",
        "BUDGET_RULE, datastewards",
        "INTERNAL, Sig koden til driften"
    })
    void anErrorSaysInDanishWhatToDo(ErrorCode code, String says) {
        assertThat(StatementWords.of(new QueryException(code, "in English"))).contains(says);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void theSentenceNeverHoldsTheDoorsOwnText(ErrorCode code) {
        assertThat(StatementWords.of(new QueryException(code, "in English")))
                .endsWith(".")
                .doesNotContain("English");
    }
}

package dk.samsyn.broker.steward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementShapeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "SELECT  1;SELECT ?",
                "SELECT * FROM borger WHERE cpr = '0702501234';SELECT * FROM borger WHERE cpr = ?",
                "SELECT 'it''s' /* 0702501234 */ FROM t -- 0702501234;SELECT ? FROM t",
                "SELECT t1.a2 FROM t1 WHERE a2 > 3.5;SELECT t1.a2 FROM t1 WHERE a2 > ?",
                "SELECT \"a'b\" FROM t WHERE x = 'c';SELECT \"a'b\" FROM t WHERE x = ?",
                "SELECT ? FROM t;SELECT ? FROM t",
            })
    void constantsAndCommentsAreGone(String sql, String shape) {
        assertThat(StatementShape.of(sql)).isEqualTo(shape);
    }
}

package dk.samsyn.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.testkit.TestScope;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    private static final Failures FAILURES = Failures.of(new SourceId("epj"));

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "08001, 0, SOURCE_UNAVAILABLE",
        "08006, 0, SOURCE_UNAVAILABLE",
        "57P01, 0, SOURCE_UNAVAILABLE",
        "57P03, 0, SOURCE_UNAVAILABLE",
        "3D000, 0, SOURCE_UNAVAILABLE",
        "90067, 90067, SOURCE_UNAVAILABLE",
        "90146, 90146, SOURCE_UNAVAILABLE",
        "57014, 0, SOURCE_TIMEOUT",
        "70100, 1317, SOURCE_TIMEOUT",
        "HYT00, 50200, SOURCE_TIMEOUT",
        "53300, 0, SOURCE_BUSY",
        "08004, 1040, SOURCE_BUSY",
        "42000, 1226, SOURCE_BUSY",
        "28P01, 0, SOURCE_REFUSED",
        "28000, 1045, SOURCE_REFUSED",
        "42501, 0, SOURCE_REFUSED",
        "90096, 90096, SOURCE_REFUSED",
        "42000, 1142, SOURCE_REFUSED",
        "22P02, 0, SOURCE_MALFORMED",
        "42P01, 0, SOURCE_MALFORMED",
        ", 0, SOURCE_MALFORMED"
    })
    void aStateBecomesACode(String state, int vendor, ErrorCode expected) {
        SourceException translated =
                FAILURES.translate(new SQLException("CPR 2512489996", state, vendor), TestScope.unhurried());

        assertThat(translated.code()).isEqualTo(expected);
        assertThat(translated.getMessage()).startsWith("source epj: ").doesNotContain("2512489996");
        assertThat(translated).cause().hasNoCause().message().doesNotContain("2512489996");
    }

    @Test
    void aClassBecomesACode() {
        assertThat(Failures.code(new SQLTimeoutException("x"))).isEqualTo(ErrorCode.SOURCE_TIMEOUT);
        assertThat(Failures.code(new SQLNonTransientConnectionException("x"))).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
        assertThat(Failures.code(new SQLException("x", new IOException("y")))).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
        assertThat(Failures.code(new SQLException("x", "08006", new SocketTimeoutException("y"))))
                .isEqualTo(ErrorCode.SOURCE_TIMEOUT);
    }

    @Test
    void theQuerysOwnEndComesFirst() {
        SQLException thrown = new SQLException("x", "22P02");
        TestScope cancelled = TestScope.unhurried();
        cancelled.cancel();

        assertThat(FAILURES.translate(thrown, cancelled).code()).isEqualTo(ErrorCode.QUERY_CANCELLED);
        assertThat(FAILURES.translate(thrown, TestScope.lasting(Duration.ZERO)).code())
                .isEqualTo(ErrorCode.SOURCE_TIMEOUT);
    }
}

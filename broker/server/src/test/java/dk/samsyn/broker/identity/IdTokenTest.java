package dk.samsyn.broker.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdTokenTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
    private static final String RIGHT = """
            {"iss": "https://login.example", "aud": ["samsyn", "andet"], "azp": "samsyn", "iat": 999990, "exp": 1000200, "nonce": "n", "auth_time": 999980}
            """;

    @Test
    void aTokenThatFitsPasses() {
        assertThatCode(() -> check(new JsonObject(RIGHT))).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            iss   | "https://login.example/" | SIGN_ON_FORGED
            iss   | -                        | SIGN_ON_FORGED
            aud   | "andet"                  | SIGN_ON_OTHER_CLIENT
            aud   | ["andet"]                | SIGN_ON_OTHER_CLIENT
            aud   | -                        | SIGN_ON_OTHER_CLIENT
            azp   | "andet"                  | SIGN_ON_OTHER_CLIENT
            exp   | 999960                   | SIGN_ON_EXPIRED
            exp   | "1000200"                | SIGN_ON_EXPIRED
            exp   | -                        | SIGN_ON_EXPIRED
            iat   | 1000100                  | SIGN_ON_EXPIRED
            iat   | -                        | SIGN_ON_EXPIRED
            nonce | "m"                      | SIGN_ON_NONCE
            nonce | -                        | SIGN_ON_NONCE
            """)
    void oneWrongClaimIsEnough(String claim, String value, ErrorCode code) {
        JsonObject claims = new JsonObject(RIGHT);
        claims.remove(claim);
        if (value != null) {
            claims.mergeIn(new JsonObject("{\"" + claim + "\": " + value + "}"));
        }
        assertThatThrownBy(() -> check(claims))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({"999900, true", "999940, true", "1000011, false", "1000100, false"})
    void anOldProofOfWhoOneIsOpensNoLock(long since, boolean passes) {
        IdToken token = new IdToken(new JsonObject(RIGHT));
        if (passes) {
            assertThatCode(() -> token.checkSince(Instant.ofEpochSecond(since))).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> token.checkSince(Instant.ofEpochSecond(since)))
                    .isInstanceOf(QueryException.class);
        }
    }

    private static void check(JsonObject claims) {
        new IdToken(claims).check("https://login.example", "samsyn", "n", NOW);
    }
}

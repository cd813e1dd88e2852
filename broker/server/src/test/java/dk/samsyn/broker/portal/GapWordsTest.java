package dk.samsyn.broker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.audit.Completeness;
import dk.samsyn.broker.audit.DayOfLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the check of the log found is Danish on the stewards' page. */
class GapWordsTest {
    private static DayOfLog.Statement statement(String query, boolean decided, DayOfLog.End end, boolean shown) {
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");
        return new DayOfLog.Statement(
                query,
                noon,
                "laege-1",
                "praktiserende_laege",
                "praksis:1",
                "behandling",
                Optional.empty(),
                Map.of(),
                decided,
                end,
                shown ? List.of(new DayOfLog.Shown("0101010101", noon, noon, List.of(), false, 1)) : List.of());
    }

    /** The sentences are the check's own, so that none changes there alone. */
    @Test
    void everySentenceOfTheCheckHasItsOwn() {
        DayOfLog day = new DayOfLog(
                List.of(
                        statement("q1", true, DayOfLog.End.NONE, false),
                        statement("q2", false, DayOfLog.End.ANSWERED, true)),
                List.of());

        assertThat(GapWords.of(
                        String.join("; ", Completeness.of(day, Optional.of(3L)).gaps())))
                .isEqualTo(
                        "Forespørgsel q1 fra laege-1 har ingen slutning. Forespørgsel q2 fra laege-1 blev besvaret uden en"
                                + " afgørelse i loggen. Forespørgsel q2 viste borgere, før den var afgjort. 3 forespørgsler blev"
                                + " udført, og 2 står i loggen");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            entry 7 (closed) belongs to no statement              | Linje 7 (closed) hører ikke til nogen forespørgsel
            entry 8 (shown) comes after the end of its statement  | Linje 8 (shown) kommer efter forespørgslens slutning
            something else                                        | something else
            """)
    void straysHaveTheirs(String english, String danish) {
        assertThat(GapWords.of(english)).isEqualTo(danish);
    }

    @Test
    void aBrokerThatWasKilledHasItsOwn() {
        assertThat(
                        GapWords.of(
                                "the broker that started at 2026-11-23T08:00:00+01:00 ended without saying how many statements it"
                                        + " had executed, so those it took before 2026-11-23T09:00:00+01:00 cannot be compared"))
                .isEqualTo(
                        "Mægleren, der startede 2026-11-23T08:00:00+01:00, sluttede uden at sige, hvor mange forespørgsler den"
                                + " havde udført; dem, den fik før 2026-11-23T09:00:00+01:00, kan ikke sammenlignes");
    }
}

package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.release.Pace;
import dk.samsyn.broker.release.RuleSet;
import dk.samsyn.spi.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens below the gate is seen neither in words nor in time (rules 18 and 21). */
class BelowGateTest {
    /** Port 9 discards: nothing that speaks a protocol listens there. */
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:9/none?connectTimeout=2";

    private final Lille lille = Lille.get();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SAMSYN_LABKA_URL | SELECT COUNT(DISTINCT pid) FROM seneste_vaerdi WHERE begreb = 'HBA1C'
                    SAMSYN_EPJ_URL | SELECT COUNT(DISTINCT pid) FROM kontakt WHERE sektor = 'hospital'
                    """)
    void whichSourceFailedIsNotTold(String setting, String sql) {
        QueryService broken = lille.with(Map.of(setting, NOWHERE));
        try (QueryAnswer answer = broken.run(Users.planner(), QueryRequest.of(sql))) {
            QueryException e = catchThrowableOfType(QueryException.class, answer::next);

            assertThat(e).isNotNull();
            assertThat(e.errorCode()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
            assertThat(e.getMessage()).startsWith("R18").doesNotContainIgnoringCase("labka", "epj");
            assertThat(answer.sources())
                    .extracting(QueryAnswer.SourceUse::status)
                    .containsOnly("failed");
        }
    }

    /**
     * Of the same statement about nobody and about many, the same sources are asked equally often, and of practices all: neither the
     * time of an answer nor what is told of sources depends on how many practices know somebody.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(DISTINCT d.pid) FROM diagnose d JOIN borger b USING (pid) WHERE b.alder >= 95 AND b.kommunekode = ",
                "SELECT COUNT(DISTINCT pid) FROM seneste_vaerdi JOIN borger b USING (pid) WHERE begreb = 'HBA1C' AND b.sogn = ",
                "SELECT COUNT(*) FROM kontakt WHERE sektor = 'almen_praksis' AND pid IN (SELECT pid FROM borger WHERE sogn = "
            })
    void howManyPracticesKnowSomebodyIsNotSeen(String statement) {
        boolean parish = statement.endsWith("sogn = ");
        List<Map<String, Integer>> asked = new ArrayList<>();
        List<List<String>> told = new ArrayList<>();
        for (String value : parish ? List.of("'0000'", "'" + largestParish() + "'") : List.of("741", "751")) {
            String sql = statement + value + (statement.contains("IN (SELECT") ? ")" : "");
            lille.requests.listen();
            try (QueryAnswer answer = lille.withEmptyLedger(RuleSet.ALL).run(Users.analyst(1), QueryRequest.of(sql))) {
                while (answer.next()) {
                    assertThat(answer.row()).isNotEmpty();
                }
                told.add(answer.sources().stream()
                        .map(s -> s.id() + " " + s.status() + " " + s.calls() + " " + s.rows())
                        .toList());
            }
            Map<String, Integer> bySource = new TreeMap<>();
            lille.requests.heard().keySet().forEach(request -> bySource.merge(source(request), 1, Integer::sum));
            asked.add(bySource);
        }
        assertThat(told.get(1)).isEqualTo(told.get(0));
        assertThat(asked.get(1)).isNotEmpty().isEqualTo(asked.get(0));
    }

    /** The source, and of one with parts whether all of them are asked. */
    private static String source(String request) {
        return request.substring(0, request.indexOf(':')) + (request.endsWith("]]") ? " in part" : "");
    }

    private String largestParish() {
        String sql = "SELECT sogn, COUNT(*) FROM borger GROUP BY sogn ORDER BY 2 DESC, 1 LIMIT 1";
        return String.valueOf(lille.rows(Lille.alt(), sql).get(0)[0]);
    }

    @Test
    void groupsWaitForTheNextTimeAndARecordDoesNot() {
        assertThat(slept(Users.planner(), "SELECT koen, COUNT(DISTINCT pid) FROM borger GROUP BY koen"))
                .isEqualTo(Duration.ofMillis(150));
        assertThat(slept(Lille.doctor("099001"), "SELECT COUNT(*) FROM borger")).isZero();
    }

    /** How long an answer is held that takes 1.1 seconds: by a clock that makes it so, and stands while nobody sleeps. */
    private Duration slept(Session session, String sql) {
        AtomicLong sleeping = new AtomicLong();
        AtomicLong looks = new AtomicLong();
        Pace pace = new Pace(
                () -> sleeping.get() + (looks.getAndIncrement() == 0 ? 0 : 1_100_000_000L),
                time -> sleeping.addAndGet(time.toNanos()));
        try (QueryAnswer answer = lille.at(pace).run(session, QueryRequest.of(sql))) {
            assertThat(answer.next()).isTrue();
        }
        return Duration.ofNanos(sleeping.get());
    }
}

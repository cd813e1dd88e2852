package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.spi.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that is down is a refusal, or a named gap where the caller allows it and the answer cannot lie. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GapsTest {
    /** Port 9 discards: nothing that speaks a protocol listens there. */
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:9/none?connectTimeout=2";

    private final Lille lille = Lille.get();
    private @Nullable QueryService broken;

    @BeforeAll
    void openBrokerWithoutTheLaboratory() {
        broken = lille.with(Map.of("SAMSYN_LABKA_URL", NOWHERE));
    }

    private record Answer(List<@Nullable Object[]> rows, List<Notice> notices, List<QueryAnswer.SourceUse> sources) {
        QueryAnswer.SourceUse source(String id) {
            return sources.stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
        }
    }

    private static Answer ask(QueryService queries, Session session, String sql) {
        try (QueryAnswer answer = queries.run(session, QueryRequest.of(sql))) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            while (answer.next()) {
                rows.add(answer.row());
            }
            return new Answer(rows, answer.notices(), answer.sources());
        }
    }

    private QueryService broken() {
        return java.util.Objects.requireNonNull(broken);
    }

    private static Session partial(Session session) {
        return new Session(
                session.principal(), session.purpose(), session.reason(), true, session.client(), session.connection());
    }

    @Test
    void withoutPermissionTheQuestionIsRefusedAndSaysWhatPartialAnswersCould() {
        assertThatThrownBy(() -> ask(broken(), Lille.doctor("099001"), "SELECT begreb FROM laboratoriesvar"))
                .isInstanceOfSatisfying(QueryException.class, e -> {
                    assertThat(e.errorCode()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
                    assertThat(e).hasMessageContaining("Source labka").hasMessageContaining("partial=true");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT begreb FROM laboratoriesvar",
                "SELECT DISTINCT begreb FROM laboratoriesvar",
                "SELECT begreb FROM laboratoriesvar ORDER BY proevetagning_tid",
                "SELECT l.begreb FROM borger b JOIN laboratoriesvar l ON l.pid = b.pid WHERE b.alder > 60",
                "SELECT navn FROM borger b WHERE EXISTS (SELECT 1 FROM laboratoriesvar l WHERE l.pid = b.pid)",
                "SELECT begreb FROM laboratoriesvar UNION ALL SELECT begreb FROM diagnose",
                "SELECT begreb FROM laboratoriesvar UNION SELECT begreb FROM diagnose",
                "SELECT l.begreb, b.navn FROM laboratoriesvar l LEFT JOIN borger b ON b.pid = l.pid",
                "SELECT begreb FROM laboratoriesvar EXCEPT SELECT begreb FROM diagnose"
            })
    void aGapIsNamedWhereTheAnswerCannotLie(String sql) {
        Answer answer = ask(broken(), partial(Lille.doctor("099001")), sql);

        assertThat(answer.rows()).as("practices have answers of their own").isNotEmpty();
        assertThat(answer.rows().size())
                .isLessThanOrEqualTo(
                        ask(lille.queries, Lille.doctor("099001"), sql).rows().size());
        assertThat(answer.source("labka").status()).isEqualTo("failed");
        assertThat(answer.source("praksis_a").status()).isEqualTo("ok");
        assertThat(answer.notices()).extracting(Notice::code).contains("SAM-N03");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SELECT COUNT(*) FROM laboratoriesvar | counts or sums
                    SELECT begreb, MAX(vaerdi_num) FROM laboratoriesvar GROUP BY begreb | counts or sums
                    SELECT navn FROM borger b WHERE NOT EXISTS (SELECT 1 FROM laboratoriesvar l WHERE l.pid = b.pid AND l.begreb = 'HBA1C') | says what is not there
                    SELECT b.navn, l.begreb FROM borger b LEFT JOIN laboratoriesvar l ON l.pid = b.pid | says what is not there
                    SELECT begreb FROM diagnose EXCEPT SELECT begreb FROM laboratoriesvar | says what is not there
                    SELECT begreb FROM laboratoriesvar ORDER BY proevetagning_tid, kilde_id LIMIT 5 | picks the first
                    SELECT begreb, ROW_NUMBER() OVER (ORDER BY kilde_id) FROM laboratoriesvar | compares rows
                    SELECT begreb, vaerdi_num FROM seneste_vaerdi | compares rows
                    """)
    void whatCouldLieIsRefusedAllTheSame(String sql, String why) {
        assertThatThrownBy(() -> ask(broken(), partial(Lille.doctor("099001")), sql))
                .isInstanceOfSatisfying(QueryException.class, e -> {
                    assertThat(e.errorCode()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
                    assertThat(e).hasMessageContaining("Source labka").hasMessageContaining(why);
                });
    }

    @Test
    void whatAPolicyReadsIsNeverAGap() {
        QueryService queries = lille.with(Map.of("SAMSYN_MINSPAERRING_DIR", "/nowhere"));

        assertThatThrownBy(() -> ask(queries, partial(Lille.doctor("099001")), "SELECT begreb FROM diagnose"))
                .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e)
                        .hasMessageContaining("Source minspaerring")
                        .hasMessageContaining("policy's condition"));
    }

    @Test
    void otherSourcesQuestionsGoOn() {
        assertThat(ask(broken(), Lille.doctor("099001"), "SELECT COUNT(*) FROM diagnose")
                        .rows())
                .hasSize(1);
    }

    @Test
    void answersSayHowNewEachSourceIs() {
        Answer answer = ask(
                lille.queries,
                Lille.doctor("099001"),
                "SELECT b.navn, y.ydelse_nr, d.begreb FROM borger b JOIN ydelse y ON y.pid = b.pid "
                        + "JOIN diagnose d ON d.pid = b.pid WHERE b.alder > 95");

        assertThat(answer.source("cpr").asOf()).contains("2026-11-23T02:00");
        assertThat(answer.source("ssr").asOf().orElseThrow()).matches("2026-1[012]-01T00:00");
        assertThat(answer.source("epj").asOf()).contains("2026-11-23T12:00");
    }

    @Test
    void rowsAreCountedAfterTheSeal() {
        String sql = "SELECT pid, kilde FROM diagnose WHERE begreb = 'DM2'";
        Answer answer = ask(lille.queries, Lille.doctor("099001"), sql);
        Map<String, Long> seen = answer.rows().stream()
                .collect(Collectors.groupingBy(row -> String.valueOf(row[1]), Collectors.counting()));

        for (QueryAnswer.SourceUse source : answer.sources()) {
            assertThat(source.rows()).as(source.id()).contains(seen.getOrDefault(source.id(), 0L));
            assertThat(source.calls()).as(source.id()).isNotEmpty();
        }
        assertThat(seen).containsKey("epj");
        assertThat(ask(lille.queries, Users.researcher(), "SELECT pid FROM diagnose")
                        .sources())
                .allSatisfy(source -> assertThat(source.rows()).isEqualTo(Optional.empty()));
    }
}

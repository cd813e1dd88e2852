package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.spi.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A municipality's planner gets groups of at least five persons, whatever the statement looks like. */
class PlannerSeesGroupsOnlyTest {
    private static Session planner() {
        Principal planner = new Principal(
                "planlaegger-730",
                "kommunal_planlaegger",
                "kommune:730",
                Purpose.PLANLAEGNING,
                Set.of(Purpose.PLANLAEGNING),
                Map.of("kommunekode", 730));
        return new Session(planner, Purpose.PLANLAEGNING, Optional.empty(), false, "test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT pid FROM borger",
                "SELECT max(alder) FROM borger",
                "SELECT count(*) FROM borger WHERE koen = 'K' OR alder = 40",
                "SELECT koen, count(*) FROM borger GROUP BY koen ORDER BY max(alder)",
                "SELECT count(*) FILTER (WHERE alder = 99) FROM borger",
                "SELECT sum(CASE WHEN alder = 99 THEN 1 ELSE 0 END) FROM borger",
                "SELECT count(*) FROM borger b JOIN diagnose d ON d.pid > b.pid",
                "SELECT count(*) FROM borger b CROSS JOIN diagnose d",
                "SELECT * FROM kommune_reference k WHERE k.kommunekode IN (SELECT kommunekode FROM borger)",
                "SELECT * FROM borger TABLESAMPLE BERNOULLI (50)"
            })
    void whatIsAboutOnePersonIsRefused(String sql) {
        assertThatThrownBy(() -> Lille.get().rows(planner(), sql))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        e -> assertThat(e.errorCode().code()).startsWith("SAM-6"));
    }

    /** A request of rows becomes groups with a number of persons; every number of persons is five or more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM borger",
                "TABLE borger",
                "(TABLE borger)",
                "SELECT * FROM (TABLE borger) t",
                "SELECT date_trunc('year', start_tid), count(*) FROM kontakt GROUP BY date_trunc('year', start_tid)",
                "SELECT left(kode_oprindelig, 3), count(*) FROM diagnose WHERE kodesystem = 'SKS' GROUP BY left(kode_oprindelig, 3)",
                "SELECT koen FROM borger",
                "SELECT alder, count(*) FROM borger GROUP BY alder",
                "SELECT koen, count(*) FROM borger GROUP BY koen HAVING count(*) > 1",
                "SELECT koen, count(*) FROM borger GROUP BY koen LIMIT 1",
                "SELECT koen, count(*) OVER () FROM borger",
                "SELECT koen, count(*) FROM borger GROUP BY ROLLUP (koen)",
                "SELECT koen, count(*) FROM borger GROUP BY koen UNION ALL SELECT koen, count(*) FROM borger GROUP BY koen",
                "WITH x AS (SELECT * FROM borger) SELECT koen, count(*) FROM x GROUP BY koen",
                "SELECT count(*) FROM borger b WHERE EXISTS (SELECT 1 FROM diagnose d WHERE d.pid = b.pid)",
                "SELECT k.navn, (SELECT count(*) FROM borger) FROM kommune_reference k",
                "VALUES ((SELECT count(*) FROM borger))"
            })
    void whatIsAboutGroupsIsAnsweredInGroups(String sql) {
        List<@Nullable Object[]> rows = Lille.get().rows(planner(), sql);

        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat((Long) row[row.length - 1])
                .isGreaterThanOrEqualTo(5));
    }

    @Test
    void theSameQuestionHasTheSameAnswerHoweverItIsWritten() {
        List<@Nullable Object[]> plain =
                Lille.get().rows(planner(), "SELECT koen, COUNT(DISTINCT pid) FROM borger GROUP BY koen ORDER BY koen");
        List<@Nullable Object[]> reworded = Lille.get()
                .rows(
                        planner(),
                        "SELECT x.koen, x.n FROM (SELECT b.koen, COUNT(*) AS n FROM borger b WHERE b.kommunekode = 730"
                                + " AND b.alder >= 0 GROUP BY b.koen) AS x ORDER BY 1");

        assertThat(reworded).containsExactlyElementsOf(plain);
    }

    @Test
    void groupsBelowFiveAreAbsent() {
        List<@Nullable Object[]> rows =
                Lille.get().rows(planner(), "SELECT begreb, COUNT(DISTINCT pid) AS n FROM diagnose GROUP BY begreb");

        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat((Long) row[1])
                .isGreaterThanOrEqualTo(5));
        assertThat(rows.stream().map(row -> row[0])).doesNotContain("CF");
    }

    @Test
    void tablesWithoutPersonsAreShownAsTheyAre() {
        assertThat(Lille.get().rows(planner(), "SELECT navn FROM kommune_reference"))
                .hasSize(19);
    }

    @Test
    void aParameterIsJudgedByItsValue() {
        String sql = "SELECT COUNT(*) FROM borger WHERE koen = ?";
        assertThat(Lille.get().queries.prepare(planner(), sql).parameters()).hasSize(1);
        assertThat(answer(sql, "K")).hasSize(1);
        assertThatThrownBy(() -> answer(sql, "X"))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.PREDICATE_RULE));
    }

    private static List<@Nullable Object[]> answer(String sql, Object value) {
        QueryRequest request = new QueryRequest(sql, List.of(value), OptionalLong.empty(), Optional.empty());
        try (QueryAnswer answer = Lille.get().queries.run(planner(), request)) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            while (answer.next()) {
                rows.add(answer.row());
            }
            return rows;
        }
    }
}

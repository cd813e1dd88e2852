package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.spi.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                "SELECT * FROM borger",
                "TABLE borger",
                "(TABLE borger)",
                "SELECT * FROM (TABLE borger) t",
                "SELECT pid FROM borger",
                "SELECT koen FROM borger",
                "SELECT DISTINCT koen FROM borger",
                "SELECT max(alder) FROM borger",
                "SELECT count(*) FROM borger WHERE alder = 99",
                "SELECT count(*) FROM borger WHERE koen = 'K' OR koen = 'M'",
                "SELECT alder, count(*) FROM borger GROUP BY alder",
                "SELECT koen, count(*) FROM borger GROUP BY koen ORDER BY max(alder)",
                "SELECT koen, count(*) FROM borger GROUP BY koen HAVING count(*) > 1",
                "SELECT koen, count(*) FROM borger GROUP BY koen LIMIT 1",
                "SELECT count(*) FILTER (WHERE alder = 99) FROM borger",
                "SELECT count(*) OVER () FROM borger",
                "SELECT sum(CASE WHEN alder = 99 THEN 1 ELSE 0 END) FROM borger",
                "SELECT koen, count(*) FROM borger GROUP BY ROLLUP (koen)",
                "SELECT koen, count(*) FROM borger GROUP BY koen UNION ALL SELECT koen, count(*) FROM borger GROUP BY koen",
                "WITH x AS (SELECT * FROM borger) SELECT koen, count(*) FROM x GROUP BY koen",
                "SELECT count(*) FROM borger b JOIN diagnose d ON d.pid > b.pid",
                "SELECT count(*) FROM borger b CROSS JOIN diagnose d",
                "SELECT count(*) FROM borger WHERE EXISTS (SELECT 1 FROM diagnose d WHERE d.pid = borger.pid)",
                "SELECT k.navn, (SELECT count(*) FROM borger) FROM kommune_reference k",
                "SELECT * FROM kommune_reference k WHERE k.kommunekode IN (SELECT kommunekode FROM borger)",
                "VALUES ((SELECT count(*) FROM borger))",
                "SELECT * FROM borger TABLESAMPLE BERNOULLI (50)"
            })
    void everyOtherFormIsRefused(String sql) {
        assertThatThrownBy(() -> Lille.get().rows(planner(), sql))
                .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.errorCode())
                        .isIn(ErrorCode.AGGREGATED_FORM, ErrorCode.STATEMENT_INVALID, ErrorCode.SYNTAX));
    }

    @Test
    void groupsOfAtLeastFiveAreShown() {
        List<@Nullable Object[]> rows = Lille.get()
                .rows(planner(), "SELECT koen, COUNT(DISTINCT pid) AS n FROM borger GROUP BY koen ORDER BY n DESC");

        assertThat(rows).hasSizeBetween(1, 3).allSatisfy(row -> assertThat((Long) row[1])
                .isGreaterThanOrEqualTo(5));
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
}

package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.release.RuleSet;
import dk.samsyn.spi.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What says the same in other words is under the same rules. An inner group by person: what its rows are chosen by and whom they are
 * from counts as it does without it.
 */
class ReleaseRewordingTest {
    private static final Session ANALYST = Users.analyst(1);

    /** Rule 10: groups of depressed persons need ten, wherever the diagnosis is written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "diagnose d JOIN borger b USING (pid) WHERE d.begreb = 'DEPR'",
                "(SELECT pid, COUNT(*) AS n FROM diagnose WHERE begreb = 'DEPR' GROUP BY pid) d JOIN borger b USING (pid)",
                "(SELECT pid FROM diagnose WHERE begreb = 'DEPR' GROUP BY pid) d JOIN borger b USING (pid)",
                "(SELECT pid, begreb FROM diagnose GROUP BY pid, begreb) d JOIN borger b USING (pid) WHERE d.begreb = 'DEPR'",
                "borger b WHERE pid IN (SELECT pid FROM diagnose WHERE begreb = 'DEPR' GROUP BY pid)",
                "borger b WHERE pid IN (SELECT pid FROM (SELECT pid, COUNT(*) AS n FROM diagnose WHERE begreb = 'DEPR'"
                        + " GROUP BY pid) x WHERE n >= 1)"
            })
    void groupsOfSensitiveMattersNeedTenPersons(String from) {
        Map<List<@Nullable Object>, Long> truth = new HashMap<>();
        for (@Nullable
        Object[] row : Lille.get()
                .rows(
                        Lille.alt(),
                        "SELECT b.kommunekode, b.alder / 5, COUNT(DISTINCT b.pid) FROM diagnose d JOIN borger b USING (pid)"
                                + " WHERE d.begreb = 'DEPR' GROUP BY b.kommunekode, b.alder / 5")) {
            truth.put(List.of(String.valueOf(row[0]), String.valueOf(row[1])), (Long) row[2]);
        }
        assertThat(truth.values()).as("groups of five to nine").anyMatch(n -> n >= 5 && n <= 9);

        List<@Nullable Object[]> rows = Lille.rows(
                Lille.get().withEmptyLedger(RuleSet.ALL),
                ANALYST,
                "SELECT b.kommunekode, b.alder, COUNT(DISTINCT b.pid) FROM " + from
                        + " GROUP BY b.kommunekode, b.alder");

        assertThat(rows).allSatisfy(row -> assertThat((Long) row[2]).isGreaterThanOrEqualTo(10));
    }

    /** Rule 23: ranges of one set are counted as one, within an inner group, by sex, and with tables joined that hold nearly all. */
    @Test
    void rangesAreCountedHoweverTheirSetIsWritten() {
        QueryService queries = Lille.get().withEmptyLedger(RuleSet.ALL);
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            ranges.add("alder >= " + 5 * i + " AND alder < " + (5 * i + 15));
        }
        for (int i = 0; i < ranges.size(); i++) {
            Lille.rows(queries, ANALYST, i % 2 == 0 ? plain(ranges.get(i)) : inner(ranges.get(i)));
        }
        String another = "alder >= 30 AND alder < 65";
        for (String more : List.of(
                plain(another),
                inner(another),
                "SELECT koen, COUNT(*) FROM borger WHERE " + another + " GROUP BY koen",
                "SELECT COUNT(DISTINCT b.pid) FROM borger b JOIN kontakt k ON k.pid = b.pid WHERE " + another,
                "SELECT COUNT(*) FROM borger WHERE pid IN (SELECT pid FROM kontakt) AND " + another)) {
            assertThatThrownBy(() -> Lille.rows(queries, ANALYST, more))
                    .as(more)
                    .isInstanceOfSatisfying(
                            QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.BUDGET_RULE));
        }
        assertThat(Lille.rows(queries, ANALYST, inner(ranges.get(0)))).isNotEmpty();
    }

    /** Rules 13 and 22: a sum of numbers per person is the number, so that it brings no second draw of its noise. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    COUNT(*) | SUM(n) | COUNT(*) AS n
                    COUNT(*) | SUM(n) | COUNT(alder) AS n
                    SUM(alder) | SUM(n) | SUM(alder) AS n
                    AVG(alder) | AVG(n) | AVG(alder) AS n
                    """)
    void aSumOfNumbersPerPersonIsTheNumber(String plain, String outer, String inner) {
        QueryService queries = Lille.get().withEmptyLedger(RuleSet.ALL);
        String where = " FROM borger WHERE kommunekode = 730";
        String nested = "SELECT " + outer + " FROM (SELECT pid, " + inner + where + " GROUP BY pid) x";
        assertThat(number(queries, nested)).isEqualTo(number(queries, "SELECT " + plain + where));
    }

    private static double number(QueryService queries, String sql) {
        return ((Number)
                        Objects.requireNonNull(Lille.rows(queries, ANALYST, sql).get(0)[0]))
                .doubleValue();
    }

    private static String plain(String range) {
        return "SELECT COUNT(*) FROM borger WHERE " + range;
    }

    private static String inner(String range) {
        return "SELECT COUNT(*) FROM (SELECT pid, COUNT(*) AS n FROM borger WHERE " + range + " GROUP BY pid) x";
    }

    /** Rule 10: what fewer than three practices did for their patients is not shown, added up by patient or not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ydelse y",
                "(SELECT pid, SUM(beloeb) AS beloeb FROM ydelse GROUP BY pid) y",
                "(SELECT pid, COUNT(*) AS udbyder, SUM(beloeb) AS beloeb FROM ydelse GROUP BY pid) y"
            })
    void servicesOfFewProvidersAreNotShown(String services) {
        String by = " JOIN borger b USING (pid) GROUP BY b.sogn";
        Set<String> few = new HashSet<>();
        for (@Nullable
        Object[] row : Lille.get()
                .rows(
                        Lille.alt(),
                        "SELECT b.sogn, COUNT(DISTINCT y.ydernr), COUNT(DISTINCT y.pid) FROM ydelse y" + by)) {
            if ((Long) row[1] < 3 && (Long) row[2] >= 20) {
                few.add(String.valueOf(row[0]));
            }
        }
        assertThat(few).as("parishes with one or two practices").isNotEmpty();

        List<@Nullable Object[]> rows = Lille.rows(
                Lille.get().withEmptyLedger(RuleSet.ALL),
                ANALYST,
                "SELECT b.sogn, SUM(y.beloeb), COUNT(*) FROM " + services + by);

        assertThat(rows).isNotEmpty().noneMatch(row -> few.contains(String.valueOf(row[0])));
    }
}

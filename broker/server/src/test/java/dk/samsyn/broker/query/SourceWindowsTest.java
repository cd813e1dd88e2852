package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows that only an aggregate reads are computed by the source, and are what the broker would compute. */
class SourceWindowsTest {
    /** What a source is asked stands below its line, further in. */
    private static final String ASKED = "(?s).*\\n( *)ask [a-z_]+:\\n(\\1 +[^\\n]*\\n)*\\1 +compute over windows.*";

    private final Lille lille = Lille.get();

    private static String sql(String window) {
        return "SELECT COUNT(*), COUNT(w), MIN(w), MAX(w) FROM (SELECT " + window
                + " AS w FROM diagnose WHERE kodesystem = 'SKS') t";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROW_NUMBER() OVER (PARTITION BY pid ORDER BY stillet_dato)",
                "RANK() OVER (PARTITION BY pid ORDER BY stillet_dato DESC)",
                "DENSE_RANK() OVER (ORDER BY stillet_dato NULLS FIRST)",
                "LEAD(stillet_dato) OVER (PARTITION BY pid ORDER BY stillet_dato)",
                "LAG(stillet_dato, 2) OVER (PARTITION BY pid ORDER BY stillet_dato DESC NULLS LAST)",
                "COUNT(*) OVER (PARTITION BY pid)",
                "COUNT(stillet_dato) OVER (PARTITION BY pid ORDER BY stillet_dato)",
                "MIN(stillet_dato) OVER (PARTITION BY stillet_dato, pid)",
                "MAX(stillet_dato) OVER (PARTITION BY pid ORDER BY stillet_dato ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING)",
                "FIRST_VALUE(stillet_dato) OVER (PARTITION BY pid ORDER BY stillet_dato)",
                "LAST_VALUE(stillet_dato) OVER (PARTITION BY pid ORDER BY stillet_dato RANGE BETWEEN CURRENT ROW AND"
                        + " UNBOUNDED FOLLOWING)",
                "CASE WHEN LEAD(stillet_dato) OVER (PARTITION BY pid ORDER BY stillet_dato) <= stillet_dato + INTERVAL"
                        + " '30' DAY THEN 1 ELSE 0 END",
                "CASE WHEN LAG(stillet_dato) OVER (PARTITION BY pid ORDER BY stillet_dato) > stillet_dato - INTERVAL '3'"
                        + " MONTH THEN 1 END"
            })
    void areAskedOfTheSourceAndEqualTheBrokersOwn(String window) {
        assertThat(plan(sql(window))).matches(ASKED);
        assertThat(rows(lille.queries, sql(window))).isEqualTo(rows(lille.withoutPushdown(), sql(window)));
    }

    /** Groups and sums above a condition on a window. */
    @Test
    void aConditionOnAWindowGoesAlong() {
        String sql = "SELECT aar, COUNT(*), SUM(CASE WHEN naeste <= stillet_dato + INTERVAL '30' DAY THEN 1 ELSE 0 END)"
                + " FROM (SELECT EXTRACT(YEAR FROM stillet_dato) AS aar, stillet_dato, LEAD(stillet_dato) OVER (PARTITION"
                + " BY pid ORDER BY stillet_dato) AS naeste, COUNT(*) OVER (PARTITION BY pid) AS n FROM"
                + " diagnose WHERE kodesystem = 'SKS') t WHERE n > 3 GROUP BY aar ORDER BY aar";

        assertThat(plan(sql)).matches(ASKED);
        assertThat(rows(lille.queries, sql)).hasSizeGreaterThan(2).isEqualTo(rows(lille.withoutPushdown(), sql));
    }

    /** Where rows leave with their windows a source would have to sort what it need only send. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT kontakt_id, ROW_NUMBER() OVER (PARTITION BY pid ORDER BY stillet_dato) FROM diagnose WHERE kodesystem ="
                        + " 'SKS'",
                // A person may have several numbers there.
                "SELECT MAX(w) FROM (SELECT COUNT(*) OVER (PARTITION BY pid) AS w FROM laboratoriesvar WHERE kilde = 'labka')"
                        + " t",
                "SELECT MAX(w), MIN(pid) FROM (SELECT pid, COUNT(*) OVER (PARTITION BY pid) AS w FROM diagnose WHERE"
                        + " kodesystem = 'SKS') t",
                "SELECT MAX(w) FROM (SELECT COUNT(*) OVER (PARTITION BY begreb) AS w FROM diagnose WHERE kodesystem ="
                        + " 'SKS') t",
                "SELECT MAX(w) FROM (SELECT COUNT(*) OVER (ORDER BY stillet_dato RANGE INTERVAL '1' DAY PRECEDING) AS w FROM"
                        + " diagnose WHERE kodesystem = 'SKS') t"
            })
    void areTheBrokersElsewhere(String sql) {
        assertThat(plan(sql)).contains("compute over windows").doesNotMatch(ASKED);
    }

    private String plan(String sql) {
        return "\n"
                + String.join(
                        "\n",
                        lille.rows(Lille.alt(), "EXPLAIN " + sql).stream()
                                .map(row -> String.valueOf(row[0]))
                                .toList());
    }

    private static List<String> rows(Queries queries, String sql) {
        try (QueryAnswer answer = queries.run(Lille.alt(), QueryRequest.of(sql))) {
            List<@Nullable Object[]> rows = new java.util.ArrayList<>();
            while (answer.next()) {
                rows.add(answer.row());
            }
            return rows.stream().map(Arrays::toString).toList();
        }
    }
}

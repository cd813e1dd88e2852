package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.release.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * T14, what no rounding of times hides: a source that is not asked since nobody is there to ask for. Conditions that one person
 * meets and conditions that nobody meets have the same sources asked. (How many databases of a source, it does not say.)
 */
class EmptyGroupsTest {
    private static final String CELLS =
            "SELECT b.kommunekode, b.alder / 5 * 5, b.koen, COUNT(DISTINCT b.pid) FROM borger b"
                    + " JOIN diagnose d ON d.pid = b.pid WHERE d.begreb = 'KOL' GROUP BY b.kommunekode, b.alder / 5 * 5, b.koen";

    @Test
    void whetherAGroupIsEmptyIsNotSeenInWhichSourcesAreAsked() {
        List<@Nullable Object[]> cells = Lille.get().rows(Lille.alt(), CELLS);
        @Nullable
        Object[] one = cells.stream()
                .filter(row -> Long.valueOf(1).equals(row[3]) && row[0] != null)
                .findFirst()
                .orElseThrow();
        Set<Object> taken = cells.stream()
                .filter(row -> one[0].equals(row[0]) && one[2].equals(row[2]))
                .map(row -> (Object) String.valueOf(row[1]))
                .collect(Collectors.toSet());
        int nobody = 20;
        while (taken.contains(String.valueOf(nobody))) {
            nobody += 5;
        }
        int age = ((Number) one[1]).intValue();
        for (String table : List.of("vaccination", "laboratoriesvar", "kommunal_indsats", "ydelse", "maaling")) {
            assertThat(asked(table, one, nobody)).as(table).isNotEmpty().isEqualTo(asked(table, one, age));
        }
    }

    private static Set<String> asked(String table, @Nullable Object[] cell, int age) {
        String sql = "SELECT COUNT(DISTINCT b.pid) FROM borger b JOIN diagnose d ON d.pid = b.pid JOIN " + table
                + " v ON v.pid = b.pid WHERE d.begreb = 'KOL' AND b.kommunekode = " + cell[0] + " AND b.koen = '"
                + cell[2]
                + "' AND b.alder >= " + age + " AND b.alder < " + (age + 5);
        QueryService queries = Lille.get().withEmptyLedger(RuleSet.ALL);
        try (RunningAnswer answer = (RunningAnswer) queries.run(Users.analyst(1), QueryRequest.of(sql))) {
            assertThat(answer.next()).as("too few to be shown").isFalse();
            return answer.fetched().entrySet().stream()
                    .filter(source -> source.getValue().calls.sum() > 0)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }
    }
}

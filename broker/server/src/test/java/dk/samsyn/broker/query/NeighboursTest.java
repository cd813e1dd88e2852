package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.release.Goals;
import dk.samsyn.broker.release.ReleaseControl;
import dk.samsyn.broker.release.RuleSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * T2, T13 and goal G4: two regions, of which one lacks a single citizen, are asked the same made statements by an analyst. Columns,
 * notices, plans, errors and numbers of rows are the same; behind one ledger the rows are too.
 */
@Tag("nightly")
class NeighboursTest {
    private static final int STATEMENTS = Integer.getInteger("samsyn.neighbours.statements", 1_000);

    private static Lille whole;
    private static Lille smaller;
    private static String citizen;

    @BeforeAll
    static void oneCitizenLess() {
        whole = Lille.get();
        citizen = String.valueOf(whole.rows(
                        Lille.alt(),
                        "SELECT b.cpr, COUNT(*) FROM borger b JOIN diagnose d ON d.pid = b.pid WHERE b.doed_dato IS NULL"
                                + " AND b.kommunekode = 741 GROUP BY b.cpr ORDER BY 2 DESC, 1 LIMIT 1")
                .get(0)[0]);
        smaller = Lille.without(List.of(citizen));
        smaller.federation.sizesOf(whole.federation);
    }

    @AfterAll
    static void stop() {
        smaller.region.close();
    }

    /** What an analyst gets of one statement. */
    private record Learnt(List<String> told, int rows, Map<String, Integer> values) {}

    private static Learnt learnt(QueryService queries, Session session, String sql) {
        List<String> told = new ArrayList<>();
        Map<String, Integer> rows = new TreeMap<>();
        int count = 0;
        try (QueryAnswer answer = queries.run(session, QueryRequest.of(sql))) {
            answer.columns().forEach(column -> told.add(column.toString()));
            while (answer.next()) {
                rows.merge(Arrays.toString(answer.row()), 1, Integer::sum);
                count++;
            }
            answer.notices().forEach(notice -> told.add(notice.toString()));
            answer.sources().forEach(source -> told.add(source.id() + " " + source.status()));
        } catch (QueryException e) {
            rows.clear();
            told.add(e.errorCode() + " " + e.getMessage() + " " + e.line() + " " + e.column());
        }
        return new Learnt(told, count, rows);
    }

    private static List<String> statements() {
        Catalogue catalogue = whole.queries.catalogue(Users.analyst(1));
        StatementMaker maker = new StatementMaker(
                17, catalogue, List.of("'" + citizen + "'", "741", "730", "'DM2'", "'K'", "'HBA1C'"));
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < STATEMENTS; i++) {
            statements.add(maker.next());
        }
        return statements;
    }

    /** A statement that is refused before anything is planned is not asked again: what it tells is told. */
    @Test
    void whatIsToldAndShownOfAStatementDoesNotDependOnOneCitizen(TestReporter reporter) {
        ReleaseControl one = ReleaseControl.inMemory(whole.services.release().schema(), Lille.noise(), RuleSet.ALL)
                .under(Lille.WITHOUT_END);
        QueryService ofWhole = whole.with(one);
        QueryService ofSmaller = smaller.with(one);
        List<String> toldOtherwise = new ArrayList<>();
        List<String> otherRows = new ArrayList<>();
        int answered = 0;
        for (String sql : statements()) {
            Learnt plan = learnt(ofWhole, Users.analyst(1), "EXPLAIN " + sql);
            Learnt otherPlan = learnt(ofSmaller, Users.analyst(1), "EXPLAIN " + sql);
            if (!plan.equals(otherPlan)) {
                toldOtherwise.add("EXPLAIN " + sql + "\n  " + shortened(plan) + "\n  " + shortened(otherPlan));
            }
            if (plan.rows() == 0) {
                continue;
            }
            Learnt with = learnt(ofWhole, Users.analyst(1), sql);
            Learnt without = learnt(ofSmaller, Users.analyst(1), sql);
            answered += with.rows() > 0 ? 1 : 0;
            if (!with.told().equals(without.told())) {
                toldOtherwise.add(sql + "\n  " + with.told() + "\n  " + without.told());
            }
            if (!with.values().equals(without.values())) {
                otherRows.add(sql + "\n  " + shortened(with) + "\n  " + shortened(without));
            }
        }
        String of = " of " + STATEMENTS + " made statements (" + answered + " with rows)";
        Goals.atMost(reporter, "G4", "T13," + of + " and their plans: told otherwise", toldOtherwise.size(), 0);
        Goals.atMost(reporter, "G1", "T2," + of + ": other rows behind one ledger", otherRows.size(), 0);
        assertThat(answered).as("statements with rows").isGreaterThan(STATEMENTS / 20);
        assertThat(toldOtherwise.stream().limit(5)).isEmpty();
        assertThat(otherRows.stream().limit(5)).isEmpty();
    }

    private static String shortened(Learnt learnt) {
        String text = learnt.toString();
        return text.length() < 1_500 ? text : text.substring(0, 1_500);
    }
}

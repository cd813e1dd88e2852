package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.doors.DoorsFixture;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every source of a region of its own is stopped in turn while a query reads it, until none is left: what is asked of it fails
 * with a code of a source or is still whole, and what is asked of the others goes on.
 */
@Tag("full")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillDrillsTest {
    private static final String SOME = "SELECT pid FROM borger WHERE kommunekode = 741 AND alder < 40";

    /**
     * A source and a statement that needs it and none that is stopped before it. The register comes last: the others' persons
     * come from it.
     */
    private static final List<Drill> DRILLS = List.of(
            new Drill("fmk", "SELECT pid, atc FROM medicin_ordination WHERE pid IN (" + SOME + ")"),
            new Drill("nexus", "SELECT pid, paragraf FROM kommunal_indsats WHERE kilde = 'nexus'"),
            new Drill("cura", "SELECT pid, paragraf FROM kommunal_indsats WHERE kilde = 'cura'"),
            new Drill("ddv", "SELECT pid, vaccine_navn FROM vaccination"),
            new Drill("praksis_a", "SELECT pid, kontaktform FROM kontakt WHERE kilde = 'praksis_a'"),
            new Drill("praksis_b", "SELECT pid, kontaktform FROM kontakt WHERE kilde = 'praksis_b'"),
            new Drill("praksis_c", "SELECT pid, kontaktform FROM kontakt WHERE kilde = 'praksis_c'"),
            new Drill("labka", "SELECT pid, begreb FROM laboratoriesvar WHERE kilde = 'labka'"),
            new Drill("epj", "SELECT pid, begreb FROM diagnose WHERE kilde = 'epj'"),
            new Drill("ssr", "SELECT ydelse_nr, pid FROM ydelse"),
            new Drill("minspaerring", "SELECT pid, retning FROM samtykke"),
            new Drill("brs", "SELECT pid, relation FROM behandlingsrelation"),
            new Drill("reference", "SELECT org_id, navn FROM organisation"),
            new Drill("cpr", "SELECT pid, navn FROM borger"));

    /** The nightly list of the register is last night's, whether the register can be reached or not. */
    private static final Set<String> ANSWERS_FROM_LAST_NIGHT = Set.of("cpr");

    private static Lille lille;

    private record Drill(String source, String sql) {}

    @BeforeAll
    static void start() {
        lille = new Lille(true);
    }

    @AfterAll
    static void stop() {
        lille.region.close();
    }

    @Test
    @Order(1)
    void eachSourceInTurn() {
        List<Long> whole = DRILLS.stream().map(drill -> rows(drill.sql())).toList();
        assertThat(whole).allMatch(rows -> rows > 0);
        for (int i = 0; i < DRILLS.size(); i++) {
            Drill drill = DRILLS.get(i);
            Optional<Drill> other = i + 1 < DRILLS.size() ? Optional.of(DRILLS.get(i + 1)) : Optional.empty();
            try (QueryAnswer goesOn = run(other.orElse(drill).sql());
                    QueryAnswer breaks = run(drill.sql())) {
                assertThat(breaks.next()).isTrue();
                lille.region.stop(drill.source());

                Outcome during = drained(breaks, 1);
                assertThat(during.isSourceFailure() || during.rows() == whole.get(i))
                        .as("%s, while its answer was read: %s", drill.source(), during)
                        .isTrue();
                if (other.isPresent()) {
                    assertThat(drained(goesOn, 0))
                            .as("%s, while %s was stopped", other.get().source(), drill.source())
                            .isEqualTo(new Outcome(whole.get(i + 1), ""));
                }
            }
            Outcome after = outcome(drill.sql());
            if (ANSWERS_FROM_LAST_NIGHT.contains(drill.source())) {
                assertThat(after).isEqualTo(new Outcome(whole.get(i), ""));
            } else {
                assertThat(after.isSourceFailure())
                        .as("%s is stopped: %s", drill.source(), after)
                        .isTrue();
            }
        }
    }

    @Test
    @Order(2)
    void noNumberIsMadeOfWhatIsMissing() {
        for (String sql : List.of(
                "SELECT count(*) FROM kontakt",
                "SELECT max(tidspunkt) FROM maaling",
                "SELECT b.pid FROM borger b WHERE NOT EXISTS (SELECT 1 FROM diagnose d WHERE d.pid = b.pid)",
                "SELECT pid FROM borger EXCEPT SELECT pid FROM vaccination",
                "SELECT b.pid, v.vaccine_navn FROM borger b LEFT JOIN vaccination v ON v.pid = b.pid")) {
            Outcome outcome = outcome(sql);
            assertThat(outcome.isSourceFailure()).as("%s: %s", sql, outcome).isTrue();
        }
    }

    @Test
    @Order(3)
    void metadataNeedNoSource() throws Exception {
        List<String> failed = new ArrayList<>();
        try (DoorsFixture doors = DoorsFixture.over(lille.queries);
                Connection connection =
                        DriverManager.getConnection("jdbc:samsyn:" + doors.url() + "/jdbc", "laege-099001", "samsyn")) {
            assertThat(connection.isValid(5)).isTrue();
            DatabaseMetaData metadata = connection.getMetaData();
            long slowest = 0;
            String slowestCall = "";
            for (Method method : DatabaseMetaData.class.getMethods()) {
                long start = System.nanoTime();
                try {
                    if (method.invoke(metadata, arguments(method)) instanceof ResultSet rows) {
                        read(rows);
                    }
                } catch (InvocationTargetException e) {
                    if (!(e.getCause() instanceof SQLFeatureNotSupportedException)) {
                        failed.add(method.getName() + ": " + e.getCause());
                    }
                }
                long took = System.nanoTime() - start;
                if (took > slowest) {
                    slowest = took;
                    slowestCall = method.getName();
                }
            }
            assertThat(failed).isEmpty();
            assertThat(read(metadata.getColumns(null, "sundhed", "laboratoriesvar", null)))
                    .isPositive();
            System.out.printf(
                    "metadata with every source down: slowest of %d calls was %s, %d ms%n",
                    DatabaseMetaData.class.getMethods().length, slowestCall, slowest / 1_000_000);
        }
    }

    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> type == int.class
                        ? (Object) Types.INTEGER
                        : type == boolean.class
                                ? (Object) true
                                : type == Class.class ? (Object) DatabaseMetaData.class : null)
                .toArray();
    }

    private static int read(ResultSet rows) throws SQLException {
        try (rows) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }

    /** What came of reading an answer: its rows, or the code of its failure. */
    private record Outcome(long rows, String code) {
        boolean isSourceFailure() {
            return code.matches("SAM-40[1-47]");
        }
    }

    /** A minute is much more than a source's failure takes to show; a query that hangs fails with another code. */
    private static QueryAnswer run(String sql) {
        return lille.queries.run(
                Lille.alt(),
                new QueryRequest(sql, List.of(), OptionalLong.empty(), Optional.of(Duration.ofSeconds(60))));
    }

    private static long rows(String sql) {
        Outcome outcome = outcome(sql);
        assertThat(outcome.code()).as(sql).isEmpty();
        return outcome.rows();
    }

    private static Outcome outcome(String sql) {
        try (QueryAnswer answer = run(sql)) {
            return drained(answer, 0);
        } catch (QueryException e) {
            return new Outcome(0, e.errorCode().code());
        }
    }

    private static Outcome drained(QueryAnswer answer, long already) {
        long rows = already;
        try {
            while (answer.next()) {
                rows++;
            }
            return new Outcome(rows, "");
        } catch (QueryException e) {
            assertThat(e.getMessage()).doesNotContain("Exception").doesNotContain("127.0.0.1");
            return new Outcome(rows, e.errorCode().code());
        }
    }
}

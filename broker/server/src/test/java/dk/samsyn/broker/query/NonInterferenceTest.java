package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.release.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a user may not see changes nothing of what the user gets. Two regions differ by some thousand citizens whom none of these
 * users may see; columns, rows, notices, error code and text, the sources named and the calls to the medicine card are the same.
 */
class NonInterferenceTest {
    private static final int PAIRS = Integer.getInteger("samsyn.fuzz.pairs", 100);
    private static final int NIGHTLY_PAIRS = 10_000;

    private static final Map<String, Session> USERS = new LinkedHashMap<>(Map.of(
            "doctor", Lille.doctor("099001"),
            "nurse",
                    Users.session(
                            "sygeplejerske-730",
                            "hjemmesygeplejerske",
                            "kommune:730",
                            dk.samsyn.broker.access.Purpose.BEHANDLING,
                            Map.of("kommunekode", 730)),
            "researcher", Users.researcher(),
            "planner", Users.planner(),
            "caseworker", Users.caseworker()));

    /** Nobody above may see them: another practice, another municipality, no type 2 diabetes. */
    private static final String HIDDEN =
            "SELECT b.cpr, b.navn, b.postnr, b.kommunekode FROM borger b WHERE b.kommunekode <> 730"
                    + " AND b.pid NOT IN (SELECT t.pid FROM gp_tilknytning t WHERE t.ydernr = '099001')"
                    + " AND b.pid NOT IN (SELECT d.pid FROM diagnose d WHERE d.begreb = 'DM2')"
                    + " AND b.pid NOT IN (SELECT s.pid FROM samtykke s WHERE s.modtager_vaerdi = 'K730')"
                    + " AND b.pid NOT IN (SELECT a.pid FROM adresse_periode a WHERE a.kommunekode = 730) ORDER BY b.cpr";

    private static Lille whole;
    private static Lille smaller;
    private static QueryService ofWhole;
    private static QueryService ofSmaller;
    private static List<String> hidden;
    private static Map<String, String> names;

    @BeforeAll
    static void twoRegions() {
        whole = Lille.get();
        List<@Nullable Object[]> rows = whole.rows(Lille.alt(), HIDDEN);
        assertThat(rows).hasSizeGreaterThan(1_000);
        // Every second one: the others keep what is hidden alive in both regions.
        List<String> gone = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += 2) {
            gone.add(String.valueOf(rows.get(i)[0]));
        }
        smaller = Lille.without(gone);
        // Join order depends on the sizes of whole sources, which is left: requests are compared under the same sizes.
        smaller.federation.sizesOf(whole.federation);
        // Answers are held by the ledger: both begin without any.
        ofWhole = whole.withEmptyLedger(RuleSet.ALL);
        ofSmaller = smaller.withEmptyLedger(RuleSet.ALL);
        @Nullable
        Object[] one = rows.stream()
                .filter(row -> gone.contains(row[0]) && row[1] != null)
                .skip(gone.size() / 2)
                .findFirst()
                .orElseThrow();
        String few = Stream.concat(
                        gone.stream().limit(6),
                        whole
                                .rows(user("doctor"), "SELECT cpr FROM borger WHERE alder > 80 ORDER BY cpr LIMIT 6")
                                .stream()
                                .map(row -> String.valueOf(row[0])))
                .map(cpr -> "'" + cpr + "'")
                .collect(Collectors.joining(", "));
        names = Map.of(
                ":cpr", String.valueOf(one[0]),
                ":navn", String.valueOf(one[1]).replace("'", "''"),
                ":postnr", String.valueOf(one[2]),
                ":kommune", String.valueOf(one[3]),
                ":few", few);
        hidden = List.of("'" + one[0] + "'", "'" + names.get(":navn") + "'", "" + one[2], "" + one[3]);
        String citizen = String.valueOf(whole.rows(user("doctor"), "SELECT MIN(cpr) FROM borger WHERE status = '01'")
                .get(0)[0]);
        USERS.put("citizen", Users.citizen(citizen));
    }

    private static Session user(String name) {
        return Objects.requireNonNull(USERS.get(name));
    }

    @AfterAll
    static void stop() {
        smaller.region.close();
    }

    /**
     * What a user learns of one statement, rows in no order. Left out is the number of rows by source: it depends on
     * which input of a join is read first.
     */
    private record Learnt(
            List<String> columns,
            Map<String, Integer> rows,
            List<String> notices,
            List<String> sources,
            Optional<String> error,
            long medicineCalls) {}

    private static Learnt learnt(Lille lille, QueryService queries, Session session, String sql) {
        long before = lille.region.calls().getOrDefault("fmk", 0L);
        List<String> columns = new ArrayList<>();
        Map<String, Integer> rows = new TreeMap<>();
        List<String> notices = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        Optional<String> error = Optional.empty();
        try (QueryAnswer answer = queries.run(session, QueryRequest.of(sql))) {
            answer.columns().forEach(column -> columns.add(column.toString()));
            while (answer.next()) {
                rows.merge(Arrays.toString(answer.row()), 1, Integer::sum);
            }
            answer.notices().forEach(notice -> notices.add(notice.toString()));
            answer.sources().forEach(source -> sources.add(source.id() + " " + source.status() + " " + source.calls()));
        } catch (QueryException e) {
            // Rows that came before the error depend on the order of what came first; the error does not.
            rows.clear();
            error = Optional.of(e.errorCode() + " " + e.getMessage() + " " + e.line() + " " + e.column());
        }
        long calls = lille.region.calls().getOrDefault("fmk", 0L) - before;
        return new Learnt(columns, rows, notices, sources.stream().sorted().toList(), error, calls);
    }

    private static Optional<String> difference(String user, String sql) {
        Session session = user(user);
        Learnt one = learnt(whole, ofWhole, session, sql);
        Learnt other = learnt(smaller, ofSmaller, session, sql);
        return one.equals(other)
                ? Optional.empty()
                : Optional.of(user + ": " + sql + "\n  " + shortened(one) + "\n  " + shortened(other));
    }

    private static String shortened(Learnt learnt) {
        String text = learnt.toString();
        return text.length() < 1_500 ? text : text.substring(0, 1_500);
    }

    @TestFactory
    Stream<DynamicTest> knownLeaks() throws IOException {
        String text;
        try (var resource = NonInterferenceTest.class.getResourceAsStream("/bypass/leaks.sql")) {
            text = new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        }
        return text.lines().filter(line -> !line.startsWith("--")).map(line -> {
            String[] parts = line.split(" ", 2);
            String sql = parts[1];
            for (Map.Entry<String, String> name : names.entrySet()) {
                sql = sql.replace(name.getKey(), name.getValue());
            }
            String asked = sql;
            return DynamicTest.dynamicTest(
                    line, () -> assertThat(difference(parts[0], asked)).isEmpty());
        });
    }

    /** The regions do differ: whoever sees everything gets other answers. */
    @Test
    void theRegionsDiffer() {
        String sql = "SELECT COUNT(*) FROM borger WHERE cpr = '" + names.get(":cpr") + "'";
        assertThat(whole.rows(Lille.alt(), sql).get(0)[0]).isEqualTo(1L);
        assertThat(smaller.rows(Lille.alt(), sql).get(0)[0]).isEqualTo(0L);
    }

    @Test
    void madeStatementsOfAFewHundred() {
        assertThat(differences(1, PAIRS)).isEmpty();
    }

    @Test
    @Tag("nightly")
    void madeStatementsOfANight() {
        assertThat(differences(2, NIGHTLY_PAIRS)).isEmpty();
    }

    private static List<String> differences(long seed, int pairs) {
        List<String> differences = new ArrayList<>();
        List<String> askers = USERS.keySet().stream().sorted().toList();
        Map<String, StatementMaker> makers = new TreeMap<>();
        for (String user : askers) {
            Catalogue catalogue = whole.queries.catalogue(user(user));
            makers.put(user, new StatementMaker(seed * 31 + user.hashCode(), catalogue, hidden));
        }
        for (int i = 0; i < pairs && differences.size() < 20; i++) {
            String user = askers.get(i % askers.size());
            difference(user, Objects.requireNonNull(makers.get(user)).next()).ifPresent(differences::add);
        }
        return differences;
    }
}

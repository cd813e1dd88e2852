package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.junit.jupiter.api.TestReporter;

/**
 * What a user may not see changes nothing of what the user gets, nor of what the sources are asked. A region is compared with one
 * that lacks some hundred citizens whom none of the demo's users may see, and with one in which such citizens have each other's
 * numbers, so that as many rows tell of other people.
 */
class NonInterferenceTest {
    private static final int PAIRS = Integer.getInteger("samsyn.fuzz.pairs", 250);
    private static final int NIGHTLY_PAIRS = Integer.getInteger("samsyn.fuzz.nightly", 10_000);
    private static final long SEED = Long.getLong("samsyn.fuzz.seed", 1);

    /** Nobody but analysts, who see groups of everybody, sees anything of them. */
    private static final String HIDDEN = """
            SELECT b.cpr, b.navn, b.postnr, b.kommunekode FROM borger b WHERE b.kommunekode NOT IN (730, 741)
            AND b.pid NOT IN (SELECT a.pid FROM adresse_periode a WHERE a.kommunekode IN (730, 741))
            AND b.pid NOT IN (SELECT t.pid FROM gp_tilknytning t WHERE t.ydernr IN ('099001', '099002'))
            AND b.pid NOT IN (SELECT d.pid FROM diagnose d WHERE d.begreb = 'DM2')
            AND b.pid NOT IN (SELECT s.pid FROM samtykke s WHERE s.retning = 'tillad')
            AND b.pid NOT IN (SELECT r.pid FROM behandlingsrelation r WHERE r.org_id = '6620')
            AND b.pid NOT IN (SELECT k.pid FROM kontakt k WHERE k.org_id LIKE '6620%'
              AND (k.org_id = '6620130' OR k.start_tid >= TIMESTAMP '2025-11-23 00:00:00'))
            ORDER BY b.cpr""";

    private static final Map<String, Session> USERS = Users.ofTheDemo();

    private static Lille whole;
    private static TwoRegions fewer;
    private static TwoRegions exchanged;
    private static List<String> literals;
    private static Map<String, String> names;

    @BeforeAll
    static void regions() {
        whole = Lille.get();
        List<@Nullable Object[]> rows = whole.rows(Lille.alt(), HIDDEN);
        assertThat(rows).hasSizeGreaterThan(500);
        // Every second one is left out, every second one exchanged: what is hidden stays alive in both regions.
        List<String> gone = new ArrayList<>();
        List<String> moved = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            (i % 2 == 0 ? gone : moved).add(String.valueOf(rows.get(i)[0]));
        }
        fewer = new TwoRegions(whole, Lille.without(gone), gone);
        exchanged = new TwoRegions(whole, Lille.exchanging(moved), moved);
        @Nullable
        Object[] one = rows.stream()
                .filter(row -> gone.contains(row[0]) && row[1] != null)
                .skip(gone.size() / 2)
                .findFirst()
                .orElseThrow();
        Session doctor = Objects.requireNonNull(USERS.get("laege-099001 behandling"));
        String few = Stream.concat(
                        Stream.concat(gone.stream().limit(4), moved.stream().limit(4)),
                        whole.rows(doctor, "SELECT cpr FROM borger WHERE alder > 80 ORDER BY cpr LIMIT 6").stream()
                                .map(row -> String.valueOf(row[0])))
                .map(cpr -> "'" + cpr + "'")
                .collect(Collectors.joining(", "));
        names = Map.of(
                ":cpr", String.valueOf(one[0]),
                ":navn", String.valueOf(one[1]).replace("'", "''"),
                ":postnr", String.valueOf(one[2]),
                ":kommune", String.valueOf(one[3]),
                ":few", few);
        literals = List.of(
                "'" + one[0] + "'", "'" + moved.get(0) + "'", "'" + names.get(":navn") + "'", "" + one[2], "" + one[3]);
        String citizen = String.valueOf(whole.rows(doctor, "SELECT MIN(cpr) FROM borger WHERE status = '01'")
                .get(0)[0]);
        USERS.put("borger eget_indblik", Users.citizen(citizen));
    }

    @AfterAll
    static void stop() {
        fewer.close();
        exchanged.close();
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
            StatementMaker.Made asked = new StatementMaker.Made(sql, List.of());
            return DynamicTest.dynamicTest(line, () -> {
                Session session = usual(parts[0]);
                if (!Users.countsEverybody(session)) {
                    assertThat(fewer.difference(session, asked)).isEmpty();
                }
                assertThat(exchanged.difference(session, asked)).isEmpty();
            });
        });
    }

    private static Session usual(String name) {
        return USERS.entrySet().stream()
                .filter(user -> user.getKey().startsWith(name + " ")
                        && user.getValue().purpose()
                                == user.getValue().principal().defaultPurpose())
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    /** The regions do differ: whoever sees everything gets other answers. */
    @Test
    void theRegionsDiffer() {
        String sql = "SELECT COUNT(*) FROM borger WHERE cpr = '" + names.get(":cpr") + "'";
        assertThat(fewer.rows(Lille.alt(), sql))
                .extracting(rows -> rows.get(0)[0])
                .containsExactly(1L, 0L);
        String named = "SELECT navn FROM borger WHERE cpr = " + literals.get(1);
        assertThat(exchanged.rows(Lille.alt(), named))
                .extracting(rows -> rows.get(0)[0])
                .doesNotHaveDuplicates();
    }

    @Test
    void metadataIsTheSame() {
        for (String user : List.of("laege-099001", "forsker-1", "planlaegger-730", "steward-1", "borger")) {
            List<Catalogue> known = exchanged.catalogues(usual(user));
            assertThat(known.get(1)).as(user).isEqualTo(known.get(0));
        }
    }

    @Test
    void madeStatementsOfAFewHundred(TestReporter reporter) {
        none(differences(SEED, PAIRS, reporter));
    }

    @Test
    @Tag("nightly")
    void madeStatementsOfANight(TestReporter reporter) {
        none(differences(SEED + 1, NIGHTLY_PAIRS, reporter));
    }

    /** All of each difference: AssertJ would cut a long list. */
    private static void none(List<String> differences) {
        assertThat(differences)
                .overridingErrorMessage(() -> String.join("\n", differences))
                .isEmpty();
    }

    private static List<String> differences(long seed, int pairs, TestReporter reporter) {
        List<String> differences = new ArrayList<>();
        List<String> askers = USERS.keySet().stream().sorted().toList();
        Map<String, StatementMaker> makers = new TreeMap<>();
        Catalogue most = whole.queries.catalogue(usual("laege-099001"));
        for (String user : askers) {
            Catalogue own = whole.queries.catalogue(Objects.requireNonNull(USERS.get(user)));
            boolean something = own.tables().stream().anyMatch(table -> table.columns().stream()
                    .anyMatch(column -> column.name().equals("pid")));
            // Who sees no table about persons asks for those of another: they do not exist, with whatever stands in
            // them.
            makers.put(
                    user,
                    new StatementMaker(seed * 31 + user.hashCode(), something ? own : most, literals)
                            .withMedicineOf(Objects.requireNonNull(names.get(":few"))));
        }
        long before = fewer.withRequests() + exchanged.withRequests();
        for (int i = 0; i < pairs; i++) {
            if (i > 0 && i % 500 == 0) {
                tell(reporter, "compared", i + " pairs, " + differences.size() + " differ");
            }
            String user = askers.get(i % askers.size());
            Session session = Objects.requireNonNull(USERS.get(user));
            // To an analyst a citizen more is one more; NeighboursTest compares what they get then.
            TwoRegions regions = Users.countsEverybody(session) || i / askers.size() % 2 == 0 ? exchanged : fewer;
            StatementMaker.Made made = Objects.requireNonNull(makers.get(user)).nextWithParameters();
            regions.difference(session, made).ifPresent(difference -> {
                tell(reporter, "difference", difference);
                differences.add(difference);
            });
        }
        tell(
                reporter,
                "compared",
                pairs + " pairs, " + differences.size() + " differ; requests to all sources of "
                        + (fewer.withRequests() + exchanged.withRequests() - before));
        return differences;
    }

    /** Told at once, too: a night may be cut off, and what was found by then is wanted. */
    private static void tell(TestReporter reporter, String what, String text) {
        System.err.println(what + ": " + text);
        reporter.publishEntry(what, text);
    }
}

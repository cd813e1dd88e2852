package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.release.Goals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/**
 * T1: attacks on the release rules, each in several disguises. {@code refused} names the rules that may refuse it; {@code safe}
 * is answered, and every row of the answer counts at least five persons in its last column.
 */
class ReleaseAttacksTest {
    private static final String ATTACKS = """
            # rows, values or bits out of one query
            602 605 | SELECT pid FROM borger
            602 605 | SELECT DISTINCT pid FROM borger
            606     | SELECT MIN(pid), COUNT(*) FROM borger
            617     | SELECT foedselsdato, koen, kommunekode, postnr, sogn, COUNT(*) FROM borger GROUP BY foedselsdato, koen, kommunekode, postnr, sogn
            603 604 605 | SELECT CHAR_LENGTH(pid), COUNT(*) FROM borger GROUP BY CHAR_LENGTH(pid)
            603 605 | SELECT SUBSTRING(pid, 1, 1), COUNT(*) FROM borger GROUP BY SUBSTRING(pid, 1, 1)
            603     | SELECT pid || 'x', COUNT(*) FROM borger GROUP BY pid || 'x'
            603     | SELECT POSITION('a' IN pid), COUNT(*) FROM borger GROUP BY POSITION('a' IN pid)
            605     | SELECT kontakt_id, COUNT(*) FROM kontakt GROUP BY kontakt_id
            605     | SELECT proeve_id, COUNT(*) FROM laboratoriesvar GROUP BY proeve_id
            605     | SELECT kilde_id, COUNT(*) FROM diagnose GROUP BY kilde_id
            605     | SELECT vaerdi_num, COUNT(*) FROM seneste_vaerdi WHERE begreb = 'HBA1C' GROUP BY vaerdi_num
            605     | SELECT vaerdi_tekst, COUNT(*) FROM laboratoriesvar GROUP BY vaerdi_tekst
            603     | SELECT EXTRACT(DAY FROM start_tid), COUNT(*) FROM kontakt GROUP BY EXTRACT(DAY FROM start_tid)
            603     | SELECT FLOOR(start_tid TO HOUR), COUNT(*) FROM kontakt GROUP BY FLOOR(start_tid TO HOUR)
            603     | SELECT DATE_TRUNC('day', start_tid), COUNT(*) FROM kontakt GROUP BY DATE_TRUNC('day', start_tid)
            603     | SELECT GREATEST(alder, 90), COUNT(*) FROM borger GROUP BY GREATEST(alder, 90)
            603     | SELECT CONCAT(koen, alder), COUNT(*) FROM borger GROUP BY CONCAT(koen, alder)
            603     | SELECT RIGHT(pid, 1), COUNT(*) FROM borger GROUP BY RIGHT(pid, 1)
            603     | SELECT SPLIT_PART(pid, 'a', 1), COUNT(*) FROM borger GROUP BY SPLIT_PART(pid, 'a', 1)
            606     | SELECT BOOL_OR(alder > 99) FROM borger
            606     | SELECT BOOL_AND(adressebeskyttet) FROM borger
            606     | SELECT MAX(alder) FROM borger
            606     | SELECT MIN(foedselsdato) FROM borger
            606     | SELECT koen, COUNT(*) FROM borger GROUP BY koen HAVING MAX(alder) > 99
            606     | SELECT koen, COUNT(*) FROM borger GROUP BY koen ORDER BY MAX(alder)
            606     | SELECT ANY_VALUE(koen) FROM borger
            606     | SELECT MODE(koen) FROM borger
            606     | SELECT EVERY(adressebeskyttet) FROM borger
            606     | SELECT BIT_XOR(alder) FROM borger
            606     | SELECT BIT_AND(alder) FROM borger
            606     | SELECT COVAR_POP(alder, alder) FROM borger
            606     | SELECT REGR_COUNT(alder, alder) FROM borger
            606     | SELECT COUNT(DISTINCT koen) FROM borger
            606     | SELECT COUNT(DISTINCT alder) FROM borger
            606     | SELECT SUM(DISTINCT alder) FROM borger
            615     | SELECT PERCENTILE_CONT(0.99) WITHIN GROUP (ORDER BY alder) FROM borger
            606 615 | SELECT PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY alder) FROM borger
            603     | SELECT SUM(alder * alder) FROM borger
            603     | SELECT SUM(POWER(10, alder)) FROM borger
            603     | SELECT SUM(CASE WHEN alder = 99 THEN 1 ELSE 0 END) FROM borger
            603     | SELECT AVG(CASE WHEN koen = 'K' THEN alder END) FROM borger
            603     | SELECT COUNT(NULLIF(koen, 'M')) FROM borger
            603     | SELECT COALESCE(koen, kommunekode), COUNT(*) FROM (SELECT koen, CAST(kommunekode AS VARCHAR) AS kommunekode FROM borger) b GROUP BY 1
            606     | SELECT COUNT(*) FILTER (WHERE alder = 99) FROM borger
            607     | SELECT COUNT(*) FROM (SELECT * FROM borger ORDER BY alder LIMIT 5) b
            607     | SELECT COUNT(*) FROM (SELECT * FROM borger OFFSET 6000 ROWS) b
            607     | SELECT COUNT(*) FROM borger TABLESAMPLE BERNOULLI (1)
            607     | SELECT COUNT(*) FROM (SELECT koen FROM borger UNION ALL SELECT koen FROM borger) b
            607     | SELECT COUNT(*) FROM (SELECT pid FROM borger EXCEPT SELECT pid FROM diagnose) b
            607     | SELECT COUNT(*) FROM (SELECT koen FROM borger INTERSECT SELECT koen FROM borger) b
            603 604 605 607 | SELECT r, COUNT(*) FROM (SELECT pid, ROW_NUMBER() OVER (ORDER BY foedselsdato) AS r FROM borger) b GROUP BY r
            603 604 607 | SELECT COUNT(*) FROM (SELECT pid, ROW_NUMBER() OVER (ORDER BY foedselsdato) AS r FROM borger) b WHERE r = 1
            604 607 304 | SELECT COUNT(*) FROM borger QUALIFY ROW_NUMBER() OVER (ORDER BY foedselsdato) = 1
            604     | SELECT COUNT(*) FROM borger WHERE alder = (SELECT MAX(alder) FROM borger)
            601 604 606 | SELECT COUNT(*) FROM borger WHERE alder > (SELECT AVG(alder) FROM borger)
            601     | SELECT navn FROM kommune_reference WHERE kommunekode IN (SELECT kommunekode FROM borger)
            601     | SELECT navn FROM kommune_reference k WHERE EXISTS (SELECT 1 FROM borger b WHERE b.alder = 99)
            601 604 | SELECT navn FROM kommune_reference k WHERE EXISTS (SELECT 1 FROM borger b WHERE b.kommunekode = k.kommunekode)
            604     | SELECT navn, (SELECT COUNT(*) FROM borger b WHERE b.kommunekode = k.kommunekode) FROM kommune_reference k
            601     | VALUES ((SELECT alder FROM borger))
            # the person key and isolating columns
            602     | SELECT COUNT(*) FROM borger WHERE pid = 'AAAAAAAAAAAAAAAAAAAAAA=='
            602     | SELECT COUNT(*) FROM borger WHERE pid > 'A'
            602     | SELECT COUNT(*) FROM borger WHERE pid IN ('a', 'b')
            602     | SELECT COUNT(*) FROM borger WHERE pid LIKE 'A%'
            602     | SELECT COUNT(*) FROM borger b JOIN diagnose d ON b.pid < d.pid
            602     | SELECT COUNT(*) FROM borger b, diagnose d
            602     | SELECT COUNT(*) FROM borger b CROSS JOIN diagnose d
            602     | SELECT COUNT(*) FROM borger b JOIN diagnose d ON b.kommunekode = 730
            602     | SELECT COUNT(*) FROM borger b JOIN borger c ON b.foedselsdato = c.foedselsdato
            602     | SELECT COUNT(*) FROM borger b LEFT JOIN diagnose d ON d.pid = b.pid
            602     | SELECT COUNT(*) FROM borger b FULL JOIN diagnose d ON d.pid = b.pid
            602     | SELECT COUNT(*) FROM borger b JOIN (VALUES ('x'), ('y')) AS v (pid) ON v.pid = b.pid
            602     | SELECT COUNT(*) FROM borger b CROSS JOIN (VALUES (1), (2), (3), (4), (5)) AS v (n)
            602     | SELECT COUNT(*) FROM borger b JOIN (VALUES (730, 'K')) AS v (k, s) ON v.k = b.kommunekode AND v.s = b.koen
            602     | SELECT COUNT(*) FROM borger b JOIN kommune_reference k ON k.befolkning > b.alder
            602     | SELECT COUNT(*) FROM borger b JOIN kommune_reference k ON k.klynge = b.koen
            604     | SELECT COUNT(*) FROM kontakt WHERE kontakt_id = '1'
            602 604 607 | SELECT COUNT(*) FROM borger b WHERE EXISTS (SELECT 1 FROM diagnose d WHERE d.stillet_dato = b.foedselsdato)
            607     | SELECT COUNT(*) FROM borger WHERE pid NOT IN (SELECT pid FROM diagnose WHERE begreb = 'HT')
            607     | SELECT COUNT(*) FROM borger b WHERE NOT EXISTS (SELECT 1 FROM diagnose d WHERE d.pid = b.pid)
            607     | SELECT COUNT(*) FROM borger WHERE koen IN (SELECT koen FROM borger)
            604     | SELECT COUNT(*) FROM borger b JOIN diagnose d ON d.pid = b.pid AND d.stillet_dato > b.foedselsdato
            # conditions that isolate
            604     | SELECT COUNT(*) FROM borger WHERE koen = 'K' OR alder = 99
            604     | SELECT COUNT(*) FROM borger WHERE NOT (koen = 'K' AND alder = 99)
            604     | SELECT COUNT(*) FROM borger WHERE koen <> 'K' AND kommunekode <> 730
            604     | SELECT COUNT(*) FROM (SELECT * FROM borger WHERE koen <> 'K') b WHERE kommunekode <> 730
            604     | SELECT COUNT(*) FROM borger b JOIN diagnose d ON d.pid = b.pid AND b.koen <> 'K' AND d.begreb <> 'DM2'
            604     | SELECT COUNT(*) FROM borger WHERE koen <> 'K' AND pid IN (SELECT pid FROM diagnose WHERE begreb <> 'DM2')
            604     | SELECT COUNT(*) FROM (SELECT pid, COUNT(*) AS n FROM diagnose WHERE begreb <> 'HT' GROUP BY pid) d JOIN borger b USING (pid) WHERE b.koen <> 'K'
            604     | SELECT COUNT(*) FROM borger WHERE koen LIKE '%K%'
            604     | SELECT COUNT(*) FROM borger WHERE koen = 'X'
            604     | SELECT COUNT(*) FROM borger WHERE kommunekode = 999
            604     | SELECT COUNT(*) FROM borger WHERE alder + 1 = 100
            604     | SELECT COUNT(*) FROM borger WHERE MOD(alder, 7) = 3
            604     | SELECT COUNT(*) FROM borger WHERE alder IN (41, 43, 47) AND alder <> 43
            604     | SELECT COUNT(*) FROM borger WHERE CASE WHEN alder = 99 THEN TRUE ELSE FALSE END
            604     | SELECT COUNT(*) FROM borger WHERE COALESCE(doed_dato, foedselsdato) > DATE '2020-01-01'
            604     | SELECT COUNT(*) FROM borger WHERE foedselsdato = doed_dato
            604     | SELECT COUNT(*) FROM seneste_vaerdi WHERE begreb = 'HBA1C' AND vaerdi_num = 61
            604     | SELECT COUNT(*) FROM seneste_vaerdi WHERE vaerdi_num > 61
            604     | SELECT COUNT(*) FROM laboratoriesvar WHERE vaerdi_tekst = '61'
            604     | SELECT COUNT(*) FROM diagnose WHERE kode_oprindelig = 'DE840'
            604     | SELECT COUNT(*) FROM diagnose WHERE kode_oprindelig LIKE 'DE840%'
            604     | SELECT COUNT(*) FROM diagnose WHERE kode_oprindelig LIKE '%0'
            603 604 | SELECT COUNT(*) FROM diagnose WHERE UPPER(begreb) = 'DM2'
            618 604 | SELECT COUNT(*) FROM borger WHERE alder / 0 = 1
            618     | SELECT COUNT(*) FROM borger WHERE alder > 1 / 0
            604     | SELECT COUNT(*) FROM borger WHERE 1 / (alder - 99) > 0
            604     | SELECT COUNT(*) FROM borger WHERE CAST(koen AS INTEGER) = 1
            603     | SELECT COUNT(*) FROM borger GROUP BY 1 / (alder - 99)
            603     | SELECT alder / 7 * 7, COUNT(*) FROM borger GROUP BY alder / 7 * 7
            603     | SELECT (alder + 2) / 5 * 5, COUNT(*) FROM borger GROUP BY (alder + 2) / 5 * 5
            603     | SELECT CASE WHEN alder = 99 THEN 'a' ELSE 'b' END, COUNT(*) FROM borger GROUP BY CASE WHEN alder = 99 THEN 'a' ELSE 'b' END
            615     | SELECT AVG(vaerdi_num) FROM seneste_vaerdi
            # one person made to look like many
            607     | SELECT COUNT(*) FROM (SELECT pid FROM (SELECT pid, koen, COUNT(*) AS n FROM borger GROUP BY pid, koen) a GROUP BY pid) b
            606     | SELECT koen, COUNT(DISTINCT kontakt_id) FROM kontakt JOIN borger USING (pid) GROUP BY koen
            607     | WITH RECURSIVE r (pid) AS (SELECT pid FROM borger UNION ALL SELECT pid FROM r) SELECT COUNT(*) FROM r
            602 604 607 | SELECT COUNT(*) FROM borger b, LATERAL (SELECT * FROM diagnose d WHERE d.pid = b.pid) x
            # as one who has read the code
            606     | SELECT n, COUNT(*) FROM (SELECT pid, COUNT(org_id) AS n FROM kontakt GROUP BY pid) x GROUP BY n
            605     | SELECT COUNT(*) FROM (SELECT pid, kontakt_id FROM kontakt GROUP BY pid, kontakt_id) x
            605     | SELECT COUNT(*) FROM (SELECT pid, vaerdi_num FROM seneste_vaerdi WHERE begreb = 'HBA1C' GROUP BY pid, vaerdi_num) x
            606     | SELECT koen, COUNT(*) WITHIN DISTINCT (kommunekode) FROM borger GROUP BY koen
            606     | SELECT SUM(alder) WITHIN DISTINCT (pid, alder) FROM borger
            606     | SELECT n, COUNT(*) FROM (SELECT pid, COUNT(*) WITHIN DISTINCT (begreb) AS n FROM diagnose GROUP BY pid) x GROUP BY n
            606     | SELECT APPROX_COUNT_DISTINCT(pid) FROM borger
            606     | SELECT COUNT(DISTINCT pid, koen) FROM borger
            606     | SELECT SINGLE_VALUE(alder) FROM borger
            606     | SELECT koen, ARG_MAX(alder, alder) FROM borger GROUP BY koen
            606     | SELECT koen, JSON_ARRAYAGG(alder) FROM borger GROUP BY koen
            605     | SELECT COUNT(*) OVER () FROM borger
            601     | SELECT ARRAY(SELECT alder FROM borger)
            601     | SELECT MULTISET(SELECT alder FROM borger)
            607     | SELECT COUNT(*) FROM borger b WHERE b.pid <> ALL (SELECT pid FROM diagnose WHERE begreb = 'CF')
            607     | SELECT COUNT(*) FROM borger b WHERE EXISTS (SELECT COUNT(*) FROM diagnose d WHERE d.pid = b.pid)
            607     | SELECT COUNT(*) FROM borger b WHERE EXISTS (SELECT 1 FROM diagnose d WHERE d.pid = b.pid GROUP BY d.pid HAVING COUNT(*) > 3)
            607     | SELECT COUNT(*) FROM borger b WHERE UNIQUE (SELECT d.pid FROM diagnose d WHERE d.pid = b.pid)
            604     | SELECT COUNT(*) FROM borger b WHERE (SELECT COUNT(*) FROM diagnose d WHERE d.pid = b.pid) > 3
            602     | SELECT COUNT(*) FROM borger b JOIN diagnose d ON d.pid = b.pid OR d.begreb = 'CF'
            602     | SELECT COUNT(*) FROM borger b JOIN diagnose d ON d.pid IS NOT DISTINCT FROM b.pid
            604     | SELECT COUNT(*) FROM diagnose d JOIN diagnose e ON e.pid = d.pid AND e.kode_oprindelig = d.kode_oprindelig
            604     | SELECT COUNT(*) FROM borger b CROSS APPLY (SELECT * FROM diagnose d WHERE d.pid = b.pid) x
            604     | SELECT COUNT(*) FROM borger WHERE (koen, kommunekode) IN (('K', 741), ('M', 730))
            618     | SELECT COUNT(*) FROM borger WHERE (koen, alder) = ('K', 99)
            604     | SELECT COUNT(*) FROM borger WHERE NULLIF(alder, 99) IS NULL
            604     | SELECT COUNT(*) FROM borger WHERE (alder = 99) IS NOT TRUE
            604     | SELECT COUNT(*) FROM borger WHERE (koen = 'K') IS UNKNOWN
            604     | SELECT COUNT(*) FROM borger WHERE (koen = 'K') = (alder = 99)
            604     | SELECT COUNT(*) FROM borger WHERE NOT NOT (alder = 99 OR koen = 'K')
            604     | SELECT COUNT(*) FROM borger WHERE alder BETWEEN SYMMETRIC 44 AND 41
            604     | SELECT COUNT(*) FROM borger WHERE kommunekode = (SELECT MIN(kommunekode) FROM kommune_reference)
            607     | SELECT COUNT(*) FROM borger WHERE kommunekode IN (SELECT kommunekode FROM kommune_reference WHERE befolkning < 30000)
            604     | SELECT COUNT(*) FROM diagnose WHERE stillet_dato + INTERVAL '1' DAY = DATE '2025-03-11'
            604     | SELECT COUNT(*) FROM diagnose WHERE DAYOFWEEK(stillet_dato) = 1
            604     | SELECT COUNT(*) FROM kontakt WHERE EXTRACT(HOUR FROM start_tid) = 8
            603     | SELECT FLOOR(stillet_dato TO WEEK), COUNT(*) FROM diagnose GROUP BY FLOOR(stillet_dato TO WEEK)
            603     | SELECT CEIL(stillet_dato TO MONTH), COUNT(*) FROM diagnose GROUP BY CEIL(stillet_dato TO MONTH)
            604     | SELECT COUNT(*) FROM diagnose WHERE kode_oprindelig LIKE 'DE8!%' ESCAPE '!'
            604     | SELECT COUNT(*) FROM diagnose WHERE kode_oprindelig NOT LIKE 'DE8%'
            604     | SELECT COUNT(*) FROM laboratoriesvar WHERE kilde = 'labka'
            602     | SELECT COUNT(*) FROM borger b JOIN samsyn.sources s ON s.id = b.koen
            602     | SELECT s.id, COUNT(*) FROM borger b CROSS JOIN samsyn.sources s GROUP BY s.id
            601     | SELECT * FROM samsyn.sources WHERE EXISTS (SELECT 1 FROM borger WHERE alder = 99)
            607     | SELECT koen, COUNT(*) FROM borger GROUP BY koen UNION ALL SELECT koen, alder FROM borger
            607     | SELECT COUNT(*) FROM (SELECT pid FROM borger INTERSECT ALL SELECT pid FROM diagnose) x
            607     | SELECT COUNT(*) FROM (SELECT pid, koen FROM borger INTERSECT SELECT pid, koen FROM borger) x
            604     | SELECT COUNT(*) FROM borger b JOIN sygdomspopulation s USING (pid) WHERE b.koen <> 'K' AND s.koen <> 'M'
            602     | SELECT COUNT(*) FROM borger b RIGHT JOIN kommune_reference k ON k.kommunekode = b.kommunekode
            602     | SELECT b.koen, COUNT(*) FROM borger b LEFT JOIN kommune_reference k ON k.kommunekode = b.kommunekode AND k.befolkning > 50000 GROUP BY b.koen
            602     | SELECT COUNT(*) FROM borger b JOIN kommune_reference k USING (kommunekode) JOIN kommune_reference l ON l.klynge = k.klynge
            605     | SELECT n, COUNT(*) FROM (SELECT pid, SUM(beloeb) AS n FROM ydelse GROUP BY pid) x GROUP BY n
            607     | SELECT * FROM kontakt MATCH_RECOGNIZE (PARTITION BY pid ORDER BY start_tid MEASURES A.start_tid AS s PATTERN (A B) DEFINE B AS B.start_tid > A.start_tid) m
            605     | SELECT * FROM borger PIVOT (COUNT(*) FOR koen IN ('K', 'M')) p
            # answered, in groups
            safe    | SELECT * FROM borger
            safe    | SELECT pid, COUNT(*) FROM borger GROUP BY pid
            safe    | SELECT COUNT(*) FROM borger WHERE pid IS NOT NULL
            safe    | SELECT COUNT(*) FROM borger b NATURAL JOIN kommune_reference k
            safe    | SELECT koen, alder FROM borger LIMIT 3
            safe    | SELECT COUNT(*) FROM seneste_maaling WHERE begreb = 'FEV1_PCT' AND vaerdi_num < 50
            safe    | SELECT COUNT(*) FROM seneste_vaerdi WHERE begreb = 'HBA1C' AND vaerdi_num > 100
            safe    | SELECT kontrolstatus, COUNT(DISTINCT pid) FROM kontrolstatus WHERE sygdom = 'DM' GROUP BY kontrolstatus
            safe    | SELECT bmi_klasse, COUNT(*) FROM bmi_seneste GROUP BY bmi_klasse
            safe    | SELECT COUNT(*) FROM indlaeggelse WHERE er_genindlagt_30d AND liggetid_dage > 30
            safe    | SELECT koen, alder, COUNT(*) FROM borger GROUP BY koen, alder
            safe    | SELECT kommunekode, foedselsdato, COUNT(*) FROM borger GROUP BY kommunekode, foedselsdato
            safe    | SELECT koen, kommunekode, COUNT(DISTINCT pid) FROM borger GROUP BY CUBE (koen, kommunekode)
            safe    | SELECT kommunekode, COUNT(*) FROM borger WHERE foedselsdato = DATE '1958-02-11' GROUP BY kommunekode
            safe    | SELECT begreb, COUNT(DISTINCT pid) FROM diagnose WHERE stillet_dato = DATE '2025-03-11' GROUP BY begreb
            safe    | SELECT begreb, COUNT(DISTINCT pid) FROM diagnose JOIN borger USING (pid) WHERE kommunekode = 741 GROUP BY begreb
            safe    | SELECT postnr, alder, koen, COUNT(*) FROM borger GROUP BY postnr, alder, koen
            safe    | SELECT COUNT(*) FROM vaccination v JOIN borger b USING (pid) WHERE b.kommunekode = 741 AND b.alder >= 95
            safe    | SELECT COUNT(*) FROM diagnose WHERE kode_oprindelig LIKE 'DE8\\%'
            safe    | SELECT koen, kommunekode, COUNT(*) FROM borger GROUP BY GROUPING SETS ((koen), (koen), (kommunekode), ())
            safe    | SELECT koen, COUNT(*) OVER (PARTITION BY koen) FROM borger
            safe    | SELECT COUNT(*) FROM borger b WHERE b.pid = ANY (SELECT pid FROM diagnose WHERE begreb = 'CF')
            safe    | SELECT COUNT(*) FROM kontakt WHERE EXTRACT(MONTH FROM start_tid) = 13
            """;

    private static Session analyst() {
        Principal analyst = new Principal(
                "analytiker",
                "regional_analytiker",
                "region:1082",
                Purpose.PLANLAEGNING,
                Set.of(Purpose.PLANLAEGNING),
                Map.of());
        return new Session(analyst, Purpose.PLANLAEGNING, Optional.empty(), false, "test");
    }

    /** The attacks, a line each: verdict and statement. */
    static Stream<String> attacks() {
        return ATTACKS.lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    /** G1: each is a test, and none is known to fail. */
    @Test
    void thereAreManyAttacksInManyDisguises(TestReporter reporter) {
        long forms = attacks()
                .mapToLong(
                        line -> disguises(line.substring(line.indexOf('|') + 1).trim(), line.startsWith("safe"))
                                .size())
                .sum();
        Goals.atLeast(
                reporter,
                "G1",
                "T1, " + attacks().count() + " attacks; forms of them, each a test",
                (double) forms,
                400);
        assertThat(forms).isGreaterThan(400);
    }

    @TestFactory
    Stream<DynamicTest> everyAttackIsRefusedOrNeutralisedInEveryDisguise() {
        return attacks().flatMap(line -> {
            String verdict = line.substring(0, line.indexOf('|')).trim();
            String sql = line.substring(line.indexOf('|') + 1).trim();
            return disguises(sql, verdict.equals("safe")).entrySet().stream()
                    .map(d -> DynamicTest.dynamicTest(d.getKey() + ": " + sql, () -> verdict(d.getValue(), verdict)));
        });
    }

    /** The same attack as it is, in other letters with comments, quoted, within WITH, within a sub-query, and renamed. */
    private static Map<String, String> disguises(String sql, boolean answered) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("plain", sql);
        boolean plainSelect = sql.startsWith("SELECT") && !sql.contains("LIMIT");
        if (answered) {
            all.put("wrapped", plainSelect ? "SELECT * FROM (" + sql + ") AS q" : sql);
            return all;
        }
        all.put(
                "letters",
                sql.replace("SELECT ", "select /* 1 */ ")
                        .replace(" FROM ", "\n from -- x\n ")
                        .replace(" pid", " PID"));
        all.put("quoted", sql.replaceAll("\\b(borger|diagnose|kontakt|pid|alder|koen)\\b", "\"$1\""));
        all.put("renamed", sql.replaceAll("FROM borger(?! [a-z]\\b)", "FROM sundhed.borger AS borger"));
        if (plainSelect && !sql.contains("ORDER BY MAX")) {
            all.put("with", "WITH q AS (" + sql + ") SELECT * FROM q");
            all.put("within", "SELECT * FROM (" + sql + ") AS q");
            all.put(
                    "opened",
                    sql.replaceAll(
                            "FROM borger(?! [a-zT]\\b| TABLESAMPLE|,)", "FROM (SELECT * FROM borger) AS borger"));
        }
        return all;
    }

    private static void verdict(String sql, String verdict) {
        if (verdict.equals("safe")) {
            List<@Nullable Object[]> rows = Lille.get().rows(analyst(), sql);
            assertThat(rows)
                    .allSatisfy(row -> assertThat((Long) row[row.length - 1]).isGreaterThanOrEqualTo(5));
            return;
        }
        List<String> codes = new ArrayList<>();
        for (String rule : verdict.split(" ", -1)) {
            codes.add("SAM-" + rule);
        }
        try {
            List<@Nullable Object[]> rows = Lille.get().rows(analyst(), sql);
            assertThat(rows).as("an answer instead of a refusal").isNull();
        } catch (QueryException e) {
            // What the parser or the validator does not know is refused as well; nothing of it was planned.
            assertThat(e.errorCode().code())
                    .satisfiesAnyOf(code -> assertThat(code).isIn(codes), code -> assertThat(code)
                            .startsWith("SAM-2"));
        }
    }
}

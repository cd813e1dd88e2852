package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.broker.access.Session;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everybody whose data an answer shows is in the log before the rows leave, whatever the statement looks like. */
class PersonsShownTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lille lille = Lille.get();

    /** Who was logged for a query that has been read to its end, by kind of data. */
    private Map<String, Set<String>> logged(Session session, String sql) throws IOException {
        String id;
        try (QueryAnswer answer = lille.queries.run(session, QueryRequest.of(sql))) {
            id = answer.queryId();
            boolean more = answer.next();
            if (more) {
                assertThat(shown(id).isEmpty())
                        .as("logged before the first row")
                        .isEqualTo(sql.startsWith("-- nobody"));
            }
            while (more) {
                more = answer.next();
            }
        }
        return shown(id);
    }

    private Map<String, Set<String>> shown(String id) throws IOException {
        Map<String, Set<String>> persons = new HashMap<>();
        for (String line : lille.auditText().lines().toList()) {
            if (line.contains(id) && line.contains("\"shown\"")) {
                JsonNode entry = JSON.readTree(line);
                Set<String> known =
                        persons.computeIfAbsent(entry.get("category").asText(), none -> new TreeSet<>());
                entry.get("persons").forEach(person -> known.add(person.asText()));
            }
        }
        return persons;
    }

    private Set<String> cprs(Session session, String sql) {
        return lille.rows(session, sql).stream()
                .map(row -> String.valueOf(row[0]))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SELECT navn FROM borger WHERE alder > 90 | SELECT cpr FROM borger WHERE alder > 90
                    SELECT 1 FROM borger WHERE alder > 90 | SELECT cpr FROM borger WHERE alder > 90
                    SELECT navn FROM (SELECT navn, alder FROM borger) t WHERE alder > 90 | SELECT cpr FROM borger WHERE alder > 90
                    SELECT navn FROM borger WHERE alder > 90 ORDER BY navn, pid LIMIT 2 | SELECT cpr FROM borger WHERE alder > 90 ORDER BY navn, pid LIMIT 2
                    SELECT n FROM (SELECT navn AS n FROM borger WHERE alder > 90 ORDER BY navn, pid LIMIT 2) t | SELECT cpr FROM borger WHERE alder > 90 ORDER BY navn, pid LIMIT 2
                    SELECT navn FROM borger WHERE alder > 90 ORDER BY pid OFFSET 3 | SELECT cpr FROM borger WHERE alder > 90 ORDER BY pid OFFSET 3
                    SELECT DISTINCT koen FROM borger WHERE alder > 90 | SELECT cpr FROM borger WHERE alder > 90
                    SELECT DISTINCT pid FROM borger WHERE alder > 90 | SELECT cpr FROM borger WHERE alder > 90
                    SELECT koen, COUNT(*) FROM borger WHERE alder > 90 GROUP BY koen | SELECT cpr FROM borger WHERE alder > 90
                    SELECT koen, COUNT(*) FROM borger WHERE alder > 90 GROUP BY ROLLUP (koen) | SELECT cpr FROM borger WHERE alder > 90
                    SELECT MAX(alder) FROM borger WHERE alder > 90 | SELECT cpr FROM borger WHERE alder > 90
                    SELECT COUNT(DISTINCT pid) FROM borger WHERE alder > 90 | SELECT cpr FROM borger WHERE alder > 90
                    SELECT MAX(pid) FROM borger WHERE alder > 90 | SELECT cpr FROM borger WHERE alder > 90
                    SELECT ROW_NUMBER() OVER (ORDER BY alder) FROM borger WHERE alder > 90 | SELECT cpr FROM borger WHERE alder > 90
                    SELECT koen FROM borger WHERE alder > 90 UNION SELECT koen FROM borger WHERE alder > 95 | SELECT cpr FROM borger WHERE alder > 90
                    SELECT navn FROM borger WHERE alder > 95 UNION ALL SELECT navn FROM borger WHERE alder < 1 | SELECT cpr FROM borger WHERE alder > 95 OR alder < 1
                    SELECT pid FROM borger WHERE alder > 95 UNION SELECT pid FROM borger WHERE alder < 1 | SELECT cpr FROM borger WHERE alder > 95 OR alder < 1
                    SELECT koen FROM borger WHERE alder > 90 INTERSECT SELECT koen FROM borger WHERE alder < 1 | SELECT cpr FROM borger WHERE alder > 90 OR alder < 1
                    SELECT koen FROM borger WHERE alder > 90 EXCEPT SELECT navn FROM borger WHERE alder < 1 | SELECT cpr FROM borger WHERE alder > 90 OR alder < 1
                    SELECT pid FROM borger WHERE alder > 90 EXCEPT SELECT pid FROM borger WHERE alder > 95 | SELECT cpr FROM borger WHERE alder > 90 AND alder <= 95
                    SELECT k.navn, (SELECT MAX(alder) FROM borger WHERE alder > 90) FROM kommune_reference k | SELECT cpr FROM borger WHERE alder > 90
                    SELECT k.navn FROM kommune_reference k WHERE EXISTS (SELECT 1 FROM borger WHERE alder > 90) | SELECT cpr FROM borger WHERE alder > 90
                    SELECT k.navn FROM kommune_reference k WHERE k.kommunekode IN (SELECT kommunekode FROM borger WHERE alder > 90) | SELECT cpr FROM borger WHERE alder > 90
                    SELECT a.n FROM (SELECT navn AS n FROM borger WHERE alder > 95) a CROSS JOIN (SELECT koen FROM borger WHERE alder < 1) b | SELECT cpr FROM borger WHERE alder > 95 OR alder < 1
                    SELECT b.navn FROM borger b FULL JOIN (SELECT * FROM borger WHERE alder < 1) c ON b.pid = c.pid WHERE b.alder > 90 OR c.alder < 1 | SELECT cpr FROM borger WHERE alder > 90 OR alder < 1
                    SELECT COUNT(*) FROM borger WHERE alder > 90 GROUP BY pid, koen | SELECT cpr FROM borger WHERE alder > 90
                    SELECT x.n FROM (SELECT pid, COUNT(*) AS n FROM diagnose GROUP BY pid) x JOIN borger b ON b.pid = x.pid WHERE b.alder > 90 | SELECT DISTINCT b.cpr FROM borger b JOIN diagnose d ON d.pid = b.pid WHERE b.alder > 90
                    SELECT navn FROM borger b WHERE alder > 90 AND NOT EXISTS (SELECT 1 FROM diagnose d WHERE d.pid = b.pid AND d.begreb = 'HT') | SELECT cpr FROM borger b WHERE alder > 90 AND NOT EXISTS (SELECT 1 FROM diagnose d WHERE d.pid = b.pid AND d.begreb = 'HT')
                    WITH x AS (SELECT navn, alder FROM borger) SELECT navn FROM x WHERE alder > 90 | SELECT cpr FROM borger WHERE alder > 90
                    """)
    void eachShape(String sql, String expected) throws IOException {
        Session doctor = Lille.doctor("099001");

        Set<String> persons = new HashSet<>();
        logged(doctor, sql).values().forEach(persons::addAll);

        assertThat(persons).isNotEmpty().isEqualTo(cprs(doctor, expected));
    }

    @Test
    void derivedViewsKeepTheirPersons() throws IOException {
        Session doctor = Lille.doctor("099001");
        String rows = " FROM seneste_vaerdi WHERE begreb = 'HBA1C' AND vaerdi_num > 80";

        assertThat(logged(doctor, "SELECT vaerdi_num" + rows).get("laboratorie"))
                .isNotEmpty()
                .isEqualTo(cprs(doctor, "SELECT cpr FROM borger WHERE pid IN (SELECT pid" + rows + ")"));
    }

    @Test
    void theKindOfDataIsThatOfTheTablesBehindTheRow() throws IOException {
        Session doctor = Lille.doctor("099001");

        assertThat(logged(
                                doctor,
                                "SELECT b.navn, d.begreb FROM borger b JOIN diagnose d ON d.pid = b.pid "
                                        + "WHERE b.alder > 95")
                        .keySet())
                .containsExactlyInAnyOrder("stamdata", "diagnose");
        assertThat(logged(doctor, "SELECT begreb FROM diagnose UNION ALL SELECT begreb FROM laboratoriesvar")
                        .keySet())
                .containsExactlyInAnyOrder("diagnose", "laboratorie");
    }

    @Test
    void pseudonymsAreLoggedToo() throws IOException {
        assertThat(logged(Users.researcher(), "SELECT DISTINCT koen FROM borger")
                        .get("stamdata"))
                .hasSize(
                        lille.rows(Users.researcher(), "SELECT pid FROM borger").size());
    }

    @Test
    void whereNoPersonIsReadNobodyIsLogged() throws IOException {
        assertThat(logged(Lille.doctor("099001"), "-- nobody\nSELECT navn FROM kommune_reference"))
                .isEmpty();
        assertThat(logged(Users.planner(), "-- nobody\nSELECT koen, COUNT(*) FROM borger GROUP BY koen"))
                .isEmpty();
    }
}

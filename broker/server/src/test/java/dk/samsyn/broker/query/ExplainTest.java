package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.spi.ErrorCode;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EXPLAIN says who is asked for what and under which policies, and nothing that depends on a row. */
class ExplainTest {
    private final Lille lille = Lille.get();

    private String text(Session session, String sql) {
        return lille.rows(session, sql).stream()
                .map(row -> String.valueOf(row[0]))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aPersonCanReadIt() {
        assertThat(text(
                        Lille.doctor("099001"),
                        "EXPLAIN SELECT b.navn, d.begreb FROM borger b JOIN diagnose d ON d.pid = b.pid "
                                + "WHERE b.alder > 60 AND d.begreb = 'DM2' ORDER BY b.navn"))
                .startsWith("answer: navn, begreb (identified)\npolicies:\n  sundhed.borger: laege-egne-patienter v1")
                .contains("seal of sundhed.diagnose", "seal of sundhed.borger", "ask epj", "ask cpr", "sort by navn")
                .contains("ask minspaerring, for a policy's condition:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT navn FROM borger WHERE alder = 47 AND navn LIKE 'Zebra%'",
                "SELECT COUNT(*) FROM diagnose WHERE begreb IN ('Zebra', 'DM2') GROUP BY begreb HAVING COUNT(*) > 47",
                "SELECT 'Zebra', 47 FROM borger ORDER BY navn LIMIT 47",
                "SELECT pid FROM medicin_ordination WHERE cpr_er('0101994747')",
                "SELECT begreb FROM laboratoriesvar WHERE vaerdi_num BETWEEN 47 AND 4747 UNION ALL SELECT 'Zebra' FROM kontakt",
                "SELECT pid FROM borger WHERE foedselsdato > DATE '1947-04-07' AND kommunekode = 47"
            })
    void noValueStandsInIt(String sql) {
        assertThat(text(Lille.doctor("099001"), "EXPLAIN " + sql))
                .doesNotContain("Zebra", "47", "099001", "DM2")
                .contains("plan:");
    }

    @Test
    void nothingIsAskedAndNoCountIsShown() {
        long before = lille.rows(Lille.alt(), "SELECT SUM(answers) FROM samsyn.sources")
                .size();

        String text = text(Lille.doctor("099001"), "EXPLAIN SELECT navn FROM borger");

        assertThat(before).isOne();
        assertThat(text).doesNotContain("rows", "cost", "ms", "sent:");
    }

    @Test
    void operatorsAlsoSeeWhatIsSentAndMayMeasure() {
        assertThat(text(Lille.alt(), "EXPLAIN SELECT begreb FROM diagnose WHERE begreb = 'CF'"))
                .contains("sent:", "SELECT");
        assertThat(text(Lille.alt(), "EXPLAIN ANALYZE SELECT navn FROM kommune_reference"))
                .contains("run: 19 rows in ", "reference: 1 calls, 19 rows");
        assertThatThrownBy(() -> text(Lille.doctor("099001"), "EXPLAIN ANALYZE SELECT navn FROM borger"))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.NOT_ALLOWED));
        assertThat(Lille.get()
                        .auditText()
                        .lines()
                        .filter(line -> line.contains("EXPLAIN ANALYZE SELECT navn FROM borger")))
                .as("a refused one is audited too")
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    EXPLAIN SELECT x FROM borger | 1 | 16
                    explain plan for SELECT x FROM borger | 1 | 25
                    EXPLAIN SELECT nav FROM borger WHERE x = 1 | 1 | 38
                    """)
    void errorsKeepTheirPlace(String sql, int line, int column) {
        assertThatThrownBy(() -> text(Lille.doctor("099001"), sql)).isInstanceOfSatisfying(QueryException.class, e -> {
            assertThat(e.errorCode()).isEqualTo(ErrorCode.UNKNOWN_COLUMN);
            assertThat(e.line()).isEqualTo(line);
            assertThat(e.column()).isEqualTo(column);
        });
    }

    @Test
    void whatOneMayNotSeeIsNotExplained() {
        assertThatThrownBy(() -> text(Users.planner(), "EXPLAIN SELECT cpr FROM borger"))
                .isInstanceOf(QueryException.class);
        assertThatThrownBy(() -> text(Lille.doctor("099001"), "EXPLAIN DELETE FROM borger"))
                .isInstanceOf(QueryException.class);
    }

    @Test
    void itCanBePreparedWithParameters() {
        Queries.Prepared prepared =
                lille.queries.prepare(Lille.doctor("099001"), "EXPLAIN SELECT navn FROM borger WHERE alder > ?");

        assertThat(prepared.columns()).extracting(ResultColumn::name).containsExactly("plan");
        assertThat(prepared.parameters()).hasSize(1);
        assertThat(text(Lille.doctor("099001"), "EXPLAIN SELECT navn FROM borger WHERE alder > ?"))
                .contains("foedselsdato");
    }

    @Test
    void itIsTheSameForPractices() {
        String sql = "EXPLAIN SELECT b.navn, l.vaerdi_num FROM borger b JOIN seneste_vaerdi l ON l.pid = b.pid "
                + "WHERE l.begreb = 'HBA1C'";

        assertThat(text(Lille.doctor("099001"), sql)).isEqualTo(text(Lille.doctor("099002"), sql));
        assertThat(List.of(text(Lille.doctor("099001"), sql).split("\n")))
                .allSatisfy(l -> assertThat(l).doesNotContain("0990"));
    }

    /** Municipalities read their lists for many persons whoever they are; that is no reason to read everybody's data elsewhere. */
    @Test
    void allMeasurementsAreAskedByTheKeysOfThePractice() {
        String[] asked = text(Lille.doctor("099001"), "EXPLAIN SELECT pid, vaerdi_num FROM seneste_maaling")
                .split("ask ");

        assertThat(asked)
                .filteredOn(request -> request.matches("(?s)(cura|epj|nexus|praksis_.):.*"))
                .hasSize(6)
                .allSatisfy(request -> assertThat(request).contains("person in keys"));
    }
}

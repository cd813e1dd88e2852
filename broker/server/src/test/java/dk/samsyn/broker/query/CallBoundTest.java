package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A statement may make 200 calls that each name a citizen (10,000 for the test principal), whatever sources they go to; the
 * services themselves count.
 */
class CallBoundTest {
    private final Lille lille = Lille.get();

    @Test
    void aPatientListIsTooLongForTheMedicineCardAndNobodyIsAsked() {
        long before = calls("fmk");

        assertRefused("SELECT pid, atc FROM medicin_ordination");
        assertRefused("SELECT b.pid, m.atc FROM borger b LEFT JOIN medicin_ordination m ON m.pid = b.pid");

        assertThat(calls("fmk")).isEqualTo(before);
    }

    @Test
    void callsOfAllSourcesCountTogether() {
        List<String> patients = patients(250);
        String some = in(patients.subList(0, 150));
        String others = in(patients.subList(150, 240));
        long before = calls("fmk") + calls("ddv");

        rows("SELECT pid, atc FROM medicin_ordination WHERE pid IN (" + some + ")");
        rows("SELECT pid, vaccine_navn FROM vaccination WHERE pid IN (" + others + ")");
        long each = calls("fmk") + calls("ddv") - before;
        assertThat(each).as("each alone is within the bound").isBetween(200L, 260L);
        before = calls("fmk") + calls("ddv");
        assertRefused("SELECT pid, atc FROM medicin_ordination WHERE pid IN (" + some
                + ") UNION ALL SELECT pid, vaccine_kode FROM vaccination WHERE pid IN (" + others + ")");

        assertThat(calls("fmk") + calls("ddv") - before).isLessThanOrEqualTo(200);
    }

    @Test
    void manyCitizensAreReadFromTheListOfVaccinations() {
        long before = calls("ddv");

        rows("SELECT pid, vaccine_navn FROM vaccination");

        assertThat(calls("ddv") - before).isBetween(1L, 2L);
    }

    @Test
    void oneCitizenCostsOneCallOfEachSource() {
        List<String> sources = List.of("cpr", "fmk", "ddv");
        String pid = patients(1).get(0);
        List<Long> before = sources.stream().map(this::calls).toList();

        rows("SELECT b.navn, m.atc, v.vaccine_navn FROM borger b LEFT JOIN medicin_ordination m ON m.pid = b.pid "
                + "LEFT JOIN vaccination v ON v.pid = b.pid WHERE b.pid = '" + pid + "'");

        for (int i = 0; i < sources.size(); i++) {
            assertThat(calls(sources.get(i)) - before.get(i)).as(sources.get(i)).isBetween(1L, 2L);
        }
    }

    /** The p-pill search of a practice: the medicine card is asked for nobody whom the other conditions leave out. */
    @Test
    void thePillSearchAsksForTheSurvivorsOnly() {
        String others = " FROM gp_tilknytning t JOIN borger b ON b.pid = t.pid"
                + " JOIN seneste_livsstil r ON r.pid = b.pid AND r.emne = 'RYGNING'"
                + " AND r.vaerdi IN ('dagligryger', 'lejlighedsryger')"
                + " JOIN seneste_maaling s ON s.pid = b.pid AND s.begreb = 'BT_SYS'"
                + " AND s.vaerdi_num >= CASE s.sted WHEN 'hjemme' THEN 135 ELSE 140 END"
                + " JOIN seneste_vaerdi c ON c.pid = b.pid AND c.begreb = 'TOTKOL' AND c.vaerdi_num >= 5.0";
        String where = " WHERE t.ydernr = '099001' AND b.koen = 'K'"
                + " AND b.foedselsdato <= CURRENT_DATE - INTERVAL '36' YEAR";
        long survivors = rows("SELECT DISTINCT b.pid" + others + where).size();
        long patients = rows("SELECT DISTINCT t.pid FROM gp_tilknytning t WHERE t.ydernr = '099001'")
                .size();
        long before = calls("fmk");

        List<@Nullable Object[]> found = rows("SELECT b.pid, m.atc" + others
                + " JOIN medicin_ordination m ON m.pid = b.pid AND (m.atc LIKE 'G03AA%' OR m.atc LIKE 'G03AB%'"
                + " OR m.atc = 'G03HB01') AND m.atc <> 'G03AA13'"
                + " AND (m.slut_dato IS NULL OR m.slut_dato >= CURRENT_DATE)" + where);

        assertThat(found).isNotEmpty();
        assertThat(survivors).isLessThan(patients / 10);
        // A citizen with more than one number is asked for by each.
        assertThat(calls("fmk") - before).isBetween((long) found.size(), survivors + 2);
    }

    @Test
    void theAnswerTellsForHowManyCitizensTheMedicineCardWasAsked() {
        long before = calls("fmk");

        long told;
        try (QueryAnswer answer = lille.queries.run(
                Lille.doctor("099001"),
                QueryRequest.of("SELECT b.cpr, m.atc FROM borger b JOIN medicin_ordination m ON m.pid = b.pid"
                        + " WHERE b.alder BETWEEN 70 AND 71"))) {
            while (answer.next()) {
                assertThat(answer.row()).hasSizeGreaterThanOrEqualTo(2);
            }
            told = answer.sources().stream()
                    .filter(source -> source.id().equals("fmk"))
                    .mapToLong(source -> source.calls().orElseThrow())
                    .sum();
        }

        assertThat(told).isEqualTo(calls("fmk") - before).isGreaterThan(3);
    }

    private long calls(String source) {
        return Objects.requireNonNull(lille.region.calls().get(source));
    }

    private List<@Nullable Object[]> rows(String sql) {
        return lille.rows(Lille.doctor("099001"), sql);
    }

    /** Patients of the doctor, in an order that is always the same. */
    private List<String> patients(int count) {
        return rows("SELECT pid FROM borger WHERE status = '01' ORDER BY pid LIMIT " + count).stream()
                .map(row -> String.valueOf(row[0]))
                .toList();
    }

    private static String in(List<String> pids) {
        return pids.stream().map(pid -> "'" + pid + "'").collect(Collectors.joining(", "));
    }

    private void assertRefused(String sql) {
        assertThatThrownBy(() -> rows(sql)).isInstanceOfSatisfying(QueryException.class, e -> {
            assertThat(e.errorCode()).isEqualTo(ErrorCode.CALL_BOUND_EXCEEDED);
            assertThat(e.errorCode().sqlState()).isEqualTo("54000");
            assertThat(e.getMessage()).contains("200");
        });
    }
}

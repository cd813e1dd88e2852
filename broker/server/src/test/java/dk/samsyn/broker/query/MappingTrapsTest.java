package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each mapping trap of domain.md 4.6 is in the demo's sources, and none of its rows comes out wrong: counts over the live sources
 * as the test principal sees them. That each single row is right is for {@link FederatedEqualsCentralisedTest}.
 */
class MappingTrapsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # trap | rows that show it | of these the wrong ones
            two codes are one analyte, the national | laboratoriesvar WHERE kode_oprindelig = 'NPU27300' | begreb IS DISTINCT FROM 'HBA1C'
            two codes are one analyte, the local | laboratoriesvar WHERE kode_oprindelig = 'AAB00093' | begreb IS DISTINCT FROM 'HBA1C' OR kodesystem <> 'lokal' OR kvalitet NOT LIKE '%kode_lokal%'
            above a limit | laboratoriesvar WHERE begreb = 'EGFR' AND vaerdi_tekst LIKE '>%' | operator <> '>' OR vaerdi_num IS DISTINCT FROM 90
            below a limit | laboratoriesvar WHERE vaerdi_tekst LIKE '<%' | operator <> '<' OR vaerdi_num IS NULL
            the sign in a column of its own | laboratoriesvar WHERE begreb = 'EGFR' AND operator = '>' AND vaerdi_tekst NOT LIKE '>%' | vaerdi_num IS DISTINCT FROM 90
            cancelled | laboratoriesvar WHERE vaerdi_tekst = 'Aflyst' | status <> 'annulleret' OR vaerdi_num IS NOT NULL OR operator IS NOT NULL OR kvalitet NOT LIKE '%tekstvaerdi%'
            HbA1c in per cent | laboratoriesvar WHERE begreb = 'HBA1C' AND enhed_oprindelig = '%' | enhed <> 'mmol/mol' OR vaerdi_num NOT BETWEEN 20 AND 160 OR kvalitet NOT LIKE '%enhed_gaettet%'
            HbA1c in per cent under today's unit | laboratoriesvar WHERE begreb = 'HBA1C' AND enhed_oprindelig = 'mmol/mol' AND kvalitet LIKE '%enhed_gaettet%' | enhed <> 'mmol/mol' OR vaerdi_num NOT BETWEEN 20 AND 160 OR vaerdi_tekst NOT LIKE '%,%'
            no HbA1c stays in per cent | laboratoriesvar WHERE begreb = 'HBA1C' AND vaerdi_num IS NOT NULL | vaerdi_num < 20
            saturation as a fraction | maaling WHERE kilde = 'epj' AND kode_oprindelig = 'NPU10197' | enhed <> '%' OR vaerdi_num NOT BETWEEN 50 AND 100
            saturation in every source | maaling WHERE begreb = 'SPO2' | enhed <> '%' OR vaerdi_num NOT BETWEEN 50 AND 100
            height in metres | maaling WHERE begreb = 'HOEJDE' AND kilde <> 'nexus' | enhed <> 'cm' OR vaerdi_num NOT BETWEEN 30 AND 230
            decimal comma | laboratoriesvar WHERE vaerdi_tekst LIKE '%_,_%' AND kvalitet NOT LIKE '%enhed_gaettet%' | vaerdi_num IS DISTINCT FROM CAST(REPLACE(REPLACE(vaerdi_tekst, '<', ''), ',', '.') AS DECIMAL(18, 4))
            only the week is known | ydelse WHERE tid_praecision = 'uge' | EXTRACT(ISODOW FROM uge_start) <> 1 OR uge_slut <> uge_start + INTERVAL '6' DAY OR CHAR_LENGTH(uge) <> 4
            unknown sampling time | laboratoriesvar WHERE proevetagning_tid IS NULL | kvalitet NOT LIKE '%dato_upraecis%' OR tid_praecision IS NOT NULL
            no sampling time in system C | laboratoriesvar WHERE kilde = 'praksis_c' | kvalitet NOT LIKE '%dato_upraecis%' OR tid_praecision <> 'dag'
            hour of a pressure unknown | maaling WHERE begreb = 'BT_SYS' AND tid_praecision = 'dag' | kvalitet NOT LIKE '%dato_upraecis%' OR EXTRACT(HOUR FROM tidspunkt) <> 0
            a number with hyphen is the citizen | laboratoriesvar WHERE kilde = 'labka' | pid NOT IN (SELECT pid FROM borger)
            a number in a municipal record is the citizen | kommunal_indsats | pid NOT IN (SELECT pid FROM borger)
            kommune of four digits | borger | kommunekode NOT BETWEEN 100 AND 999
            merged FSIII term, old code | kommunal_tilstand WHERE fsiii_kode = 'I3.4' | fsiii_begreb IS DISTINCT FROM 'VAEGTPROBLEM' OR kodeversion IS DISTINCT FROM 'gammel'
            merged FSIII term, new code | kommunal_tilstand WHERE fsiii_begreb = 'VAEGTPROBLEM' AND kodeversion = 'ny' | fsiii_kode LIKE '%.%' OR fsiii_kode LIKE '354af175%'
            one FSIII term under § 138 | kommunal_indsats WHERE fsiii_begreb = 'OPFOELGNING' AND paragraf = 'SUL138' | FALSE
            one FSIII term under § 119 | kommunal_indsats WHERE fsiii_begreb = 'OPFOELGNING' AND paragraf = 'SUL119' | FALSE
            one FSIII term under § 140 | kommunal_indsats WHERE fsiii_begreb = 'OPFOELGNING' AND paragraf = 'SUL140' | FALSE
            a + belongs to the code before it | diagnose WHERE diagnosetype = 'tillaeg' | tillaeg_til IS NULL OR tillaeg_til NOT LIKE 'D%' OR begreb IS NOT NULL
            a first admission is no readmission | indlaeggelse WHERE pid IN (SELECT pid FROM kontakt WHERE sektor = 'hospital' AND kontaktform = 'indlaeggelse' GROUP BY pid HAVING COUNT(*) = 1) | er_genindlagt_30d IS DISTINCT FROM FALSE
            a planned admission is no readmission and could not be prevented | indlaeggelse WHERE prioritet <> 'akut' | er_genindlagt_30d IS DISTINCT FROM FALSE OR er_forebyggelig IS DISTINCT FROM FALSE
            an acute one in youth could not be prevented | indlaeggelse i JOIN borger b ON b.pid = i.pid AND b.alder < 60 | er_forebyggelig IS DISTINCT FROM FALSE
            refuted is flagged | diagnose WHERE afkraeftet | kilde <> 'epj'
            practice and hospital disagree | diagnose_uenighed WHERE sygdom = 'DM' | praksis_begreb = hospital_begreb
            both codes of a disagreement stay | diagnose d JOIN diagnose_uenighed u ON u.pid = d.pid AND d.begreb = u.praksis_begreb AND d.kodesystem = 'ICPC2' | NOT EXISTS (SELECT 1 FROM diagnose h WHERE h.pid = u.pid AND h.kodesystem = 'SKS' AND h.begreb = u.hospital_begreb)
            admissions before LPR3 | kontakt WHERE kontakt_id LIKE 'LPR2-%' | kontaktform <> 'indlaeggelse' OR start_tid >= TIMESTAMP '2019-02-03 00:00:00'
            the same pressure in two records | maaling_samlet WHERE kilder LIKE 'epj:%, %' AND begreb = 'BT_SYS' | sted <> 'hospital' OR kilde <> 'epj'
            dead, and still on a list | gp_tilknytning t JOIN borger b ON b.pid = t.pid AND b.status = '90' WHERE t.gyldig_til IS NULL | b.doed_dato IS NULL
            emigrated, kept in history | adresse_periode a JOIN borger b ON b.pid = a.pid AND b.status = '80' | a.gyldig_til IS NULL
            group 2 is on no list | borger b WHERE b.status = '01' AND NOT EXISTS (SELECT 1 FROM gp_tilknytning t WHERE t.pid = b.pid AND t.ydernr IS NOT NULL) | FALSE
            withheld medicine leaves a mark | medicin_ordination WHERE pid IN (SELECT pid FROM borger WHERE kommunekode = 741 AND alder > 50) AND hidden_flag | FALSE
            """)
    void isThereAndComesOutRight(String trap, String rows, String wrong) {
        if (wrong.contains("SELECT")) {
            String where = rows.contains(" WHERE ") ? " AND (" : " WHERE (";
            assertCounts(trap, counts("COUNT(*), 0 FROM " + rows));
            assertCounts(
                    trap,
                    1,
                    counts("COUNT(*), 0 FROM " + rows + where + wrong + ")").get(0));
        } else {
            assertCounts(trap, counts("COUNT(*), SUM(CASE WHEN " + wrong + " THEN 1 ELSE 0 END) FROM " + rows));
        }
    }

    private static void assertCounts(String trap, List<Long> counts) {
        assertCounts(trap, counts.get(0), counts.get(1));
    }

    private static void assertCounts(String trap, long rows, long wrong) {
        assertThat(rows).as("rows that show: %s", trap).isPositive();
        assertThat(wrong).as("wrong ones: %s", trap).isZero();
    }

    private static List<Long> counts(String sql) {
        @Nullable Object[] row = Lille.get().rows(Lille.alt(), "SELECT " + sql).get(0);
        return Arrays.stream(row)
                .map(value -> value == null ? 0 : ((Number) value).longValue())
                .toList();
    }
}

package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sentinel's faults 1 to 7 on the pages of a practice, before the real pipeline and the small region; each by its number. */
class SentinelPagesTest {
    private static final String OWN = "099001";
    private static final String LIST = "/praksis/population/dm?vis=all&orden=";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final Pattern PATIENT = Pattern.compile("/praksis/borger/([^\"]+)\"");
    private static final Pattern CONTROL = Pattern.compile("Seneste kontrol\"><div>.*?(\\d\\d\\.\\d\\d\\.\\d{4})<br>");
    private static final Pattern VALUE = Pattern.compile("<span class=\"value[ \"]");
    private static final Pattern DATED =
            Pattern.compile("<span class=\"value(?: value-marked)?\">[^<]+(?:<span class=\"mark\".*?</span>)?</span>"
                    + "<span class=\"sub(?: old)?\">\\d\\d\\.\\d\\d\\.\\d{4}<br>");
    private static final Pattern FOUND = Pattern.compile("([\\d.]+) patient(?:er)? opfylder kriterierne");

    private static PortalFixture site;
    private static Browser doctor;
    /** Rows of the list of everybody with diabetes, oldest control first, by patient. */
    private static Map<String, String> list;

    @BeforeAll
    static void start() {
        site = new PortalFixture(Lille.get().queries);
        doctor = site.browser().signedIn("laege-" + OWN);
        list = list(LIST + "control");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    /** Every page of a list. */
    private static Map<String, String> list(String address) {
        Map<String, String> rows = new LinkedHashMap<>();
        int before = -1;
        for (int side = 0; rows.size() > before; side++) {
            before = rows.size();
            String page = doctor.get(address + "&vent=1&side=" + side).body().replaceAll("\\s+", " ");
            for (String row : page.split("<tr>", -1)) {
                Matcher patient = PATIENT.matcher(row);
                if (patient.find()) {
                    rows.put(patient.group(1), row.split("</tr>", -1)[0]);
                }
            }
        }
        return rows;
    }

    private static List<@Nullable Object[]> rows(String sql) {
        return Lille.get().rows(Lille.doctor(OWN), sql);
    }

    private static Set<String> patients(String sql, Predicate<@Nullable Object[]> fits) {
        return rows(sql).stream()
                .filter(fits)
                .map(row -> String.valueOf(row[0]))
                .collect(Collectors.toSet());
    }

    private static Set<String> living() {
        return patients("SELECT pid FROM borger WHERE doed_dato IS NULL AND status NOT IN ('80', '90')", row -> true);
    }

    private static Set<String> diagnosed(String concepts, Predicate<String> source) {
        return patients(
                "SELECT pid, kilde FROM diagnose_effektiv WHERE begreb IN (" + concepts
                        + ") AND NOT COALESCE(afkraeftet, FALSE)",
                row -> source.test(String.valueOf(row[1])));
    }

    /** Only the practice's own data. */
    @Test
    void fault1WhoseDiseaseOnlyAnotherSectorKnowsIsOnTheList() {
        Set<String> all = diagnosed("'DM1', 'DM2', 'DM_ANDEN'", source -> true);
        all.retainAll(living());
        Set<String> elsewhere = new HashSet<>(all);
        elsewhere.removeAll(diagnosed("'DM1', 'DM2', 'DM_ANDEN'", source -> source.startsWith("praksis")));
        assertThat(elsewhere).isNotEmpty();
        assertThat(list.keySet()).containsAll(elsewhere).isEqualTo(all);
    }

    /** Not visible who is followed elsewhere. */
    @Test
    void fault2WhoIsFollowedInHospitalIsSaidToBe() {
        Set<String> hospital = patients(
                "SELECT pid, foelges_hos FROM foelges_hos WHERE sygdom = 'DM'",
                row -> "hospital".equals(row[1]) && list.containsKey(String.valueOf(row[0])));
        assertThat(hospital).isNotEmpty();
        assertThat(hospital)
                .allSatisfy(pid -> assertThat(list.get(pid)).contains("data-label=\"Følges\"><div>Hospital"));
    }

    /** Blood tests of hospitals missing. */
    @Test
    void fault3ATestThatAHospitalAskedForIsTheLatestValueWithItsPlace() {
        Map<String, String> places = rows("SELECT org_id, navn FROM organisation").stream()
                .collect(Collectors.toMap(row -> String.valueOf(row[0]), row -> String.valueOf(row[1]), (a, b) -> a));
        List<@Nullable Object[]> elsewhere = rows(
                        "SELECT pid, CAST(proevetagning_tid AS DATE), rekvirent_org FROM seneste_vaerdi WHERE begreb = 'HBA1C'")
                .stream()
                .filter(row -> !OWN.equals(row[2]) && list.containsKey(String.valueOf(row[0])))
                .filter(row -> places.getOrDefault(String.valueOf(row[2]), "").contains("ospital"))
                .toList();
        assertThat(elsewhere).isNotEmpty();
        assertThat(elsewhere).allSatisfy(row -> assertThat(list.get(String.valueOf(row[0])))
                .contains(LocalDate.parse(String.valueOf(row[1])).format(DAY) + "<br>"
                        + places.get(String.valueOf(row[2]))));
    }

    /** Others' prescriptions missing, and so "not treated". */
    @Test
    void fault4WhatAnotherDoctorPrescribedIsTreatment() {
        String pids = list.keySet().stream().limit(150).collect(Collectors.joining("', '", "'", "'"));
        List<@Nullable Object[]> others = rows(
                        "SELECT pid, laegemiddel_navn, ordineret_af_org FROM medicin_ordination WHERE atc LIKE 'A10%'"
                                + " AND (slut_dato IS NULL OR slut_dato >= CURRENT_DATE) AND pid IN (" + pids + ")")
                .stream()
                .filter(row -> !OWN.equals(row[2]))
                .toList();
        assertThat(others).isNotEmpty();
        assertThat(others).allSatisfy(row -> assertThat(list.get(String.valueOf(row[0])))
                .contains(String.valueOf(row[1]))
                .doesNotContain("Ingen på FMK"));
    }

    /** No combined criteria. */
    @Test
    void fault5CriteriaAreCombinedByAndOrAndNot() {
        Set<String> expected = patients(
                "SELECT pid, koen, alder FROM borger WHERE doed_dato IS NULL AND status NOT IN ('80', '90')",
                row -> "K".equals(row[1]) && row[2] instanceof Number age && age.intValue() >= 36);
        Set<String> either = patients(
                "SELECT pid, vaerdi FROM seneste_livsstil WHERE emne = 'RYGNING'",
                row -> Set.of("dagligryger", "lejlighedsryger").contains(String.valueOf(row[1])));
        either.addAll(diagnosed("'HT'", source -> true));
        expected.retainAll(either);
        int withKol = expected.size();
        expected.removeAll(diagnosed("'KOL'", source -> true));
        assertThat(expected).isNotEmpty().hasSizeLessThan(withKol);
        String page = doctor.get("/praksis/soeg?0.0.kind=KOEN&0.0.koen=K&1.0.kind=ALDER&1.0.fra=36"
                        + "&2.0.kind=RYGNING&2.0.status=ryger&2.1.kind=DIAGNOSE&2.1.begreb=HT"
                        + "&3.not=1&3.0.kind=DIAGNOSE&3.0.begreb=KOL&g=soeg")
                .body();
        Matcher found = FOUND.matcher(page);
        assertThat(found.find()).isTrue();
        assertThat(found.group(1)).isEqualTo(String.valueOf(expected.size()));
    }

    /** A value without its date. */
    @Test
    void fault6NoValueStandsWithoutItsDate() {
        String all = String.join("", list.values());
        long values = VALUE.matcher(all).results().count();
        assertThat(values).isGreaterThan(list.size());
        assertThat(DATED.matcher(all).results().count()).isEqualTo(values);
    }

    /** Not to be sorted by last control; everybody, by name. */
    @Test
    void fault7NeverSeenStandsFirstThenTheOldestControlAndTheRecentlySeenCanBeLeftOut() {
        List<LocalDate> controls =
                list.values().stream().map(SentinelPagesTest::control).toList();
        assertThat(controls).contains(LocalDate.MIN).isSorted();
        List<String> left = new ArrayList<>(
                list("/praksis/population/dm?vis=missing&mdr=6&orden=control").keySet());
        assertThat(left)
                .containsExactlyElementsOf(list.keySet().stream()
                        .filter(pid -> control(String.valueOf(list.get(pid))).isBefore(Lille.TODAY.minusMonths(6)))
                        .toList())
                .hasSizeLessThan(list.size());
    }

    private static LocalDate control(String row) {
        Matcher day = CONTROL.matcher(row.split("data-label=\"Følges\"", -1)[0]);
        return day.find() ? LocalDate.parse(day.group(1), DAY) : LocalDate.MIN;
    }
}

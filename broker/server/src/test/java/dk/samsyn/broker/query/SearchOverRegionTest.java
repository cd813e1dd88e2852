package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The practice's search in front of the real pipeline and the small region: it finds whom the sources' own rows name. */
class SearchOverRegionTest {
    private static final Pattern FOUND = Pattern.compile("([\\d.]+) patient(?:er)? opfylder kriterierne");

    private static PortalFixture site;
    private static Browser doctor;

    @BeforeAll
    static void start() {
        site = new PortalFixture(Lille.get().queries);
        doctor = site.browser().signedIn("laege-099001");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static int found(String search) {
        String page = doctor.get("/praksis/soeg?" + search + "&g=soeg").body();
        Matcher found = FOUND.matcher(page);
        assertThat(found.find()).as(search).isTrue();
        return Integer.parseInt(found.group(1).replace(".", ""));
    }

    private static List<@Nullable Object[]> rows(String sql) {
        return Lille.get().rows(Lille.doctor("099001"), sql);
    }

    private static Set<Object> patients() {
        return rows("SELECT pid FROM borger WHERE doed_dato IS NULL AND status NOT IN ('80', '90')").stream()
                .map(row -> row[0])
                .collect(Collectors.toSet());
    }

    /** Patients with a row that fits, out of rows whose first value is the patient. */
    private static int having(String sql, Predicate<@Nullable Object[]> fits) {
        Set<Object> patients = patients();
        return (int) rows(sql).stream()
                .filter(fits)
                .map(row -> row[0])
                .filter(patients::contains)
                .distinct()
                .count();
    }

    private static boolean since(@Nullable Object day, LocalDate first) {
        return day != null && !LocalDate.parse(day.toString()).isBefore(first);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "J07BB, 0.0.periode=altid, 0001-01-01",
        "J07BB, 0.0.periode=saeson, 2026-09-01",
        "J07BB, 0.0.periode=altid&0.0.mdr=18, 2025-05-23",
        "J07AL, 0.0.periode=altid&0.0.fra=2024-01-01, 2024-01-01"
    })
    void aVaccineIsFoundWhoeverGaveItAndItsLackIsEverybodyElse(String atc, String when, LocalDate first) {
        int given = having(
                "SELECT pid, vaccine_kode, given_dato FROM vaccination",
                row -> String.valueOf(row[1]).startsWith(atc) && since(row[2], first));
        String search = "0.0.kind=VACCINATION&0.0.atc=" + atc + "&" + when;
        assertThat(given).isPositive();
        assertThat(found(search)).isEqualTo(given);
        assertThat(found("0.not=1&" + search)).isEqualTo(patients().size() - given);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"alle, alle, 6", "hospital, alle, 12", "hospital, indlaeggelse, 12", "almen_praksis, video, 24"})
    void aContactIsFoundByPlaceFormAndTime(String place, String form, int months) {
        LocalDate first = Lille.TODAY.minusMonths(months);
        int had = having(
                "SELECT pid, sektor, kontaktform, CAST(start_tid AS DATE), CAST(slut_tid AS DATE) FROM kontakt",
                row -> {
                    boolean there = place.equals("alle") || place.equals(row[1]);
                    boolean so = form.equals("alle") || form.equals(row[2]);
                    return there && so && (since(row[3], first) || since(row[4], first));
                });
        String search = "0.0.kind=KONTAKT&0.0.sted=" + place + "&0.0.form=" + form + "&0.0.mdr=" + months;
        assertThat(had).isPositive();
        assertThat(found(search)).isEqualTo(had);
        assertThat(found("0.not=1&" + search)).isEqualTo(patients().size() - had);
    }

    @Test
    void everyReadySearchIsAnswered() {
        Matcher ready = Pattern.compile("\\?klar=([a-z0-9-]+)")
                .matcher(doctor.get("/praksis/soeg").body());
        int somebody = 0;
        int all = 0;
        while (ready.find()) {
            String page = doctor.get("/praksis/soeg?klar=" + ready.group(1) + "&g=soeg")
                    .body();
            assertThat(page).as(ready.group(1)).contains("opfylder kriterierne");
            somebody += page.contains("<table class=\"list\"") ? 1 : 0;
            all++;
        }
        assertThat(all).isGreaterThanOrEqualTo(7);
        assertThat(somebody).as("that find somebody").isGreaterThanOrEqualTo(all - 1);
    }
}

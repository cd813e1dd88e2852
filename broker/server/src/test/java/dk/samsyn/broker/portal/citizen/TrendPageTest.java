package dk.samsyn.broker.portal.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Citizens see their own values over time, with where each stands to its reference range, and from whom. */
class TrendPageTest {
    private static final String PAGE = "/borger/udvikling";
    private static final String CITIZEN = "borger-0101501234";
    private static final LocalDateTime MARCH = LocalDateTime.of(2026, 3, 2, 8, 15);

    private final CannedQueries queries = new CannedQueries();
    private final PortalFixture site = new PortalFixture(queries);

    @AfterEach
    void stop() {
        site.close();
    }

    private static @Nullable Object[] test(
            String value, LocalDateTime time, @Nullable String lower, @Nullable String upper, String source) {
        return new @Nullable Object[] {
            "K",
            new BigDecimal(value),
            "=",
            lower == null ? null : new BigDecimal(lower),
            upper == null ? null : new BigDecimal(upper),
            time,
            "099001",
            source
        };
    }

    private String page(Canned tests, Canned measured) {
        queries.on("FROM laboratoriesvar", tests)
                .on("FROM maaling_samlet", measured)
                .on("FROM organisation", Canned.of("org_id, navn", new Object[] {"099001", "Lægerne Torvet"}));
        return site.browser().signedIn(CITIZEN).get(PAGE).body();
    }

    private static Canned tests(@Nullable Object[]... rows) {
        return Canned.of("begreb, vaerdi_num, operator, ref_nedre, ref_oevre, tid, sted, kilder", rows);
    }

    private static Canned measured(@Nullable Object[]... rows) {
        return Canned.of("begreb, vaerdi_num, sted, maalt_af, tid, kilder", rows);
    }

    @ParameterizedTest(name = "{0} in {1} to {2} is {3}")
    @CsvSource({
        "3.4, 3.5, 4.4, under 3,5–4,4",
        "3.5, 3.5, 4.4, inden for 3,5–4,4",
        "4.4, 3.5, 4.4, inden for 3,5–4,4",
        "4.5, 3.5, 4.4, over 3,5–4,4",
        "4.5, , 4.4, over til 4,4",
        "4.5, 3.5, , inden for fra 3,5"
    })
    void aValueStandsOverUnderOrWithinItsOwnReferenceRange(
            String value, @Nullable String lower, @Nullable String upper, String words) {
        assertThat(page(tests(test(value, MARCH, lower, upper, "labka")), measured()))
                .contains(words, "02.03.2026", "Lægerne Torvet", "LABKA II");
    }

    @Test
    void theBandOfTheChartIsTheRangeOfTheLatestAnswerThatHasOne() {
        String page = page(
                tests(
                        test("4.0", MARCH, "3.5", "4.4", "labka"),
                        test("4.1", MARCH.minusYears(1), "3.6", "4.6", "labka"),
                        test("4.2", MARCH.plusDays(9), null, null, "labka")),
                measured());
        assertThat(page).contains("Laboratoriets referenceområde: 3,5–4,4 mmol/L");
        assertThat(page.replace("&quot;", "\""))
                .containsPattern("\"band\":\\{(\"to\":4.4,\"from\":3.5|\"from\":3.5,\"to\":4.4)}");
    }

    @Test
    void anAnswerThatTwoSourcesHaveIsOneValueWithBoth() {
        String page = page(
                tests(test("4.0", MARCH, null, null, "labka"), test("4.00", MARCH, "3.5", "4.4", "epj")), measured());
        assertThat(page)
                .contains("EPJ, LABKA II", "inden for 3,5–4,4")
                .containsOnlyOnce("<th scope=\"row\">02.03.2026");
    }

    @Test
    void whatTheCitizenWroteStandsAmongWhatOthersMeasured() {
        Browser citizen = site.browser().signedIn(CITIZEN);
        citizen.post("/borger/registrering", Map.of("VAEGT", "79,5"));
        String page = page(tests(), measured(new Object[] {
            "VAEGT", new BigDecimal("82"), "kommune", "sundhedsfaglig", MARCH, "epj:17, labka:4"
        }));
        assertThat(page).contains("79,5", "skrevet af dig", "82", "af kommunen", "EPJ, LABKA II", "2 målinger");
    }

    @Test
    void thePressureMeasuredLastIsShownWithBothNumbers() {
        String page = page(
                tests(),
                measured(
                        new Object[] {"BT_DIA", new BigDecimal("81"), "praksis", "sundhedsfaglig", MARCH, "epj:1"},
                        new Object[] {"BT_SYS", new BigDecimal("164"), "praksis", "sundhedsfaglig", MARCH, "epj:2"},
                        new Object[] {
                            "BT_SYS", new BigDecimal("150"), "praksis", "sundhedsfaglig", MARCH.minusDays(1), "epj:3"
                        }));
        assertThat(page).contains("Senest: 164/81</strong>");
    }

    @Test
    void aSilentSourceIsNamedAndTheOthersAreShown() {
        queries.silent("FROM laboratoriesvar", "labka");
        String page = page(
                tests(),
                measured(new Object[] {"PULS", new BigDecimal("64"), "praksis", "sundhedsfaglig", MARCH, "epj:17"}));
        assertThat(page).contains("LABKA II svarede ikke", "64", "i praksis");
    }
}

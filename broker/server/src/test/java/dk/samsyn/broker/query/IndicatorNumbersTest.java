package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.IndicatorFiles;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorSql;
import dk.samsyn.broker.release.RuleSet;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The released numerator and denominator of indicators against the truth, in statements of their own over the governed tables as the
 * test principal sees them. Noise of a number of persons n: at most 5 in each of two layers, and 5 standard deviations of the
 * third. Where a person counts several times: twice the most of one person, drawn in, and 5 standard deviations of two layers.
 */
class IndicatorNumbersTest {
    private static final LocalDate END = LocalDate.of(2026, 10, 1);
    private static final double DEVIATIONS = 5;
    private static final String ADMISSIONS =
            "(SELECT k.pid FROM kontakt k JOIN borger b ON b.pid = k.pid WHERE k.sektor = 'hospital' AND k.kontaktform ="
                    + " 'indlaeggelse' AND k.start_tid >= TIMESTAMP '2025-10-01 00:00:00' AND k.start_tid < TIMESTAMP"
                    + " '2026-10-01 00:00:00'";
    private static final String DIABETES = "(SELECT pid FROM diagnose WHERE begreb IN ('DM1', 'DM2', 'DM_ANDEN') AND"
            + " NOT COALESCE(afkraeftet, FALSE))";

    /** In the truth's statements D stands for the citizens with diabetes and I for the admissions of the period. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            dm-aarskontrol | (SELECT DISTINCT pid FROM D x) | (SELECT DISTINCT pid FROM kontrol WHERE sygdom = 'DM' AND kontrol_dato >= CURRENT_DATE - INTERVAL '365' DAY AND pid IN D)
            akutte-indlaeggelser | (SELECT pid FROM borger) | I AND k.prioritet = 'akut')
            genindlaeggelse-30d | I) | (SELECT pid FROM genindlaeggelse WHERE genindlaeggelse_tid >= TIMESTAMP '2025-10-01 00:00:00' AND genindlaeggelse_tid < TIMESTAMP '2026-10-01 00:00:00')
            """)
    void numeratorAndDenominatorAreTheTruthWithinTheNoise(String id, String all, String some) throws IOException {
        List<@Nullable Object[]> released = Lille.rows(
                Lille.get().withEmptyLedger(RuleSet.ALL),
                Users.analyst(1),
                new IndicatorSql(indicator(id), END).by(IndicatorSql.By.TOTAL));
        assertThat(released).hasSize(1);
        isWithinTheNoise(id + ", denominator", number(released.get(0)[1]), all);
        isWithinTheNoise(id + ", numerator", number(released.get(0)[2]), some);
    }

    private static void isWithinTheNoise(String what, double released, String rows) {
        String truth = rows.replaceFirst("^I", ADMISSIONS).replaceAll("\\bD\\b", DIABETES);
        @Nullable
        Object[] exact = Lille.get()
                .rows(
                        Lille.alt(),
                        "SELECT SUM(n), COUNT(*), MAX(n) FROM (SELECT pid, COUNT(*) AS n FROM " + truth
                                + " r GROUP BY pid) p")
                .get(0);
        double persons = number(exact[1]);
        double most = number(exact[2]);
        double weights = DEVIATIONS * 0.12 * Math.sqrt(persons) * most;
        double bound = most == 1 ? 10 + weights : 2 * most + DEVIATIONS * Math.sqrt(2) * most + weights;
        assertThat(persons).as(what).isGreaterThan(100);
        assertThat(released).as(what).isCloseTo(number(exact[0]), within(bound));
    }

    private static Indicator indicator(String id) throws IOException {
        ConfigProblems problems = new ConfigProblems();
        List<Indicator> all = IndicatorFiles.read(Lille.root().resolve("conf/indicators"), problems);
        problems.throwIfAny();
        return all.stream().filter(i -> i.id().equals(id)).findFirst().orElseThrow();
    }

    private static double number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new AssertionError("an answer without its number");
    }
}

package dk.samsyn.region.praksis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spellings of practice systems, units and weeks. */
class PraksisVariantTest {
    @ParameterizedTest
    @CsvSource({
        "A, 05-03-2026, 05-03-2026 08:07, 05-03-2026, 2512489996, T90",
        "B, 20260305, 202603050807, 20260305, 251248-9996, T90.1",
        "C, 05-03-2026, 05-03-2026 08:07, 05-03-2026, 2512489996, T90"
    })
    void eachSystemSpellsItsWay(
            PraksisVariant variant, String date, String time, String dayOnly, String person, String icpc) {
        LocalDateTime moment = LocalDateTime.of(2026, 3, 5, 8, 7);
        assertThat(variant.date(moment.toLocalDate())).hasToString(date);
        assertThat(variant.time(moment, true)).hasToString(time);
        assertThat(variant.time(moment, false)).hasToString(dayOnly);
        assertThat(variant.person("2512489996")).isEqualTo(person);
        assertThat(variant.icpc("T90", 1)).isEqualTo(icpc);
    }

    @ParameterizedTest
    @CsvSource({"0, A", "1, B", "2, C", "3, A", "4, A", "5, B"})
    void practicesHaveAFixedMixOfSystems(int number, PraksisVariant variant) {
        assertThat(PraksisVariant.of(number)).isEqualTo(variant);
    }

    @ParameterizedTest
    @CsvSource({
        "HBA1C, 61, 61",
        "HBA1C_PERCENT, 6.5, 47.5",
        "HBA1C_PERCENT, 7.2, 55.2",
        "SPO2_FRACTION, 0.97, 97",
        "SPO2_PERCENT, 97, 97",
        "HEIGHT, 1.68, 168",
        "WEIGHT, 72.4, 72.4"
    })
    void unitsAreMadeCanonical(OfficeTest test, BigDecimal written, BigDecimal canonical) {
        assertThat(test.canonical(written)).isEqualByComparingTo(canonical);
    }

    @Test
    void numbersHaveADecimalComma() {
        assertThat(OfficeTest.text(OfficeTest.GLUCOSE.written(7.24))).isEqualTo("7,2");
        assertThat(OfficeTest.text(OfficeTest.HBA1C.written(61.5))).isEqualTo("62");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23, 2648, 2026-11-23",
        "2026-11-29, 2648, 2026-11-23",
        "2024-12-30, 2501, 2024-12-30",
        "2021-01-03, 2053, 2020-12-28"
    })
    void weeksAreThoseOfIso8601(LocalDate day, String week, LocalDate monday) {
        assertThat(IsoWeek.of(day)).isEqualTo(week);
        assertThat(IsoWeek.monday(day)).isEqualTo(monday);
    }
}

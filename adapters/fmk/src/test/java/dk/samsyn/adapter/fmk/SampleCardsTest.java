package dk.samsyn.adapter.fmk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dk.samsyn.adapter.fmk.MedicineCard.Ordination;
import dk.samsyn.adapter.soap.SoapAnswer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the answers of the national test environment as they are. They lie beside the repository, not in it. */
class SampleCardsTest {
    @ParameterizedTest
    @ValueSource(strings = {"0101010000", "1004219992", "1111111118"})
    void everySampleIsReadWhole(String cpr) throws Exception {
        MedicineCard card = sample(cpr);
        assertThat(card.persons()).containsExactly(cpr);
        assertThat(card.ordinations()).allSatisfy(ordination -> {
            assertThat(ordination.id()).isNotBlank();
            assertThat(ordination.hidden()).isEqualTo(ordination.drug() == null);
        });
    }

    @Test
    void aCardWithoutMedicineHasNoRows() throws Exception {
        MedicineCard card = sample("1004219992");
        assertThat(card.ordinationRows("1004219992")).isEmpty();
        assertThat(card.prescriptionRows("1004219992")).isEmpty();
    }

    @Test
    void privateMedicineIsARowThatSaysOnlyThatItIsThere() throws Exception {
        assertThat(sample("1111111118").ordinations())
                .filteredOn(Ordination::hidden)
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.id()).isEqualTo("66044262");
                    assertThat(row.atc()).isNull();
                    assertThat(row.drug()).isNull();
                });
    }

    @Test
    void aCombinedDosageKeepsBothItsParts() throws Exception {
        assertThat(sample("1111111118").ordinations())
                .filteredOn(row -> !row.hidden())
                .extracting(
                        Ordination::atc,
                        Ordination::drug,
                        Ordination::strength,
                        Ordination::dosage,
                        Ordination::indication,
                        Ordination::start,
                        Ordination::end,
                        Ordination::type,
                        Ordination::orderedBy)
                .containsExactly(tuple(
                        "M01AE01",
                        "Ipren",
                        "200 mg",
                        "2 tabletter morgen og middag. Bemærk: ved smerter; "
                                + "2 tabletter aften efter behov. Bemærk: ved smerter",
                        "mod muskelsmerter",
                        LocalDate.of(2013, 5, 1),
                        null,
                        "laege",
                        "1330599"));
    }

    @Test
    void theLongCardHasAllItsTwentyNineRows() throws Exception {
        MedicineCard card = sample("0101010000");
        assertThat(card.ordinations()).hasSize(29);
        assertThat(card.ordinations()).filteredOn(Ordination::hidden).hasSize(1);
        assertThat(card.ordinations()).filteredOn(row -> !row.hidden()).allSatisfy(row -> {
            assertThat(row.atc()).matches("[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}");
            assertThat(row.dosage()).isNotBlank().doesNotContain("\n");
            assertThat(row.indication()).isNotBlank();
            assertThat(row.start()).isNotNull();
            assertThat(row.orderedBy()).isNotBlank();
        });
    }

    @Test
    void practicesHaveSixCharactersAndHospitalsKeepTheirShakCode() throws Exception {
        assertThat(sample("0101010000").ordinations())
                .extracting(Ordination::orderedBy)
                .contains("006955", "018856", "001279", "385799");
    }

    static MedicineCard sample(String cpr) throws Exception {
        Path folder = sharedFolder();
        Path file = folder.resolve("fmk/medicine-card-" + cpr + ".xml");
        assumeTrue(Files.exists(file), "the samples of the national test environment are not beside the repository");
        try (InputStream xml = Files.newInputStream(file)) {
            return CardReader.read(SoapAnswer.open(xml));
        }
    }

    private static Path sharedFolder() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.isDirectory(folder.resolve("adapters"))) {
            folder = folder.getParent();
        }
        return folder.resolveSibling("shared");
    }
}

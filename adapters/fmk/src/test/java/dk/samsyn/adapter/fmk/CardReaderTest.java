package dk.samsyn.adapter.fmk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dk.samsyn.adapter.fmk.MedicineCard.Ordination;
import dk.samsyn.adapter.fmk.MedicineCard.Prescription;
import dk.samsyn.adapter.soap.SoapAnswer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardReaderTest {
    private static final String CPR = "2512489996";

    @Test
    void aWarrantGivesOneRowPerHandoverInCopenhagenTime() throws Exception {
        MedicineCard card = read(Cards.answer(
                CPR,
                Cards.medication(
                        "1",
                        Cards.warrant(
                                        "9",
                                        Cards.handover("a", "2026-07-01T22:10:00Z")
                                                + Cards.handover("b", "2026-12-01T14:02:00+01:00"))
                                + Cards.warrant("10", ""))));
        assertThat(card.prescriptions())
                .extracting(
                        Prescription::id,
                        Prescription::ordinationId,
                        Prescription::handoverId,
                        Prescription::handedOver,
                        Prescription::packages)
                .containsExactly(
                        tuple("9", "1", "a", LocalDateTime.of(2026, 7, 2, 0, 10), 2),
                        tuple("9", "1", "b", LocalDateTime.of(2026, 12, 1, 14, 2), 2),
                        tuple("10", "1", null, null, null));
        assertThat(card.prescriptions()).allSatisfy(row -> {
            assertThat(row.atc()).isEqualTo("A10BA02");
            assertThat(row.authorised()).isEqualTo(LocalDate.of(2026, 10, 2));
            assertThat(row.issuedBy()).isEqualTo("6620");
            assertThat(row.status()).isEqualTo("Open");
        });
    }

    @Test
    void anOrdinationOfVersion16IsRead() throws Exception {
        assertThat(read(Cards.answer(CPR, Cards.medication("1", ""))).ordinations())
                .containsExactly(new Ordination(
                        "1",
                        "1",
                        "A10BA02",
                        "Metformin \"Demo\"",
                        "500 mg",
                        null,
                        "mod sukkersyge",
                        LocalDate.of(2019, 3, 4),
                        null,
                        false,
                        "laege",
                        "099001",
                        false));
    }

    @Test
    void negativeConsentMarksEveryRowOfThePerson() throws Exception {
        String hidden = Cards.header("<mc:HiddenData><mc:PersonIdentifier source=\"CPR\">" + CPR
                + "</mc:PersonIdentifier><mc:HasNegativeConsent/></mc:HiddenData>");
        MedicineCard card = read(Cards.envelope(hidden, Cards.card(CPR, Cards.medication("1", ""))));
        assertThat(card.ordinationRows(CPR)).singleElement().satisfies(row -> {
            assertThat(row[1]).isEqualTo("1");
            assertThat(row[13]).isEqualTo(true);
        });
        MedicineCard empty = read(Cards.envelope(hidden, Cards.card(CPR, "")));
        assertThat(empty.ordinationRows(CPR)).singleElement().isEqualTo(new Object[] {
            CPR, null, "77", null, null, null, null, null, null, null, null, null, null, true
        });
        assertThat(empty.prescriptionRows(CPR)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "<mc:Paused/>, true, false",
        "<mc:NegativeConsent><mc:Modified/></mc:NegativeConsent>, false, true",
        "<mc:NegativeConsent><mc:Modified/><mc:Removed/></mc:NegativeConsent>, false, false",
        "'', false, false"
    })
    void marksOfAnOrdinationAreRead(String mark, boolean paused, boolean hidden) throws Exception {
        assertThat(read(Cards.answer(CPR, Cards.medication("1", mark))).ordinations())
                .extracting(Ordination::paused, Ordination::hidden)
                .containsExactly(tuple(paused, hidden));
    }

    @Test
    void aPrescriptionOfVersion146GivesItsEffectuations() throws Exception {
        String old = "<e:GetMedicineCardResponse xmlns:e=\"http://www.dkma.dk/medicinecard/xml.schema/2015/06/01/E2\" "
                + "xmlns=\"http://www.dkma.dk/medicinecard/xml.schema/2015/06/01\"><e:MedicineCard><e:Version>1</e:Version>"
                + "<e:DrugMedication><Identifier>5</Identifier><BeginEndDate><TreatmentStartedPreviously/>"
                + "<TreatmentEndDate>2026-12-31</TreatmentEndDate></BeginEndDate>"
                + "<Withdrawn><DateTime>2026-05-01T23:30:00Z</DateTime></Withdrawn>"
                + "<Drug><ATC><Code>N06AB04</Code></ATC><DetailedDrugText>magistrel salve</DetailedDrugText></Drug>"
                + "<Prescription><Identifier>8</Identifier><Status>afsluttet</Status><ValidToDate>2025-07-18</ValidToDate>"
                + "<Order><Identifier>2</Identifier><Effectuation><Identifier>3</Identifier>"
                + "<DateTime>2025-07-02T10:00:00Z</DateTime><PackageDispensed><PackageQuantity>1</PackageQuantity>"
                + "</PackageDispensed></Effectuation></Order></Prescription></e:DrugMedication>"
                + "<e:Prescription><Identifier>9</Identifier>"
                + "<AttachedToDrugMedicationIdentifier>5</AttachedToDrugMedicationIdentifier>"
                + "<LatestEffectuationDateTime>2025-01-01T11:00:00Z</LatestEffectuationDateTime></e:Prescription>"
                + "</e:MedicineCard></e:GetMedicineCardResponse>";
        MedicineCard card = read(old);
        assertThat(card.ordinations())
                .extracting(Ordination::drug, Ordination::start, Ordination::end)
                .containsExactly(tuple("magistrel salve", null, LocalDate.of(2026, 5, 2)));
        assertThat(card.prescriptions())
                .extracting(Prescription::id, Prescription::ordinationId, Prescription::atc, Prescription::handedOver)
                .containsExactly(
                        tuple("8", "5", "N06AB04", LocalDateTime.of(2025, 7, 2, 12, 0)),
                        tuple("9", "5", null, LocalDateTime.of(2025, 1, 1, 12, 0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/evil.dtd\"><a/>",
                "<!DOCTYPE a [<!ENTITY l \"ha\"><!ENTITY m \"&l;&l;&l;&l;\"><!ENTITY n \"&m;&m;&m;\">]><a>&n;</a>",
                "<a>&x;</a>",
                "<html><body>Login</body></html>",
                "{}",
                "",
                "<GetMedicineCardResponse xmlns=\"urn:other\"/>"
            })
    void whatIsNotACardIsRefused(String xml) {
        assertThatThrownBy(() -> read(xml)).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void anAttackInsideACardIsRefused() {
        String attacked = "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                + Cards.card(CPR, Cards.medication("&x;", ""));
        assertThatThrownBy(() -> read(attacked)).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void anAnswerCutOffAnywhereIsRefused() {
        String whole = Cards.answer(CPR, Cards.medication("1", Cards.warrant("2", "")));
        for (int end = 0; end < whole.length(); end += 7) {
            String part = whole.substring(0, end);
            assertThatThrownBy(() -> read(part)).as("cut at %d", end).isInstanceOf(XMLStreamException.class);
        }
    }

    @Test
    void aPageOfACardIsNotTheCard() {
        String paging =
                Cards.header("<mc:Paging><mc:PageSize>10</mc:PageSize><mc:TotalSize>100</mc:TotalSize></mc:Paging>");
        assertThatThrownBy(() -> read(Cards.envelope(paging, Cards.card(CPR, ""))))
                .isInstanceOf(XMLStreamException.class);
    }

    @Test
    void anItemNestedWithoutEndIsRefused() {
        String deep = "<mc:a>".repeat(5_000) + "</mc:a>".repeat(5_000);
        assertThatThrownBy(() -> read(Cards.answer(CPR, Cards.medication("1", deep))))
                .isInstanceOf(XMLStreamException.class);
    }

    private static MedicineCard read(String xml) throws XMLStreamException {
        return CardReader.read(SoapAnswer.open(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
    }
}

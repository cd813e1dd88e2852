package dk.samsyn.adapter.fmk;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.adapter.soap.SecureXml;
import dk.samsyn.adapter.soap.XmlNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DosageTextTest {
    static Stream<Arguments> dosages() {
        String tablets = "<UnitTexts><Singular>tablet</Singular><Plural>tabletter</Plural></UnitTexts>";
        return Stream.of(
                Arguments.of("<FreeText><Text>1 x dgl\nmod smerter</Text></FreeText>", "1 x dgl; mod smerter"),
                Arguments.of(
                        "<DosageTranslationCombined><ShortText>1 tablet morgen</ShortText><LongText>lang</LongText>"
                                + "</DosageTranslationCombined>",
                        "1 tablet morgen"),
                Arguments.of(
                        "<StructuresFixed><DosageTranslationCombined><LongText>Dosering fra d. 1. maj:\n1 tablet\n\n2 sug"
                                + "</LongText></DosageTranslationCombined></StructuresFixed>",
                        "Dosering fra d. 1. maj: 1 tablet; 2 sug"),
                Arguments.of(
                        tablets + structure("1", day(dose("morning", "2") + dose("noon", "2"))),
                        "2 tabletter morgen og middag"),
                Arguments.of(
                        tablets + structure("1", day(dose("morning", "1") + dose("evening", "1.50"))),
                        "1 tablet morgen og 1,5 tabletter aften"),
                Arguments.of(
                        "<UnitText>dråber</UnitText>" + structure("1", day("<Dose><Quantity>1</Quantity></Dose>")),
                        "1 dråbe daglig"),
                Arguments.of(tablets + structure("7", day(dose("morning", "1"))), "mandag: 1 tablet morgen"),
                Arguments.of(
                        tablets + structure("2", "<Day><Number>2</Number>" + dose("08:00:00", "1") + "</Day>"),
                        "dag 2: 1 tablet kl. 08:00; gentages hver 2. dag"),
                Arguments.of(
                        tablets + "<StructuresAccordingToNeed><Structure><IterationInterval>1</IterationInterval>"
                                + day("<Dose><MinimalQuantity>1</MinimalQuantity><MaximalQuantity>2</MaximalQuantity>"
                                        + "</Dose>".repeat(1))
                                + "</Structure></StructuresAccordingToNeed>",
                        "1-2 tabletter efter behov, højst 1 gang daglig"),
                Arguments.of(
                        tablets + "<DosagePeriod><PeriodLength>10</PeriodLength><Fixed><UnspecifiedDay><Dosage>"
                                + "<PartOfDayDosage><Morning><Quantity>1</Quantity></Morning>"
                                + "<Night><Quantity>1</Quantity></Night></PartOfDayDosage></Dosage></UnspecifiedDay>"
                                + "</Fixed></DosagePeriod>",
                        "1 tablet morgen og nat i 10 dage"),
                Arguments.of(
                        tablets + "<DosagePeriod><PRN><UnspecifiedDay><Dosage><UnlimitedDayDosage>"
                                + "<Quantity>2</Quantity><MaximumDailyDose>8</MaximumDailyDose></UnlimitedDayDosage>"
                                + "</Dosage></UnspecifiedDay></PRN></DosagePeriod>",
                        "2 tabletter højst 8 tabletter daglig efter behov"),
                Arguments.of(
                        tablets + "<DosagePeriod><Fixed><Week><Weekday><Label>Monday</Label><Dosage><TimesPerDayDosage>"
                                + "<Quantity>1</Quantity><TimesPerDay>3</TimesPerDay></TimesPerDayDosage></Dosage>"
                                + "</Weekday></Week></Fixed></DosagePeriod>",
                        "mandag: 1 tablet 3 gange daglig"),
                Arguments.of(
                        "<AdministrationAccordingToSchemaInLocalSystem/>", "Dosering efter skema i lokalt system"));
    }

    @ParameterizedTest
    @MethodSource("dosages")
    void aDosageBecomesOneLineOfDanish(String content, String expected) throws Exception {
        assertThat(DosageText.of(node("<Dosage>" + content + "</Dosage>"))).isEqualTo(expected);
    }

    @org.junit.jupiter.api.Test
    void twoPeriodsAreNeverShortenedToTwoDoses() throws Exception {
        String two = "<Dosage><StructuresFixed>" + period("2 tabletter morgen", "Fra 1. maj:\n2 tabletter")
                + period("1 tablet morgen", "Fra 1. juni:\n1 tablet") + "</StructuresFixed></Dosage>";
        assertThat(DosageText.of(node(two))).isEqualTo("Fra 1. maj: 2 tabletter; Fra 1. juni: 1 tablet");
    }

    @org.junit.jupiter.api.Test
    void anEmptyDosageIsNoText() throws Exception {
        assertThat(DosageText.of(node("<Dosage><Type>ikke angivet</Type></Dosage>")))
                .isNull();
    }

    private static String period(String shortText, String longText) {
        return "<Structure><DosageTranslation><ShortText>" + shortText + "</ShortText><LongText>" + longText
                + "</LongText></DosageTranslation></Structure>";
    }

    private static String structure(String interval, String days) {
        return "<StructuresFixed><Structure><IterationInterval>" + interval
                + "</IterationInterval><StartDate>2026-11-23</StartDate>" + days + "</Structure></StructuresFixed>";
    }

    private static String day(String doses) {
        return "<Day><Number>1</Number>" + doses + "</Day>";
    }

    private static String dose(String time, String quantity) {
        return "<Dose><Time>" + time + "</Time><Quantity>" + quantity + "</Quantity></Dose>";
    }

    private static XmlNode node(String xml) throws Exception {
        XMLStreamReader reader = SecureXml.reader(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        SecureXml.nextTag(reader);
        return XmlNode.read(reader);
    }
}

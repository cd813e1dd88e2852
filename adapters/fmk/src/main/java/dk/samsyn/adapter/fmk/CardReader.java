package dk.samsyn.adapter.fmk;

import dk.samsyn.adapter.fmk.MedicineCard.Ordination;
import dk.samsyn.adapter.fmk.MedicineCard.Prescription;
import dk.samsyn.adapter.soap.DanishTime;
import dk.samsyn.adapter.soap.SecureXml;
import dk.samsyn.adapter.soap.SoapAnswer;
import dk.samsyn.adapter.soap.XmlNode;
import dk.samsyn.spi.PersonFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer to {@code GetMedicineCard} of FMK 1.6 or 1.4. The card is streamed ordination by ordination; words that the
 * versions spell differently stand side by side here (BeginEndDate/ActivePeriod, Prescription/Warrant,
 * Order.Effectuation/Handover), elements that are not needed are passed over.
 */
final class CardReader {
    private final Set<String> persons = new LinkedHashSet<>();
    private final List<Ordination> ordinations = new ArrayList<>();
    private final List<Prescription> prescriptions = new ArrayList<>();
    private @Nullable String version;

    private CardReader() {}

    /**
     * Reads the card an answer is positioned on.
     *
     * @throws XMLStreamException if it is not a whole answer to {@code GetMedicineCard}
     */
    static MedicineCard read(SoapAnswer answer) throws XMLStreamException {
        XMLStreamReader reader = answer.reader();
        if (!reader.getLocalName().equals("GetMedicineCardResponse")
                || !FmkVersion.isAnswer(String.valueOf(reader.getNamespaceURI()))) {
            throw new XMLStreamException("not an answer to GetMedicineCard");
        }
        CardReader card = new CardReader();
        card.response(reader);
        answer.finish();
        Optional<XmlNode> header = answer.header("FMKResponseHeader");
        header.flatMap(head -> head.child("KnownPersonIdentifiers")).ifPresent(card::knownPersons);
        if (header.map(CardReader::isPartial).orElse(false)) {
            throw new XMLStreamException("the service sent a page of its answer, not all");
        }
        boolean hidden = header.flatMap(head -> head.at("HiddenData", "HasNegativeConsent"))
                .isPresent();
        return new MedicineCard(card.persons, card.version, hidden, card.ordinations, card.prescriptions);
    }

    private void response(XMLStreamReader reader) throws XMLStreamException {
        while (SecureXml.nextTag(reader) == XMLStreamConstants.START_ELEMENT) {
            if (reader.getLocalName().equals("MedicineCard")) {
                card(reader);
            } else {
                SecureXml.skip(reader);
            }
        }
    }

    private void card(XMLStreamReader reader) throws XMLStreamException {
        while (SecureXml.nextTag(reader) == XMLStreamConstants.START_ELEMENT) {
            switch (reader.getLocalName()) {
                case "Patient" ->
                    Optional.ofNullable(XmlNode.read(reader).textAt("Person", "PersonIdentifier"))
                            .map(PersonFormat::normalise)
                            .ifPresent(persons::add);
                case "Version" -> version = XmlNode.read(reader).text();
                case "DrugMedication" -> ordination(XmlNode.read(reader));
                case "PrivateDrugMedication" -> {
                    XmlNode secret = XmlNode.read(reader);
                    ordinations.add(Ordination.hidden(secret.textAt("Identifier"), secret.textAt("Version")));
                }
                case "Prescription", "Warrant" -> prescription(XmlNode.read(reader), null, null);
                default -> SecureXml.skip(reader);
            }
        }
    }

    private void ordination(XmlNode item) {
        String id = item.textAt("Identifier");
        String atc = item.textAt("Drug", "ATC", "Code");
        ordinations.add(new Ordination(
                id,
                item.textAt("Version"),
                atc,
                firstText(item.textAt("Drug", "Name"), item.textAt("Drug", "DetailedDrugText")),
                strength(item),
                item.child("Dosage").map(DosageText::of).orElse(null),
                firstText(item.textAt("Indication", "Text"), item.textAt("Indication", "FreeText")),
                DanishTime.date(period(item, "TreatmentStartDate")),
                end(item),
                item.has("Paused"),
                type(item.textAt("Type")),
                item.child("Created").map(OrganisationIds::of).orElse(null),
                isPrivate(item)));
        Stream.concat(item.all("Prescription").stream(), item.all("Warrant").stream())
                .forEach(prescription -> prescription(prescription, id, atc));
    }

    private void prescription(XmlNode item, @Nullable String ordinationId, @Nullable String ordinationAtc) {
        List<XmlNode> handovers = handovers(item);
        if (handovers.isEmpty()) {
            String latest = firstText(item.textAt("LatestHandoverDateTime"), item.textAt("LatestEffectuationDateTime"));
            prescriptions.add(prescription(item, ordinationId, ordinationAtc, null, latest, null));
            return;
        }
        for (XmlNode handover : handovers) {
            prescriptions.add(prescription(
                    item,
                    ordinationId,
                    ordinationAtc,
                    handover.textAt("Identifier"),
                    handover.textAt("DateTime"),
                    firstText(
                            handover.textAt("Package", "PackageQuantity"),
                            handover.textAt("PackageDispensed", "PackageQuantity"))));
        }
    }

    private static Prescription prescription(
            XmlNode item,
            @Nullable String ordinationId,
            @Nullable String ordinationAtc,
            @Nullable String handoverId,
            @Nullable String handedOver,
            @Nullable String packages) {
        return new Prescription(
                item.textAt("Identifier"),
                firstText(ordinationId, item.textAt("AttachedToDrugMedicationIdentifier")),
                handoverId,
                firstText(item.textAt("Drug", "ATC", "Code"), ordinationAtc),
                DanishTime.dateOf(item.textAt("AuthorisationDateTime")),
                DanishTime.date(item.textAt("ValidToDate")),
                item.textAt("Status"),
                DanishTime.dateTime(handedOver),
                packages == null ? null : Integer.valueOf(packages),
                item.child("Created").map(OrganisationIds::of).orElse(null));
    }

    /** 1.6 puts handovers on the warrant; 1.4 puts one effectuation on each order. */
    private static List<XmlNode> handovers(XmlNode prescription) {
        List<XmlNode> handovers = new ArrayList<>(prescription.all("Handover"));
        for (XmlNode order : prescription.all("Order")) {
            handovers.addAll(order.all("Effectuation"));
        }
        return handovers;
    }

    private void knownPersons(XmlNode known) {
        known.all("KnownPersonIdentifier").stream()
                .map(person -> person.textAt("PersonIdentifier"))
                .flatMap(Stream::ofNullable)
                .map(PersonFormat::normalise)
                .forEach(persons::add);
    }

    private static boolean isPartial(XmlNode header) {
        String total = header.textAt("Paging", "TotalSize");
        String page = header.textAt("Paging", "PageSize");
        return total != null && page != null && Long.parseLong(total) > Long.parseLong(page);
    }

    private static @Nullable String period(XmlNode item, String date) {
        return firstText(item.textAt("BeginEndDate", date), item.textAt("ActivePeriod", date));
    }

    /** A withdrawn (seponeret) ordination ended then, even if a later end was planned. */
    private static @Nullable LocalDate end(XmlNode item) {
        LocalDate planned = DanishTime.date(period(item, "TreatmentEndDate"));
        LocalDate withdrawn = DanishTime.dateOf(item.textAt("Withdrawn", "DateTime"));
        if (planned == null || withdrawn == null) {
            return planned == null ? withdrawn : planned;
        }
        return withdrawn.isBefore(planned) ? withdrawn : planned;
    }

    private static @Nullable String strength(XmlNode item) {
        String text = item.textAt("Drug", "Strength", "Text");
        if (text != null) {
            return text;
        }
        Optional<XmlNode> strength = item.at("Drug", "Strength");
        String value = firstText(
                strength.map(s -> s.textAt("StrengthItem", "Value")).orElse(null),
                strength.map(s -> s.textAt("Value")).orElse(null));
        String unit = firstText(
                strength.map(s -> s.textAt("StrengthItem", "UnitText")).orElse(null),
                strength.map(s -> s.textAt("UnitText")).orElse(null));
        return value == null ? null : (DosageText.number(value) + " " + (unit == null ? "" : unit)).strip();
    }

    private static @Nullable String type(@Nullable String word) {
        if ("Lægeordineret".equals(word)) {
            return "laege";
        }
        return "Borgervalgt".equals(word) ? "borger" : null;
    }

    private static boolean isPrivate(XmlNode item) {
        boolean negative = item.child("NegativeConsent")
                .map(consent -> !consent.has("Removed"))
                .orElse(false);
        return negative || item.has("IsPrivateDrugMedication");
    }

    static @Nullable String firstText(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }
}

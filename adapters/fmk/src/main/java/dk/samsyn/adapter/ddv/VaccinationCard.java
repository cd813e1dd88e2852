package dk.samsyn.adapter.ddv;

import dk.samsyn.adapter.soap.DanishTime;
import dk.samsyn.adapter.soap.SecureXml;
import dk.samsyn.adapter.soap.SoapAnswer;
import dk.samsyn.adapter.soap.XmlNode;
import dk.samsyn.spi.PersonFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One citizen's vaccinations.
 *
 * @param cpr the citizen's current number
 * @param persons that number and those it replaced
 * @param rows rows of table {@code vaccination}
 */
record VaccinationCard(String cpr, Set<String> persons, List<@Nullable Object[]> rows) {
    VaccinationCard {
        persons = Set.copyOf(persons);
        rows = List.copyOf(rows);
    }

    /**
     * Reads the answer to {@code GetVaccinationCard}.
     *
     * @throws XMLStreamException if it is something else
     */
    static VaccinationCard read(SoapAnswer answer) throws XMLStreamException {
        XMLStreamReader reader = answer.reader();
        if (!reader.getLocalName().equals("GetVaccinationCardResponse")
                || !VaccinationRequest.NAMESPACE.equals(reader.getNamespaceURI())) {
            throw new XMLStreamException("not an answer to GetVaccinationCard");
        }
        if (SecureXml.nextTag(reader) != XMLStreamConstants.START_ELEMENT) {
            throw new XMLStreamException("the answer holds no card");
        }
        VaccinationCard card = of(XmlNode.read(reader));
        answer.finish();
        return card;
    }

    /**
     * The card in a {@code VaccinationCard} element.
     *
     * @throws XMLStreamException if it names no person
     */
    static VaccinationCard of(XmlNode element) throws XMLStreamException {
        String written = element.textAt("PersonIdentifier");
        if (written == null) {
            throw new XMLStreamException("a card without a person");
        }
        String cpr = PersonFormat.normalise(written);
        Set<String> persons = new LinkedHashSet<>(List.of(cpr));
        element.all("FormerPersonIdentifier").forEach(former -> persons.add(PersonFormat.normalise(former.text())));
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (XmlNode vaccination : element.all("Vaccination")) {
            rows.add(new @Nullable Object[] {
                cpr,
                vaccination.textAt("Identifier"),
                vaccination.textAt("Vaccine", "ATC"),
                vaccination.textAt("Vaccine", "Name"),
                DanishTime.date(vaccination.textAt("GivenDate")),
                vaccination.textAt("PlaceType")
            });
        }
        return new VaccinationCard(cpr, persons, rows);
    }
}

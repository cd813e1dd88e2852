package dk.samsyn.region.fmk;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.soap.SoapServer;
import dk.samsyn.region.soap.XmlText;
import java.time.LocalDate;

/** Writes a medicine card as one version of FMK does. */
interface CardWriter {
    /**
     * The envelope that answers {@code GetMedicineCard}.
     *
     * @param asked the number that was asked for; may be one the citizen had before
     * @param endedAfter what ended on or before this day is left out
     */
    String envelope(Citizen citizen, FmkFacts facts, String asked, LocalDate endedAfter);

    /** The envelope up to the card: header with known numbers and the mark of hidden data. */
    static XmlText start(String namespace, Citizen citizen, boolean hidden) {
        XmlText xml = new XmlText()
                .open("soap:Envelope", "xmlns:soap", SoapServer.SOAP)
                .open("soap:Header")
                .open("FMKResponseHeader", "xmlns", namespace)
                .open("KnownPersonIdentifiers");
        citizen.numbers().forEach(number -> xml.open("KnownPersonIdentifier")
                .value("PersonIdentifier", number.value(), "source", kind(number.value()))
                .value("ValidSince", number.from())
                .close());
        xml.close();
        if (hidden) {
            xml.open("HiddenData")
                    .value("PersonIdentifier", citizen.cpr(), "source", "CPR")
                    .empty("HasNegativeConsent")
                    .close();
        }
        return xml.close().close().open("soap:Body");
    }

    /** Name, birth and sex; a protected name is not told. */
    static void person(XmlText xml, String prefix, Citizen citizen) {
        String name = citizen.nameProtected() ? "Navnebeskyttet" : citizen.name();
        int blank = name.lastIndexOf(' ');
        xml.open(prefix + "Name")
                .value(prefix + "GivenName", blank < 0 ? name : name.substring(0, blank))
                .value(prefix + "Surname", blank < 0 ? name : name.substring(blank + 1))
                .close()
                .value(prefix + "BirthDate", citizen.born())
                .value(prefix + "Gender", citizen.woman() ? "female" : "male");
    }

    /** How FMK calls the kind of a person's number. */
    static String kind(String number) {
        return number.chars().allMatch(Character::isDigit) ? "CPR" : "X-eCPR";
    }

    /** Whether an ordination belongs into the answer. */
    static boolean wanted(FmkFacts.Ordination ordination, LocalDate endedAfter) {
        LocalDate end = ordination.end();
        return end == null || end.isAfter(endedAfter);
    }
}

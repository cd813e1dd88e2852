package dk.samsyn.region.ddv;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Population;
import dk.samsyn.region.soap.SoapFault;
import dk.samsyn.region.soap.SoapQuestion;
import dk.samsyn.region.soap.SoapServer;
import dk.samsyn.region.soap.XmlText;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;

/** Answers for one citizen, or streams the whole register citizen by citizen. */
final class DdvAnswers implements SoapServer.Answers {
    static final String NAMESPACE = "urn:dk:ddv:demo:1";

    /** Citizens per piece of the list: about a hundred kilobytes. */
    private static final int PIECE = 400;

    private final Population population;

    DdvAnswers(Population population) {
        this.population = population;
    }

    @Override
    public Iterator<String> answer(SoapQuestion question) {
        if (!question.namespace().equals(NAMESPACE)) {
            throw new SoapFault("syntax_error");
        }
        return switch (question.operation()) {
            case "GetVaccinationCardRequest" -> card(question);
            case "ListVaccinationsRequest" -> new Listing(population);
            default -> throw new SoapFault("syntax_error");
        };
    }

    private Iterator<String> card(SoapQuestion question) {
        String asked = question.single("PersonIdentifier").orElseThrow(() -> new SoapFault("syntax_error"));
        OptionalInt index = population.indexOf(asked);
        if (index.isEmpty()) {
            throw new SoapFault("person_not_found");
        }
        XmlText xml = new XmlText();
        card(xml, population.citizen(index.getAsInt()), true);
        return List.of(start("GetVaccinationCardResponse") + xml + end("GetVaccinationCardResponse"))
                .iterator();
    }

    private static void card(XmlText xml, Citizen citizen, boolean empty) {
        List<DdvFacts.Vaccination> vaccinations = DdvFacts.of(citizen);
        if (vaccinations.isEmpty() && !empty) {
            return;
        }
        xml.open("d:VaccinationCard").value("d:PersonIdentifier", citizen.cpr(), "source", "CPR");
        citizen.numbers().stream().skip(1).forEach(former -> xml.value("d:FormerPersonIdentifier", former.value()));
        for (DdvFacts.Vaccination vaccination : vaccinations) {
            xml.open("d:Vaccination")
                    .value("d:Identifier", vaccination.id())
                    .open("d:Vaccine")
                    .value("d:ATC", vaccination.vaccine().atc())
                    .value("d:Name", vaccination.vaccine().text())
                    .close()
                    .value("d:GivenDate", vaccination.given())
                    .value("d:PlaceType", vaccination.place())
                    .close();
        }
        xml.close();
    }

    private static String start(String response) {
        return "<soap:Envelope xmlns:soap=\"" + SoapServer.SOAP + "\"><soap:Body><d:" + response + " xmlns:d=\""
                + NAMESPACE + "\">";
    }

    private static String end(String response) {
        return "</d:" + response + "></soap:Body></soap:Envelope>";
    }

    private static final class Listing implements Iterator<String> {
        private final Population population;
        private int next;
        private boolean ended;

        private Listing(Population population) {
            this.population = population;
        }

        @Override
        public boolean hasNext() {
            return !ended;
        }

        @Override
        public String next() {
            if (ended) {
                throw new NoSuchElementException();
            }
            XmlText xml = new XmlText();
            String head = next == 0 ? start("ListVaccinationsResponse") : "";
            for (int last = Math.min(population.size(), next + PIECE); next < last; next++) {
                if (population.present(next)) {
                    card(xml, population.citizen(next), false);
                }
            }
            ended = next == population.size();
            // A piece is never empty: the sender takes an empty one for the end.
            return head + xml + (ended ? end("ListVaccinationsResponse") : "\n");
        }
    }
}

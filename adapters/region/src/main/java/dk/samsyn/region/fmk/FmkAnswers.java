package dk.samsyn.region.fmk;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Population;
import dk.samsyn.region.soap.SoapFault;
import dk.samsyn.region.soap.SoapQuestion;
import dk.samsyn.region.soap.SoapServer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Answers {@code GetMedicineCard} for exactly one citizen, in the version whose namespace the question has. */
final class FmkAnswers implements SoapServer.Answers {
    /** Those of FMK's roles that a broker's users have; a region, a planner or a researcher has none. */
    private static final Set<String> ROLES = Set.of(
            "Læge",
            "Assistent for Læge",
            "Sygeplejerske",
            "Assistent for Sygeplejerske",
            "Sundhedsplejerske",
            "Borger",
            "Forældermyndighed",
            "Værge",
            "System");

    private final Population population;

    FmkAnswers(Population population) {
        this.population = population;
    }

    @Override
    public Iterator<String> answer(SoapQuestion question) {
        if (!question.operation().equals("GetMedicineCardRequest")) {
            throw new SoapFault("syntax_error");
        }
        CardWriter writer =
                switch (question.namespace()) {
                    case CardWriter16.NAMESPACE -> new CardWriter16();
                    case CardWriter146.NAMESPACE -> new CardWriter146();
                    default -> throw new SoapFault("syntax_error");
                };
        if (question.single("RequestedRole").filter(ROLES::contains).isEmpty()) {
            throw new SoapFault("not_authorized");
        }
        String asked = question.single("PersonIdentifier").orElseThrow(() -> new SoapFault("syntax_error"));
        OptionalInt index = population.indexOf(asked);
        if (index.isEmpty()) {
            throw new SoapFault("person_not_found");
        }
        Citizen citizen = population.citizen(index.getAsInt());
        String card = writer.envelope(citizen, FmkFacts.of(citizen), asked, endedAfter(question));
        return List.of(card).iterator();
    }

    /** Without the wish for ended ones only what is current is told. */
    private LocalDate endedAfter(SoapQuestion question) {
        LocalDate today = population.window().today();
        Optional<String> wish =
                question.single("EndedAfterDateTime").or(() -> question.single("WithdrawnAfterDateTime"));
        if (wish.isEmpty()) {
            return today.minusDays(1);
        }
        try {
            return LocalDate.parse(
                    wish.get().substring(0, Math.min(10, wish.get().length())));
        } catch (DateTimeParseException e) {
            throw new SoapFault("syntax_error");
        }
    }
}

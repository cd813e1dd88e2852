package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Portal;
import dk.samsyn.broker.portal.Reply;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Supplier;

/** The pages of general practice and where they are. */
public final class PracticePages {
    private final PopulationPage population;

    public PracticePages(Ask ask, Map<String, String> sourceNames, Supplier<LocalDate> today) {
        this.population = new PopulationPage(ask, sourceNames, today);
    }

    /** Adds the pages. */
    public void mount(Portal.Routes routes) {
        routes.add("GET", "/praksis", visit -> Reply.to("/praksis/population/dm"));
        routes.add("GET", "/praksis/population/:sygdom", population::show);
    }
}

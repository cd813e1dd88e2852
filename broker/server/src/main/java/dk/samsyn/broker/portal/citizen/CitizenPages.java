package dk.samsyn.broker.portal.citizen;

import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.PageHandler;
import dk.samsyn.broker.portal.Portal;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.portal.patient.PatientPage;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Supplier;

/** The pages of the citizen and where they are. */
public final class CitizenPages {
    private final PageHandler record;
    private final LookupPage lookups;
    private final ConsentPage consents;
    private final RegistrationPage registration;
    private final TrendPage trends;

    /**
     * The pages.
     *
     * @param ask how they ask
     * @param patient one patient across sectors
     * @param registrations what citizens have written down
     * @param choices what citizens have blocked and allowed
     * @param sourceNames names of sources by id
     * @param today the date that counts as today
     * @param clock for when something is written down
     */
    public CitizenPages(
            Ask ask,
            PatientPage patient,
            Registrations registrations,
            Choices choices,
            Map<String, String> sourceNames,
            Supplier<LocalDate> today,
            Clock clock) {
        this.record = visit -> patient.show(
                visit,
                ask.rows(visit.session(), "SELECT pid FROM borger").stream()
                        .findFirst()
                        .map(row -> row.text("pid"))
                        .orElseThrow(() -> Visit.invalid("pid")),
                PatientPage.Area.OWN,
                PatientPage.Remarks.NONE);
        this.registration = new RegistrationPage(ask, registrations, sourceNames, today, clock);
        this.trends = new TrendPage(ask, registrations, sourceNames);
        this.lookups = new LookupPage(ask);
        this.consents = new ConsentPage(ask, choices, sourceNames, today, clock);
    }

    /** Adds the pages. */
    public void mount(Portal.Routes routes) {
        routes.add("GET", "/borger", record);
        routes.add("GET", "/borger/udvikling", trends::show);
        routes.add("GET", "/borger/registrering", registration::show);
        routes.add("POST", "/borger/registrering", registration::save);
        routes.add("POST", "/borger/registrering/slet", registration::delete);
        routes.add("GET", "/borger/opslag", lookups::show);
        routes.add("GET", "/borger/samtykker", consents::show);
        routes.add("POST", "/borger/samtykker", consents::set);
        routes.add("POST", "/borger/samtykker/ophaev", consents::lift);
    }
}

package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.broker.portal.Portal;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.citizen.Registrations;
import dk.samsyn.broker.portal.outreach.Outreaches;
import dk.samsyn.broker.portal.patient.PatientPage;
import dk.samsyn.broker.portal.published.Published;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The pages of general practice and where they are. */
public final class PracticePages {
    private static final PatientPage.Area PATIENTS =
            new PatientPage.Area("/praksis", "Min population", "/praksis/borger/", false);

    private final PopulationPage population;
    private final PatientPage patient;
    private final SearchPage search;
    private final StandingPage standing;
    private final RecallPage recall;
    private final AlertPage alerts;
    private final News news;
    private final AppointmentAction appointments;
    private final CorrectionPage corrections;
    private final OutreachListPage outreach;
    private final HandoverPage handovers;

    /**
     * The pages.
     *
     * @param ask how they ask
     * @param patient one patient across sectors
     * @param tables the broker's own tables
     * @param registrations what citizens have written down
     * @param colleagues other members of a user's practice
     * @param indicators indicators whose numbers may be published to practices
     * @param published what is published of them
     * @param sourceNames names of sources by id
     * @param today the date that counts as today
     * @param clock for what the pages write down
     */
    public PracticePages(
            Ask ask,
            PatientPage patient,
            OwnTables tables,
            Registrations registrations,
            Function<Principal, List<Colleague>> colleagues,
            List<Indicator> indicators,
            Published published,
            Map<String, String> sourceNames,
            Supplier<LocalDate> today,
            Clock clock) {
        Cohorts cohorts = new Cohorts(tables);
        this.handovers = new HandoverPage(new Handovers(tables), cohorts, colleagues, clock);
        Appointments booked = new Appointments(tables, today);
        this.appointments = new AppointmentAction(ask, booked, clock);
        this.population = new PopulationPage(ask, handovers, booked, sourceNames, today, clock);
        this.patient = patient;
        this.corrections = new CorrectionPage(ask, new Corrections(tables), booked, registrations, sourceNames, clock);
        Recall list = new Recall(tables);
        RecallMaker maker = new RecallMaker(ask, list, sourceNames, today, clock);
        this.recall = new RecallPage(ask, list, maker, today, clock);
        this.outreach = new OutreachListPage(ask, new Outreaches(tables), list, maker, sourceNames, clock);
        this.alerts = new AlertPage(ask, tables, sourceNames, today, clock);
        this.news = new News(ask, alerts, indicators, published, clock);
        this.search = new SearchPage(ask, cohorts, sourceNames, clock);
        this.standing = new StandingPage(ask, cohorts, new Standing(tables), list, maker, sourceNames, clock);
    }

    /** Adds the pages. */
    public void mount(Portal.Routes routes) {
        routes.add("GET", "/praksis", visit -> Reply.to("/praksis/population/dm"));
        routes.add("GET", "/praksis/population/:sygdom", population::show);
        routes.add(
                "GET",
                "/praksis/borger/:pid",
                visit -> patient.show(visit, visit.part("pid"), PATIENTS, corrections.remarks(visit)));
        routes.add("POST", "/praksis/borger/:pid/tid", appointments::set);
        routes.add("GET", "/praksis/borger/:pid/ret", corrections::form);
        routes.add("POST", "/praksis/borger/:pid/ret", corrections::save);
        routes.add("GET", "/praksis/rettelser", corrections::list);
        routes.add("POST", "/praksis/rettelser", corrections::move);
        routes.add("GET", "/praksis/rettelser/csv", corrections::export);
        routes.add("GET", "/praksis/soeg", search::show);
        routes.add("GET", "/praksis/soeg/tragt", search::funnel);
        routes.add("GET", "/praksis/soeg/csv", search::download);
        routes.add("POST", "/praksis/soeg/gem", search::save);
        routes.add("POST", "/praksis/soeg/gemt", search::change);
        routes.add("GET", "/praksis/overdrag", handovers::form);
        routes.add("POST", "/praksis/overdrag", handovers::send);
        routes.add("POST", "/praksis/overdraget", handovers::change);
        routes.add("GET", "/praksis/lister", standing::all);
        routes.add("GET", "/praksis/lister/:id", standing::one);
        routes.add("POST", "/praksis/lister/:id", standing::make);
        routes.add("POST", "/praksis/lister/:id/indkald", standing::recall);
        routes.add("GET", "/praksis/indkaldelse", recall::show);
        routes.add("POST", "/praksis/indkaldelse/dan", recall::make);
        routes.add("POST", "/praksis/indkaldelse/flyt", recall::move);
        routes.add("GET", "/praksis/indkaldelse/csv", recall::export);
        routes.add("GET", "/praksis/henvendelser", outreach::list);
        routes.add("GET", "/praksis/henvendelser/:id", outreach::show);
        routes.add("POST", "/praksis/henvendelser/:id", outreach::decide);
        routes.add("GET", "/praksis/nyt", news::show);
        routes.add("GET", "/praksis/paamindelser", alerts::show);
        routes.add("POST", "/praksis/paamindelser", alerts::handle);
        routes.add("POST", "/praksis/paamindelser/graenser", alerts::limits);
    }
}

package dk.samsyn.broker.portal.citizen;

import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Portal;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Supplier;

/** The pages of the citizen and where they are. */
public final class CitizenPages {
    private final Journal record;
    private final LookupPage lookups;
    private final ConsentPage consents;

    /** Shows one person's record to whoever may see it; the page of general practice has it. */
    @FunctionalInterface
    public interface Journal {
        /** The page about the person with that key. */
        Reply show(Visit visit, String pid);
    }

    /**
     * The pages.
     *
     * @param ask how they ask
     * @param record shows a record
     * @param sourceNames names of sources by id
     * @param today the date that counts as today
     */
    public CitizenPages(Ask ask, Journal record, Map<String, String> sourceNames, Supplier<LocalDate> today) {
        this.record = (visit, pid) -> record.show(
                visit,
                ask.rows(visit.session(), "SELECT pid FROM borger").stream()
                        .findFirst()
                        .map(row -> row.text("pid"))
                        .orElseThrow(() -> Visit.invalid("pid")));
        this.lookups = new LookupPage(ask);
        this.consents = new ConsentPage(ask, sourceNames, today);
    }

    /** Adds the pages. */
    public void mount(Portal.Routes routes) {
        routes.add("GET", "/borger", visit -> record.show(visit, ""));
        routes.add("GET", "/borger/opslag", lookups::show);
        routes.add("GET", "/borger/samtykker", consents::show);
    }
}

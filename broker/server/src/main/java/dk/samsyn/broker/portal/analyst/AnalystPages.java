package dk.samsyn.broker.portal.analyst;

import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.broker.portal.Portal;
import java.time.Clock;
import java.util.Map;

/** The pages for those who write SQL, and where they are. */
public final class AnalystPages {
    private final SqlPage sql;

    /**
     * The pages.
     *
     * @param ask how they ask
     * @param tables the broker's own tables
     * @param sourceNames names of sources by id
     * @param clock for what the pages write down
     */
    public AnalystPages(Ask ask, OwnTables tables, Map<String, String> sourceNames, Clock clock) {
        this.sql = new SqlPage(ask, new Statements(tables), sourceNames, clock);
    }

    /** Adds the pages. */
    public void mount(Portal.Routes routes) {
        routes.add("GET", "/sql", sql::show);
        routes.add("POST", "/sql/koer", sql::run);
        routes.add("POST", "/sql/fil", sql::file);
        routes.add("POST", "/sql/annuller", sql::cancel);
        routes.add("POST", "/sql/gem", sql::save);
        routes.add("POST", "/sql/slet", sql::delete);
    }
}

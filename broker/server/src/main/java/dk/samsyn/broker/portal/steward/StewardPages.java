package dk.samsyn.broker.portal.steward;

import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Portal;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.steward.StewardDesk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pages of the data steward and where they are. The desk checks the right of whoever comes, on every one of them. */
public final class StewardPages {
    private final Ask ask;
    private final SetPages sets;
    private final QuestionPages questions;
    private final AuditPage audit;

    /**
     * The pages.
     *
     * @param ask how they ask about the broker itself
     * @param desk what stewards do, the same as behind {@code /api/policies}
     */
    public StewardPages(Ask ask, StewardDesk desk) {
        this.ask = ask;
        this.sets = new SetPages(desk);
        this.questions = new QuestionPages(desk);
        this.audit = AuditPage.ofStewards(ask);
    }

    /** Adds the pages. */
    public void mount(Portal.Routes routes) {
        routes.add("GET", "/politik", sets::overview);
        routes.add("GET", "/politik/fil", sets::file);
        routes.add("POST", "/politik/fil", sets::propose);
        routes.add("GET", "/politik/saet/:nummer", sets::one);
        routes.add("POST", "/politik/saet/:nummer", sets::act);
        routes.add("POST", "/politik/rul-tilbage", sets::rollBack);
        routes.add("GET", "/politik/spoerg", questions::show);
        routes.add("POST", "/politik/spoerg/se-som", questions::seeAs);
        routes.add("POST", "/politik/spoerg/forklar", questions::explain);
        routes.add("GET", "/politik/log", audit::show);
        routes.add("GET", "/politik/drift", this::operation);
    }

    /** Sources' health, the log's own check, break-glass to review, uses to follow up and what else stands in the log. */
    private Reply operation(Visit visit) {
        Map<String, Object> model = new HashMap<>();
        model.put(
                "kilder",
                ask.rows(visit.session(), "SELECT id, kind, name, status, last_ok FROM samsyn.sources ORDER BY name"));
        model.put(
                "spring",
                ask.rows(
                        visit.session(),
                        "SELECT opened, until, who, role, organisation, person, reason FROM samsyn.vaerdispring\n"
                                + "ORDER BY opened DESC FETCH FIRST 100 ROWS ONLY"));
        model.put(
                "opfoelgning",
                ask.rows(
                        visit.session(),
                        "SELECT used, who, role, organisation, purpose, person, policies FROM samsyn.opfoelgning\n"
                                + "ORDER BY used DESC FETCH FIRST 100 ROWS ONLY"));
        model.put(
                "kontrol",
                ask.rows(
                        visit.session(),
                        "SELECT checked, CAST(\"day\" AS DATE) AS \"day\", executed, asked, result, gaps FROM samsyn.logkontrol\n"
                                + "ORDER BY checked DESC FETCH FIRST 14 ROWS ONLY"));
        model.put(
                "haendelser",
                ask.rows(
                        visit.session(),
                        "SELECT happened, who, act FROM samsyn.haendelser\n"
                                + "ORDER BY happened DESC FETCH FIRST 100 ROWS ONLY"));
        model.put("noter", List.of());
        return Reply.page("politik/drift", model);
    }
}

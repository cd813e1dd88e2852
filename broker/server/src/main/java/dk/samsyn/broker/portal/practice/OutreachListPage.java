package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Area;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.NoticeWords;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.portal.outreach.Outreach;
import dk.samsyn.broker.portal.outreach.Outreaches;
import dk.samsyn.broker.portal.outreach.Traits;
import dk.samsyn.spi.ErrorCode;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * <em>Henvendelser</em>: what planners ask the practice, and the practice's own patients whom a request is about. These are asked
 * for in the doctor's own session when a request is opened, and nothing of it goes back to the planner.
 */
final class OutreachListPage {
    private static final int SHOWN = 200;

    private final Ask ask;
    private final Outreaches outreaches;
    private final Recall recall;
    private final RecallMaker maker;
    private final Map<String, String> sourceNames;
    private final Clock clock;

    OutreachListPage(
            Ask ask,
            Outreaches outreaches,
            Recall recall,
            RecallMaker maker,
            Map<String, String> sourceNames,
            Clock clock) {
        this.ask = ask;
        this.outreaches = outreaches;
        this.recall = recall;
        this.maker = maker;
        this.sourceNames = sourceNames;
        this.clock = clock;
    }

    /** A request and what the practice has decided. */
    record Line(Outreach outreach, Optional<Outreach.Decision> decision) {}

    /** Requests; no patient is looked up for the list. */
    Reply list(Visit visit) {
        Map<String, Outreach.Decision> decisions =
                outreaches.decisions(visit.session().principal());
        List<Line> lines = outreaches.open(clock.instant()).stream()
                .map(o -> new Line(o, Optional.ofNullable(decisions.get(o.id()))))
                .toList();
        return Reply.page("praksis/henvendelser", Map.of("linjer", lines));
    }

    /** One request with the practice's own patients. */
    Reply show(Visit visit) {
        Outreach outreach = outreaches.open(visit.part("id"), clock.instant());
        Principal user = visit.session().principal();
        Answer answer = patients(visit.session(), outreach);
        Optional<String> silent = answer.silentSource();
        if (silent.isEmpty()) {
            answer.orThrow();
        }
        Map<String, Object> model = new HashMap<>();
        model.put("henvendelse", outreach);
        model.put("afgjort", Optional.ofNullable(outreaches.decisions(user).get(outreach.id())));
        model.put("fundne", answer.rows().size());
        model.put("raekker", answer.rows().stream().limit(SHOWN).toList());
        model.put("staar", recall.persons(user));
        model.put("ukendt", silent.map(id -> sourceNames.getOrDefault(id, id)).orElse(""));
        model.put("kilder", Completeness.of(List.of(answer), Set.of(), sourceNames));
        model.put("noter", NoticeWords.of(List.of(answer), sourceNames));
        model.put("laege", doctor(user));
        model.put("sat", visit.number("sat", -1, -1, 1_000_000));
        return Reply.page("praksis/henvendelse", model);
    }

    /** Puts chosen patients of the group on the recall list, or declines. The doctor decides, not the secretary. */
    Reply decide(Visit visit) {
        Principal user = visit.session().principal();
        if (!doctor(user)) {
            throw new QueryException(ErrorCode.NOT_ALLOWED, "a doctor of the practice decides about requests");
        }
        Outreach outreach = outreaches.open(visit.part("id"), clock.instant());
        switch (visit.needed("g")) {
            case "afvis" -> {
                outreaches.decide(user, outreach.id(), false, clock.instant());
                return Reply.to("/praksis/henvendelser");
            }
            case "valgte", "alle" -> {
                boolean all = visit.needed("g").equals("alle");
                Set<String> chosen = Set.copyOf(visit.all("pid"));
                // Only who is found by the group's own conditions, whatever the form says.
                List<String> persons = patients(visit.session(), outreach).orThrow().stream()
                        .filter(row -> all || chosen.contains(row.text("pid")))
                        .map(row -> row.text("cpr"))
                        .toList();
                if (persons.isEmpty()) {
                    return Reply.to("/praksis/henvendelser/" + outreach.id() + "?sat=0");
                }
                // Whom the doctor has chosen one by one is nobody's mass recall.
                recall.place(
                        user,
                        Recall.Origin.request(outreach.id()),
                        persons,
                        outreach.group().disease(),
                        note(outreach),
                        all ? maker.vulnerable(visit.session()) : Set.of(),
                        clock.instant());
                outreaches.decide(user, outreach.id(), true, clock.instant());
                return Reply.to("/praksis/henvendelser/" + outreach.id() + "?sat=" + persons.size());
            }
            default -> throw Visit.invalid("g");
        }
    }

    private Answer patients(Session session, Outreach outreach) {
        Traits.Statement list = outreach.group().list();
        // Whole or not at all: a list with a source left out would look right and lack patients.
        return ask.begin(session.whole(), list.sql(), list.values().toArray()).get();
    }

    private static String note(Outreach outreach) {
        return "henvendelse fra " + Area.organisation(outreach.organisation());
    }

    private static boolean doctor(Principal user) {
        return user.role().equals("praktiserende_laege");
    }
}

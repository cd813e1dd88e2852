package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** <em>Giv videre</em>: hands a saved search or the recall list to a colleague of the same practice, who finds it on the front page. */
final class HandoverPage {
    private static final String FRONT = "/praksis";
    private static final int LONGEST_NOTE = 200;

    private final Handovers handovers;
    private final Cohorts cohorts;
    private final Function<Principal, List<Colleague>> colleagues;
    private final Clock clock;

    HandoverPage(Handovers handovers, Cohorts cohorts, Function<Principal, List<Colleague>> colleagues, Clock clock) {
        this.handovers = handovers;
        this.cohorts = cohorts;
        this.colleagues = colleagues;
        this.clock = clock;
    }

    /** What the member has handed over or been handed, for the front page. */
    List<Handovers.Handover> of(Principal user) {
        return handovers.of(user, clock.instant());
    }

    /** The form: to whom, and why. */
    Reply form(Visit visit) {
        Principal user = visit.session().principal();
        Map<String, Object> model = new HashMap<>();
        model.put("kohorte", cohort(visit));
        model.put("kolleger", colleagues.apply(user));
        model.put("laengste", LONGEST_NOTE);
        return Reply.page("praksis/overdrag", model);
    }

    /** Hands it over. A search of the member's own is shared with the practice by that: the receiver runs it with own rights. */
    Reply send(Visit visit) {
        Principal user = visit.session().principal();
        Optional<Cohorts.Cohort> cohort = cohort(visit);
        String receiver = visit.needed("til");
        String note = visit.value("note").orElse("");
        if (note.length() > LONGEST_NOTE
                || colleagues.apply(user).stream().noneMatch(one -> one.login().equals(receiver))) {
            throw Visit.invalid("til");
        }
        cohort.filter(one -> !one.shared()).ifPresent(one -> cohorts.share(user, one.id(), true));
        handovers.send(user, receiver, cohort.map(Cohorts.Cohort::id), note, clock.instant());
        return Reply.to(FRONT);
    }

    /** The receiver is done, or the sender takes it back. */
    Reply change(Visit visit) {
        Principal user = visit.session().principal();
        String id = visit.needed("id");
        switch (visit.needed("g")) {
            case "udfoert" -> handovers.done(user, id, clock.instant());
            case "fortryd" -> handovers.takeBack(user, id);
            default -> throw Visit.invalid("g");
        }
        return Reply.to(FRONT);
    }

    private Optional<Cohorts.Cohort> cohort(Visit visit) {
        return visit.value("kohorte").map(id -> cohorts.one(visit.session().principal(), id));
    }
}

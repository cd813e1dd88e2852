package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Released;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.portal.outreach.Criterion;
import dk.samsyn.broker.portal.outreach.OutreachGroup;
import dk.samsyn.broker.portal.outreach.Outreaches;
import dk.samsyn.broker.portal.outreach.Traits;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * <em>Bed lægerne kontakte en gruppe</em>: a planner defines a group, sees its released size and nothing else, and asks the
 * practices. What practices do with it never comes back.
 */
final class OutreachPage {
    private static final int LONGEST = 1000;
    private static final int SHORTEST = 20;
    private static final Pattern PERSON = Pattern.compile("(?<!\\d)\\d{6}[- ]?\\d{4}(?!\\d)");

    private final Ask ask;
    private final Outreaches outreaches;
    private final Clock clock;

    OutreachPage(Ask ask, Outreaches outreaches, Clock clock) {
        this.ask = ask;
        this.outreaches = outreaches;
        this.clock = clock;
    }

    /** The form, the size of the group that it describes, and what the organisation has sent. */
    Reply show(Visit visit) {
        Optional<OutreachGroup> group =
                visit.value("sygdom").map(asked -> OutreachGroup.of(visit, municipality(visit)));
        Map<String, Object> model = model(visit, group);
        group.ifPresent(one -> count(visit, one, model));
        return Reply.page("benchmark/henvendelse", model);
    }

    /** Sends the request; the group is counted once more, so that none is sent whose size may not be shown. */
    Reply send(Visit visit) {
        OutreachGroup group = OutreachGroup.of(visit, municipality(visit));
        String reason = visit.value("hvorfor").orElse("");
        Map<String, Object> model = model(visit, Optional.of(group));
        OptionalLong size = count(visit, group, model);
        String wrong = wrong(visit.session().principal(), reason, size);
        if (wrong.isEmpty()) {
            outreaches.send(visit.session(), group, size.orElseThrow(), reason, clock.instant());
            return Reply.to("/benchmark/henvendelse?sendt=1");
        }
        model.put("hvorfor", reason);
        model.put("forkert", wrong);
        return Reply.page("benchmark/henvendelse", model);
    }

    Reply withdraw(Visit visit) {
        outreaches.withdraw(visit.session().principal(), visit.needed("id"), clock.instant());
        return Reply.to("/benchmark/henvendelse");
    }

    /** The released size; a refusal of release control names its rule and is part of the page. */
    private OptionalLong count(Visit visit, OutreachGroup group, Map<String, Object> model) {
        model.put("talt", true);
        Traits.Statement count = group.count();
        // Asked without partial answers: a count with a gap in it is no count.
        Released answer = Released.of(
                ask.begin(visit.session().whole(), count.sql(), count.values().toArray())
                        .get(),
                visit.language());
        OptionalLong size = answer.count();
        model.put("antal", size.orElse(-1));
        model.put("afvist", answer.refusal());
        return size;
    }

    private String wrong(Principal user, String reason, OptionalLong size) {
        if (size.isEmpty()) {
            return "Gruppen er tom eller for lille til at vises, så der kan ikke sendes en henvendelse om den.";
        }
        if (reason.length() < SHORTEST || reason.length() > LONGEST) {
            return "Skriv, hvorfor lægerne skal kontakte gruppen: mellem 20 og 1.000 tegn.";
        }
        if (PERSON.matcher(reason).find()) {
            return "Begrundelsen ligner et personnummer. En henvendelse handler om en gruppe og nævner ingen personer.";
        }
        return outreaches.room(user, clock.instant())
                ? ""
                : "Jeres organisation har sendt 20 henvendelser på 30 dage. Vent, eller tal med praksis på anden vis.";
    }

    private Map<String, Object> model(Visit visit, Optional<OutreachGroup> group) {
        Map<String, Object> model = new HashMap<>();
        model.put(
                "gruppe",
                group.map(OutreachGroup::fields)
                        .orElse(Map.of("sygdom", "", "behov", "", "koen", "", "fra", "0", "til", "200")));
        model.put("kriterier", Criterion.ALL);
        model.put("raad", "Brug »Hvad de mangler«.");
        model.put("afvist", "");
        model.put("ord", group.map(OutreachGroup::words).orElse(""));
        model.put("sygdomme", OutreachGroup.DISEASES);
        model.put("behov", OutreachGroup.Need.values());
        model.put("aldre", Traits.AGES);
        model.put("sendte", outreaches.sentBy(visit.session().principal()));
        model.put("nu", clock.instant());
        model.put("talt", false);
        model.put("antal", -1);
        model.put("hvorfor", "");
        model.put("forkert", "");
        model.put("kvittering", visit.value("sendt").isPresent());
        return model;
    }

    /** A municipality's planner asks about its own citizens only; a region's about all. */
    private static String municipality(Visit visit) {
        Object code = visit.session().principal().attributes().get("kommunekode");
        return code == null ? "" : code.toString();
    }
}

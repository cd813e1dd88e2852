package dk.samsyn.broker.portal.steward;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.steward.Comparison;
import dk.samsyn.broker.steward.Overview;
import dk.samsyn.broker.steward.Replay;
import dk.samsyn.broker.steward.StewardDesk;
import dk.samsyn.broker.steward.StoredSet;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is in force, what waits, one file's text as a proposal, and a set's way into force through two people. */
final class SetPages {
    private static final int DAYS = 30;
    private static final Map<StoredSet.State, String> STATES = Map.of(
            StoredSet.State.REVIEW, "Venter på godkendelse",
            StoredSet.State.APPROVED, "Godkendt, ikke i kraft",
            StoredSet.State.ACTIVE, "I kraft",
            StoredSet.State.RETIRED, "Har været i kraft");

    private final StewardDesk desk;

    SetPages(StewardDesk desk) {
        this.desk = desk;
    }

    /** A set in a list; {@code mine} if the reader submitted it and so cannot approve it. */
    record Line(StoredSet set, String state, LocalDateTime submitted, boolean mine) {
        public String author() {
            return set.submitted().by();
        }

        public String approver() {
            StoredSet.Signature by = set.approved();
            return by == null ? "" : by.by();
        }
    }

    /** A time a set came into force. */
    record Activated(int set, String by, LocalDateTime at, boolean rolledBack) {}

    Reply overview(Visit visit) {
        Overview overview = desk.overview(visit.session());
        Map<String, Object> model = new HashMap<>();
        model.put("oversigt", overview);
        model.put("saet", overview.sets().stream().map(set -> line(set, visit)).toList());
        model.put(
                "aktiveringer",
                overview.activations().stream()
                        .limit(20)
                        .map(a -> new Activated(a.set(), a.by(), local(a.at()), a.rolledBack()))
                        .toList());
        model.put(
                "kan_tilbage",
                overview.activations().stream()
                        .findFirst()
                        .filter(a -> a.previous() != null)
                        .isPresent());
        return Reply.page("politik/oversigt", model);
    }

    /** The text of one file of the set in force, or of the set it is based on. */
    Reply file(Visit visit) {
        Map<String, String> files = active(visit.session());
        String name = visit.value("navn").filter(files::containsKey).orElseGet(() -> files.keySet().stream()
                .filter(file -> file.endsWith(".policy.yaml"))
                .findFirst()
                .orElseThrow(() -> Visit.invalid("navn")));
        return Reply.page("politik/fil", editor(files, name, String.valueOf(files.get(name)), ""));
    }

    /** Checks the text within the set in force; submits it if asked to and nothing is wrong. */
    Reply propose(Visit visit) {
        Map<String, String> files = active(visit.session());
        String name = visit.needed("navn");
        if (!name.matches("[A-Za-z0-9._/-]{1,100}")) {
            throw Visit.invalid("navn");
        }
        String text = visit.all("tekst").stream().findFirst().orElse("").replace("\r\n", "\n");
        Map<String, String> proposed = new TreeMap<>(files);
        proposed.put(name, text);
        String note = visit.value("note").orElse("");
        Map<String, Object> model = editor(files, name, text, note);
        StewardDesk.Check check = desk.check(visit.session(), proposed);
        List<String> problems = new ArrayList<>(check.problems());
        if (visit.needed("g").equals("indsend") && problems.isEmpty()) {
            if (check.changes().any()) {
                StoredSet set = desk.submit(visit.session(), proposed, note);
                return Reply.to("/politik/saet/" + set.number());
            }
            problems.add("Teksten ændrer ingen politik, der er i kraft.");
        }
        model.put("proevet", true);
        model.put("problemer", problems);
        model.put("aendringer", Optional.of(check.changes()));
        return Reply.page("politik/fil", model);
    }

    private static Map<String, Object> editor(Map<String, String> files, String name, String text, String note) {
        Map<String, Object> model = new HashMap<>();
        model.put("filer", files.keySet().stream().sorted().toList());
        model.put("navn", name);
        model.put("tekst", text);
        model.put("note", note);
        model.put("proevet", false);
        model.put("problemer", List.of());
        model.put("aendringer", Optional.empty());
        return model;
    }

    private Map<String, String> active(Session session) {
        return new TreeMap<>(desk.set(session, desk.overview(session).active()).files());
    }

    Reply one(Visit visit) {
        return Reply.page("politik/saet", set(visit));
    }

    /** Approves, activates, tries the cases, or compares. */
    Reply act(Visit visit) {
        int number = number(visit);
        Session session = visit.session();
        try {
            switch (visit.needed("g")) {
                case "godkend" -> desk.approve(session, number);
                case "aktiver" -> desk.activate(session, number);
                case "proev" -> {
                    StewardDesk.Tested tested = desk.test(session, Optional.empty(), Optional.of(number));
                    Map<String, Object> model = set(visit);
                    model.put("proever", Optional.of(tested));
                    return Reply.page("politik/saet", model);
                }
                case "forskel" -> {
                    Comparison comparison =
                            desk.compare(session, Optional.empty(), Optional.of(number), DAYS, Replay.Depth.DECIDE);
                    Map<String, Object> model = set(visit);
                    model.put("forskel", Optional.of(comparison));
                    return Reply.page("politik/saet", model);
                }
                default -> throw Visit.invalid("g");
            }
        } catch (QueryException refused) {
            if (!refused.errorCode().code().startsWith("SAM-7")) {
                throw refused;
            }
            Map<String, Object> model = set(visit);
            model.put("afvist", refused.display());
            return new Reply.Page(409, "politik/saet", model);
        }
        return Reply.to("/politik/saet/" + number);
    }

    Reply rollBack(Visit visit) {
        desk.rollBack(visit.session());
        return Reply.to("/politik");
    }

    private Map<String, Object> set(Visit visit) {
        StewardDesk.SetDetail detail = desk.set(visit.session(), number(visit));
        Map<String, String> now = active(visit.session());
        Map<String, String> changed = new TreeMap<>();
        detail.files().forEach((name, text) -> {
            if (!text.equals(now.get(name))) {
                changed.put(name, text);
            }
        });
        Map<String, Object> model = new HashMap<>();
        model.put("linje", line(detail.set(), visit));
        model.put("aendringer", detail.changes());
        model.put("filer", changed);
        model.put("afvist", "");
        model.put("proever", Optional.empty());
        model.put("forskel", Optional.empty());
        return model;
    }

    private static Line line(StoredSet set, Visit visit) {
        return new Line(
                set,
                STATES.getOrDefault(set.state(), "") + (set.stale() ? " – forældet" : ""),
                local(set.submitted().at()),
                set.submitted().by().equals(visit.session().principal().name()));
    }

    private static int number(Visit visit) {
        String text = visit.part("nummer");
        if (!text.matches("[0-9]{1,9}")) {
            throw Visit.invalid("nummer");
        }
        return Integer.parseInt(text);
    }

    private static LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, DanishTime.ZONE);
    }
}

package dk.samsyn.broker.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who has seen which citizen, for whom glass was broken and what else was done, kept in memory beside the file and filled from it at start-up. */
final class LookupIndex {
    /** What the citizen's log says of a break-glass in place of a kind of data. */
    private static final String GLASS = "vaerdispring";

    /** The member of an entry that holds the persons shown. */
    static final String PERSONS = "persons";

    /** An entry with more persons than this is kept as one list. */
    private static final int FEW = 16;

    /** Most acts that are held at once; older ones are in the file. */
    private static final int MOST_ACTS = 5_000;

    /** The same of acts about the log itself, a few a day: they are kept apart, for sign-ins would push them out. */
    private static final int MOST_CHECKS = 1_000;

    private final Map<String, List<Lookup>> byPerson = new HashMap<>();
    private final List<Wide> wide = new ArrayList<>();
    private final Map<String, JsonNode> open = new HashMap<>();
    private final List<GlassBroken> glass = new ArrayList<>();
    private final Map<String, List<Notified>> notified = new HashMap<>();
    private final Deque<Act> acts = new ArrayDeque<>();
    private final Deque<Act> checks = new ArrayDeque<>();
    private final Set<String> ledgers = new HashSet<>();
    private long ledger;

    /** A look at many citizens, whom a list each would take a hundred times the room. */
    private record Wide(Lookup lookup, PersonList persons) {}

    /** Takes in one entry, in the file's order. */
    synchronized void add(ChainedLine line) {
        add(line.fields());
    }

    /** Takes in one entry's fields. */
    synchronized void add(JsonNode entry) {
        String query = entry.path("query").asText();
        switch (entry.path("kind").asText()) {
            case "opened" -> open.put(query, entry);
            case "shown" -> shown(query, entry);
            case "glass" -> glass(query, entry);
            case "notified" -> notified(query, entry);
            case "released" -> ledger = Math.max(ledger, entry.path("ledger").asLong());
            case "closed", "failed" -> open.remove(query);
            case "act" -> act(entry);
            default -> {
                // Other kinds say nothing of persons.
            }
        }
    }

    private void act(JsonNode entry) {
        Map<String, String> details = new HashMap<>();
        entry.path("details")
                .fields()
                .forEachRemaining(
                        one -> details.put(one.getKey(), one.getValue().asText()));
        if (entry.path("act").asText().equals(AuditLog.LEDGER_OPENED)) {
            ledgers.add(details.getOrDefault("mark", ""));
        }
        Act act = new Act(
                Instant.parse(entry.path("time").asText()),
                entry.path("user").asText(),
                entry.path("act").asText(),
                details);
        if (act.act().startsWith(DailyCheck.ABOUT_THE_LOG)) {
            keep(checks, act, MOST_CHECKS);
        } else {
            keep(acts, act, MOST_ACTS);
        }
    }

    private static void keep(Deque<Act> latest, Act act, int most) {
        latest.addLast(act);
        if (latest.size() > most) {
            latest.removeFirst();
        }
    }

    private void shown(String query, JsonNode entry) {
        JsonNode asked = open.get(query);
        if (asked == null) {
            return;
        }
        Lookup lookup = lookup(query, asked, entry, entry.path("category").asText());
        PersonList persons = persons(entry.path(PERSONS));
        if (persons.size() > FEW) {
            wide.add(new Wide(lookup, persons));
        } else {
            persons.forEach(person ->
                    byPerson.computeIfAbsent(person, none -> new ArrayList<>(2)).add(lookup));
        }
    }

    /** The persons of an entry, be it one that was written just now or one that was read. */
    private static PersonList persons(JsonNode told) {
        if (told instanceof POJONode written && written.getPojo() instanceof PersonList persons) {
            return persons;
        }
        PersonList persons = new PersonList(told.size());
        told.forEach(person -> persons.add(person.asText()));
        return persons;
    }

    private void glass(String query, JsonNode entry) {
        JsonNode asked = open.get(query);
        if (asked == null) {
            return;
        }
        Lookup lookup = lookup(query, asked, entry, GLASS);
        String person = entry.path("person").asText();
        byPerson.computeIfAbsent(person, none -> new ArrayList<>()).add(lookup);
        glass.add(new GlassBroken(
                lookup.time(),
                Instant.parse(entry.path("until").asText()),
                query,
                lookup.user(),
                lookup.role(),
                lookup.organisation(),
                lookup.purpose(),
                person,
                lookup.reason().orElse("")));
    }

    private void notified(String query, JsonNode entry) {
        JsonNode asked = open.get(query);
        if (asked == null) {
            return;
        }
        Lookup lookup = lookup(query, asked, entry, "");
        List<String> policies = new ArrayList<>();
        entry.path("policies").forEach(ref -> policies.add(ref.path("id").asText()));
        Notified told = new Notified(
                lookup.time(),
                query,
                lookup.user(),
                lookup.role(),
                lookup.organisation(),
                lookup.purpose(),
                Optional.ofNullable(entry.get("person")).map(JsonNode::asText),
                policies);
        entry.path("receivers")
                .forEach(receiver -> notified.computeIfAbsent(receiver.asText(), none -> new ArrayList<>())
                        .add(told));
    }

    private static Lookup lookup(String query, JsonNode asked, JsonNode entry, String category) {
        return new Lookup(
                Instant.parse(entry.path("time").asText()),
                query,
                asked.path("user").asText(),
                asked.path("role").asText(),
                asked.path("organisation").asText(),
                asked.path("purpose").asText(),
                category,
                Optional.ofNullable(asked.get("reason")).map(JsonNode::asText));
    }

    synchronized List<Act> acts() {
        return List.copyOf(acts);
    }

    synchronized List<Act> checks() {
        return List.copyOf(checks);
    }

    synchronized Set<String> ledgers() {
        return Set.copyOf(ledgers);
    }

    synchronized long lastLedger() {
        return ledger;
    }

    synchronized List<GlassBroken> glassBroken() {
        return List.copyOf(glass);
    }

    synchronized List<Notified> notifiedOf(String receiver) {
        return List.copyOf(notified.getOrDefault(receiver, List.of()));
    }

    synchronized Optional<Instant> glassOpenUntil(String user, String person) {
        return glass.stream()
                .filter(g -> g.user().equals(user) && g.person().equals(person))
                .map(GlassBroken::until)
                .max(Comparator.naturalOrder());
    }

    synchronized List<Lookup> lookupsOf(String person) {
        return Stream.concat(
                        byPerson.getOrDefault(person, List.of()).stream(),
                        wide.stream()
                                .filter(entry -> entry.persons().contains(person))
                                .map(Wide::lookup))
                .sorted(Comparator.comparing(Lookup::time))
                .toList();
    }
}

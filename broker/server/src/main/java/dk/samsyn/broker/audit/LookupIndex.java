package dk.samsyn.broker.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who has seen which citizen, kept in memory beside the file and filled from it at start-up. */
final class LookupIndex implements Lookups {
    private final Map<String, List<Lookup>> byPerson = new HashMap<>();
    private final Map<String, JsonNode> open = new HashMap<>();

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
            case "closed", "failed" -> open.remove(query);
            default -> {
                // Other kinds say nothing of persons.
            }
        }
    }

    private void shown(String query, JsonNode entry) {
        JsonNode asked = open.get(query);
        if (asked == null) {
            return;
        }
        Lookup lookup = new Lookup(
                Instant.parse(entry.path("time").asText()),
                query,
                asked.path("user").asText(),
                asked.path("role").asText(),
                asked.path("organisation").asText(),
                asked.path("purpose").asText(),
                entry.path("category").asText(),
                Optional.ofNullable(asked.get("reason")).map(JsonNode::asText));
        for (JsonNode person : entry.path("persons")) {
            byPerson.computeIfAbsent(person.asText(), none -> new ArrayList<>()).add(lookup);
        }
    }

    @Override
    public synchronized List<Lookup> lookupsOf(String person) {
        return byPerson.getOrDefault(person, List.of()).stream()
                .sorted(Comparator.comparing(Lookup::time))
                .toList();
    }
}

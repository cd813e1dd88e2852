package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A set of policies in one line. */
final class SetLine {
    private SetLine() {}

    static String of(JsonNode set) {
        StringBuilder line = new StringBuilder("set " + set.path("number").asInt() + "  "
                + set.path("state").asText().toLowerCase(Locale.ROOT));
        line.append(set.path("stale").asBoolean() ? " (stale: another set has become active)" : "");
        line.append("  version ").append(set.path("version").asText());
        line.append("  submitted by ").append(set.at("/submitted/by").asText());
        if (set.path("approved").isObject()) {
            line.append("  approved by ").append(set.at("/approved/by").asText());
        }
        if (!set.path("note").asText().isEmpty()) {
            line.append("  ").append(set.path("note").asText());
        }
        return line.toString();
    }
}

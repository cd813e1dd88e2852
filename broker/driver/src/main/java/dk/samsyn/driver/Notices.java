package dk.samsyn.driver;

import java.sql.SQLWarning;
import java.util.Optional;
import org.apache.calcite.avatica.shaded.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.calcite.avatica.shaded.com.fasterxml.jackson.databind.JsonNode;
import org.apache.calcite.avatica.shaded.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What the broker tells of an answer.
 *
 * @param warnings its notices, chained
 * @param complete whether no more will come
 */
record Notices(Optional<SQLWarning> warnings, boolean complete) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    /** Reads the answer to {@code GET /api/queries/ID}; no such query means no notices. */
    static Notices of(BrokerClient.Answer answer) {
        if (answer.status() != OK) {
            return new Notices(Optional.empty(), true);
        }
        try {
            JsonNode query = JSON.readTree(answer.body());
            SQLWarning first = null;
            for (JsonNode notice : query.path("notices")) {
                SQLWarning warning = new SQLWarning(
                        notice.path("code").asText() + " " + notice.path("text").asText(), "01000");
                if (first == null) {
                    first = warning;
                } else {
                    first.setNextWarning(warning);
                }
            }
            return new Notices(
                    Optional.ofNullable(first), !query.path("state").asText().equals("running"));
        } catch (JsonProcessingException e) {
            return new Notices(Optional.empty(), true);
        }
    }
}

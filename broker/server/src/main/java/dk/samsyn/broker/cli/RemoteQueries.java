package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Statements put to a running broker over HTTP in one user's name. */
final class RemoteQueries {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8080",
            description = "the broker (default: ${DEFAULT-VALUE})")
    String url = "";

    @Option(names = "--user", required = true, description = "login name")
    String user = "";

    @Option(
            names = "--password-env",
            required = true,
            description = "environment variable that holds the password, of the user and of any other user named")
    String passwordVariable = "";

    @Option(names = "--purpose", description = "purpose, if not the user's own")
    @Nullable
    String purpose;

    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * An answer or a refusal.
     *
     * @param body the answer, or the problem with its {@code code} and {@code detail}
     * @param answered which of the two
     */
    record Reply(JsonNode body, boolean answered) {
        String code() {
            return body.path("code").asText();
        }

        String detail() {
            return body.path("detail").asText();
        }

        JsonNode rows() {
            return body.path("rows");
        }

        /** Number of the answer's column of that name, or -1. */
        int column(String name) {
            JsonNode columns = body.path("columns");
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).path("name").asText().equals(name)) {
                    return i;
                }
            }
            return -1;
        }
    }

    Reply ask(String sql) throws IOException, InterruptedException {
        return ask(user, purpose, sql);
    }

    /** The same in another user's name, for that user's own purpose. */
    Reply ask(String other, String sql) throws IOException, InterruptedException {
        return ask(other, null, sql);
    }

    private Reply ask(String name, @Nullable String why, String sql) throws IOException, InterruptedException {
        String password = System.getenv(passwordVariable);
        if (password == null) {
            throw new IllegalArgumentException("the environment has no " + passwordVariable);
        }
        ObjectNode body = JSON.createObjectNode().put("sql", sql);
        if (why != null) {
            body.put("purpose", why);
        }
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url).resolve("/api/query"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
                .header("Accept", "application/json")
                .header("User-Agent", "samsyn")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Reply(JSON.readTree(response.body()), response.statusCode() == OK);
    }
}

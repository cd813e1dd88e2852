package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Statements put to a running broker over HTTP in one user's name: the options of every command that does so. */
final class RemoteQueries {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final int OK = 200;

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

    private final HttpClient http = HttpClient.newHttpClient();

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
        HttpResponse<InputStream> response =
                send(name, why, JSON.createObjectNode().put("sql", sql), "application/json", "samsyn");
        try (InputStream answer = response.body()) {
            return new Reply(JSON.readTree(answer), response.statusCode() == OK);
        }
    }

    /**
     * Sends one request for an answer in the user's name and for the purpose chosen.
     *
     * @param body what {@code /api/query} takes, but for the purpose
     * @param accept media type of the answer; a problem comes as JSON all the same
     * @param client what the broker knows the command as
     */
    HttpResponse<InputStream> send(ObjectNode body, String accept, String client)
            throws IOException, InterruptedException {
        return send(user, purpose, body, accept, client);
    }

    private HttpResponse<InputStream> send(
            String name, @Nullable String why, ObjectNode body, String accept, String client)
            throws IOException, InterruptedException {
        String password = System.getenv(passwordVariable);
        if (password == null) {
            throw new IllegalArgumentException("the environment has no " + passwordVariable);
        }
        if (why != null) {
            body.put("purpose", why);
        }
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url).resolve("/api/query"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
                .header("Accept", accept)
                .header("User-Agent", client)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (ConnectException e) {
            throw StewardCalls.silent(request.uri(), e);
        }
    }
}

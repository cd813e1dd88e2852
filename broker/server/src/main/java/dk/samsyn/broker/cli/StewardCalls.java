package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.broker.steward.SetFiles;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A steward's calls to a running broker, signed in: an approval is worth what the name under it is worth. */
final class StewardCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofMinutes(15);

    @Option(names = "--url", description = "the running broker (default: http://127.0.0.1:8080)")
    @Nullable
    String url;

    @Option(names = "--user", description = "login name of a data steward")
    @Nullable
    String user;

    @Option(names = "--password-env", description = "environment variable that holds the password")
    @Nullable
    String passwordVariable;

    /** Whether a broker is meant rather than files alone. */
    boolean meant() {
        return url != null || user != null;
    }

    static ObjectNode body() {
        return JSON.createObjectNode();
    }

    /** A body with the texts of a folder. */
    static ObjectNode body(SetFiles files) {
        ObjectNode body = body();
        ObjectNode texts = body.putObject("files");
        files.texts().forEach(texts::put);
        return body;
    }

    JsonNode get(String path) {
        return send(path, Optional.empty());
    }

    JsonNode post(String path, JsonNode body) {
        return send(path, Optional.of(body));
    }

    /** Number of the newest set in a state, for commands that name none. */
    int newest(String state) {
        for (JsonNode set : get("/api/policies").path("sets")) {
            if (set.path("state").asText().equals(state)) {
                return set.path("number").asInt();
            }
        }
        throw new IllegalStateException("no set of policies is " + state.toLowerCase(java.util.Locale.ROOT));
    }

    private JsonNode send(String path, Optional<JsonNode> body) {
        URI address = URI.create(url == null ? "http://127.0.0.1:8080" : url).resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(LONGEST)
                .header("Authorization", authorization())
                .header("User-Agent", "samsyn policy");
        if (body.isPresent()) {
            request.POST(HttpRequest.BodyPublishers.ofString(body.get().toString()));
        }
        try {
            HttpResponse<byte[]> response =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() == 200) {
                return answer;
            }
            throw new IllegalStateException(
                    answer.path("code").asText() + " " + answer.path("detail").asText());
        } catch (ConnectException e) {
            throw silent(address, e);
        } catch (IOException e) {
            throw new IllegalStateException("the broker's answer cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What a command says whose broker is not there. */
    static IllegalStateException silent(URI address, ConnectException cause) {
        return new IllegalStateException(
                "no broker answers at " + address.resolve("/") + "; --url names another address", cause);
    }

    private String authorization() {
        if (user == null || passwordVariable == null) {
            throw new IllegalArgumentException("name the steward with --user and --password-env");
        }
        String password = System.getenv(passwordVariable);
        if (password == null) {
            throw new IllegalArgumentException("the environment has no " + passwordVariable);
        }
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}

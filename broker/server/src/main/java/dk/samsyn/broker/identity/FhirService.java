package dk.samsyn.broker.identity;

import dk.samsyn.spi.ErrorCode;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** What a provider publishes below its address: its description and, if it is a record system, the patient on its screen. */
final class FhirService {
    /** Danish person numbers, as HL7 Denmark's profile of Patient names them. */
    private static final String PERSON_NUMBERS = "urn:oid:1.2.208.176.1.2";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 256 * 1024;

    private final String address;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    FhirService(String address) {
        this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    /** The description of that name. */
    JsonObject description(String name) {
        return get("/.well-known/" + name, "");
    }

    /** The person number of a patient. */
    String personNumber(String patient, String token) {
        if (!ID.matcher(patient).matches()) {
            throw SignOn.refused(ErrorCode.SIGN_ON_REFUSED, "the record system names no patient by an id of FHIR");
        }
        JsonArray identifiers = get("/Patient/" + patient, token).getJsonArray("identifier", new JsonArray());
        return identifiers.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(one -> PERSON_NUMBERS.equals(one.getValue("system")))
                .map(one -> String.valueOf(one.getValue("value")))
                .findFirst()
                .orElseThrow(() ->
                        SignOn.refused(ErrorCode.SIGN_ON_REFUSED, "the record system's patient has no person number"));
    }

    private JsonObject get(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("Accept", "application/fhir+json, application/json");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] content = body.readNBytes(MOST_BYTES);
                if (response.statusCode() != 200) {
                    throw Provider.unavailable("the provider answers " + response.statusCode(), null);
                }
                return new JsonObject(new String(content, StandardCharsets.UTF_8));
            }
        } catch (IOException | DecodeException | ClassCastException e) {
            throw Provider.unavailable("the provider does not answer as it should", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Provider.unavailable("interrupted", e);
        }
    }
}

package dk.samsyn.adapter.fhir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.spi.PersonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a municipality sent on one citizen at one time: a {@code Bundle} of type {@code collection} (KL Gateway) or {@code
 * message} (MedCom).
 *
 * @param patient the citizen's id at the sender, the same when the number changes; the number where there is none
 * @param cpr the citizen's number at the time, without hyphen
 * @param sent when it was made; a later one replaces what an earlier one said
 * @param resources all but the patient, in order
 */
record Report(String patient, String cpr, Instant sent, List<Resource> resources) {
    /** A report of one citizen on one day is a few kilobytes. */
    private static final long MAX_BYTES = 16L << 20;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> TYPES = Set.of("collection", "message");

    /**
     * Reads a file.
     *
     * @throws Malformed if it is not such a report on exactly one citizen
     * @throws IOException if it cannot be read
     */
    static Report read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new Malformed();
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            return of(new Resource(JSON.readTree(bytes)));
        } catch (JsonProcessingException e) {
            throw new Malformed();
        }
    }

    private static Report of(Resource bundle) {
        String type = bundle.text("type");
        if (!"Bundle".equals(bundle.text("resourceType")) || type == null || !TYPES.contains(type)) {
            throw new Malformed();
        }
        String cpr = "";
        String patient = "";
        List<Resource> resources = new ArrayList<>();
        for (JsonNode entry : bundle.json().path("entry")) {
            Resource resource = new Resource(entry.path("resource"));
            if (!resource.type().equals("Patient")) {
                resources.add(resource);
                continue;
            }
            String number = resource.text("identifier", "0", "value");
            if (number == null || !cpr.isEmpty()) {
                throw new Malformed();
            }
            cpr = PersonFormat.normalise(number);
            String id = resource.text("id");
            patient = id == null ? cpr : id;
        }
        if (cpr.isEmpty()) {
            throw new Malformed();
        }
        return new Report(patient, cpr, sent(bundle), List.copyOf(resources));
    }

    /** What the report tells of. */
    Set<FactType> types() {
        Set<FactType> types = EnumSet.noneOf(FactType.class);
        resources.forEach(resource -> FactType.of(resource).ifPresent(types::add));
        return types;
    }

    private static Instant sent(Resource bundle) {
        String text = bundle.text("timestamp");
        try {
            if (text != null) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeException e) {
            throw new Malformed();
        }
        throw new Malformed();
    }
}

package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who besides the broker's own users file may say who somebody is; what that somebody may see, users and policies decide.
 *
 * @param address what browsers call this broker, without a slash at the end; empty for the address they used
 * @param provider the organisation's own provider of sign-on
 * @param recordSystems record systems that may open the broker's pages
 */
public record SignOnConfig(Optional<String> address, Optional<Provider> provider, List<Provider> recordSystems) {
    /** Passwords only. */
    public static final SignOnConfig NONE = new SignOnConfig(Optional.empty(), Optional.empty(), List.of());

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    public SignOnConfig {
        recordSystems = List.copyOf(recordSystems);
    }

    /**
     * A provider of sign-on.
     *
     * @param name how pages call it
     * @param issuer its issuer; of a record system the address of its FHIR service, which it sends as {@code iss}
     * @param clientId the broker's name there
     * @param clientSecret the broker's password there, if it has one
     * @param user name or attribute of a user, and the claim that it must be
     */
    public record Provider(
            String name, String issuer, String clientId, Optional<String> clientSecret, Map<String, String> user) {
        public Provider {
            user = Map.copyOf(user);
        }

        @Override
        public String toString() {
            return "Provider[" + issuer + "]";
        }
    }

    /** All of them. */
    public List<Provider> all() {
        List<Provider> all = new ArrayList<>();
        provider.ifPresent(all::add);
        all.addAll(recordSystems);
        return all;
    }

    /** Adds what must not be before real sources: no address of one's own, or anything that travels in clear text. */
    public void checkForRealSources(ConfigProblems problems) {
        if (all().isEmpty()) {
            return;
        }
        if (address.isEmpty()) {
            problems.add(
                    "broker.yaml", "sign_on.address is empty; providers must know where they send browsers back to");
        }
        address.filter(text -> !safe(text))
                .ifPresent(text -> problems.add("broker.yaml", "sign_on.address is no https address"));
        all().stream()
                .filter(one -> !safe(one.issuer()))
                .forEach(one -> problems.add("broker.yaml", "sign_on: an issuer is no https address"));
    }

    static SignOnConfig of(JsonNode yaml, Path folder, ConfigProblems problems) {
        if (yaml.isMissingNode()) {
            return NONE;
        }
        List<Provider> systems = new ArrayList<>();
        yaml.path("record_systems")
                .forEach(one -> provider(one, folder, problems).ifPresent(systems::add));
        return new SignOnConfig(
                text(yaml, "address").map(SignOnConfig::withoutSlash),
                provider(yaml.path("provider"), folder, problems),
                systems);
    }

    private static Optional<Provider> provider(JsonNode yaml, Path folder, ConfigProblems problems) {
        Map<String, String> user = new HashMap<>();
        yaml.path("user")
                .fields()
                .forEachRemaining(e -> user.put(e.getKey(), e.getValue().asText()));
        return text(yaml, "issuer")
                .map(issuer -> new Provider(
                        yaml.path("name").asText(),
                        issuer,
                        yaml.path("client_id").asText(),
                        text(yaml, "client_secret")
                                .map(secret -> SecretText.of(folder, "sign_on client_secret", secret, problems)),
                        user));
    }

    private static Optional<String> text(JsonNode yaml, String name) {
        return Optional.of(yaml.path(name).asText("")).filter(text -> !text.isBlank());
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static boolean safe(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || LOOPBACK.contains(uri.getHost()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}

package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Users with salted password hashes, {@code conf/users.yaml}.
 *
 * @param demo whether the file is of the demo, with passwords that everybody knows
 * @param users named users
 * @param citizens how any citizen signs in; only in a demo file
 * @param testUser the all-seeing user; only in a demo file, and only when asked for
 */
public record UsersFile(boolean demo, List<User> users, Optional<Citizens> citizens, Optional<User> testUser) {
    public UsersFile {
        users = List.copyOf(users);
    }

    /** A user and the hash, in Shiro's format, of the user's password. */
    public record User(String passwordHash, Principal principal) {}

    /** Any citizen signs in as {@code prefix} and the person number, with one password for all. */
    public record Citizens(String prefix, String passwordHash, String role, Purpose purpose) {}

    /** Reads a users file; empty if there was any problem. */
    public static Optional<UsersFile> read(Path file, ConfigProblems problems) {
        return SettingsFile.read(file, "users", name -> null, problems)
                .flatMap(yaml -> of(yaml, String.valueOf(file.getFileName()), problems));
    }

    private static Optional<UsersFile> of(JsonNode yaml, String name, ConfigProblems problems) {
        int before = problems.all().size();
        boolean demo = yaml.path("demo").asBoolean(false);
        if (!demo && (yaml.has("citizens") || yaml.has("test_user"))) {
            problems.add(name, "citizens and test_user stand only in a file with demo: true");
        }
        Set<String> names = new HashSet<>();
        List<User> users = new ArrayList<>();
        for (JsonNode one : yaml.get("users")) {
            if (!names.add(one.get("name").asText())) {
                problems.add(name, "user " + one.get("name").asText() + " stands twice");
            }
            user(one, name, demo, problems).ifPresent(users::add);
        }
        Optional<User> testUser =
                Optional.ofNullable(yaml.get("test_user")).flatMap(one -> user(one, name, true, problems));
        Optional<Citizens> citizens = Optional.ofNullable(yaml.get("citizens"))
                .map(one -> new Citizens(
                        one.get("prefix").asText(),
                        one.get("password").asText(),
                        one.get("role").asText(),
                        purpose(one.get("purpose"))));
        return problems.all().size() > before
                ? Optional.empty()
                : Optional.of(new UsersFile(demo, users, citizens, testUser));
    }

    private static Optional<User> user(JsonNode one, String file, boolean demo, ConfigProblems problems) {
        String name = one.get("name").asText();
        Set<Purpose> purposes = new HashSet<>();
        one.get("purposes").forEach(label -> purposes.add(purpose(label)));
        Purpose usual = purpose(one.get("purpose"));
        if (!purposes.contains(usual)) {
            problems.add(file, "user " + name + ": purpose is not among purposes");
            return Optional.empty();
        }
        if (!demo && purposes.contains(Purpose.TEST)) {
            problems.add(file, "user " + name + ": purpose test stands only in a file with demo: true");
            return Optional.empty();
        }
        Map<String, Object> attributes = new HashMap<>();
        one.path("attributes")
                .fields()
                .forEachRemaining(entry -> attributes.put(entry.getKey(), value(entry.getValue())));
        return Optional.of(new User(
                one.get("password").asText(),
                new Principal(
                        name,
                        one.get("role").asText(),
                        one.get("organisation").asText(),
                        usual,
                        purposes,
                        attributes)));
    }

    private static Object value(JsonNode node) {
        return node.isIntegralNumber() ? (Object) node.asInt() : node.asText();
    }

    private static Purpose purpose(JsonNode label) {
        return Purpose.of(label.asText()).orElseThrow();
    }
}

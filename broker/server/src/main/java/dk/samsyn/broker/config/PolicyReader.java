package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.policy.Audience;
import dk.samsyn.broker.policy.BreakGlass;
import dk.samsyn.broker.policy.BuiltInRules;
import dk.samsyn.broker.policy.ConditionException;
import dk.samsyn.broker.policy.DataEntry;
import dk.samsyn.broker.policy.GovernedTable;
import dk.samsyn.broker.policy.Mandate;
import dk.samsyn.broker.policy.Obligations;
import dk.samsyn.broker.policy.Policy;
import dk.samsyn.broker.policy.Release;
import dk.samsyn.broker.policy.SessionAttributes;
import dk.samsyn.broker.policy.SqlText;
import dk.samsyn.broker.policy.UserCondition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Reads one document that the policy schema accepts; what the schema cannot know is checked here. */
final class PolicyReader {
    private final YamlDocument document;
    private final Set<String> roles;
    private final EntryReader entries;
    private final ConditionCheck conditions;
    private final Problems problems;

    PolicyReader(
            YamlDocument document,
            Set<String> roles,
            TablesOfSchema schema,
            ConditionCheck conditions,
            Problems problems) {
        this.document = document;
        this.roles = roles;
        this.conditions = conditions;
        this.problems = problems;
        this.entries = new EntryReader(document, schema, conditions, problems);
    }

    /** The policy, or empty if anything is wrong with it. */
    Optional<Policy> read() {
        int before = problems.count();
        JsonNode root = document.root();
        Policy.Effect effect = Policy.Effect.valueOf(upper(root.get("effect").asText()));
        Mandate mandate = mandate(root);
        Set<Purpose> purposes = purposes(root);
        UserCondition condition = userCondition(root.at("/who/condition"));
        checkRoles(root, effect);
        List<DataEntry> data = new ArrayList<>();
        for (int i = 0; i < root.get("data").size(); i++) {
            entries.read(root.get("data").get(i), "/data/" + i, effect).ifPresent(data::add);
        }
        Optional<Release> release = release(root.path("release"), effect, purposes);
        Optional<BreakGlass> breakGlass = breakGlass(root, effect);
        if (effect == Policy.Effect.FORBID) {
            refuse(root, "obligations", "a forbid has no obligations");
        }
        if (problems.count() > before) {
            return Optional.empty();
        }
        PolicyRef ref = new PolicyRef(
                root.get("policy").asText(),
                root.get("version").asInt(),
                root.get("explanation").asText().strip());
        return Optional.of(new Policy(
                ref,
                mandate,
                new Audience(new TreeSet<>(texts(root.at("/who/roles"))), condition, purposes),
                effect,
                data,
                release,
                obligations(root.path("obligations")),
                hasOnePerson(root.path("obligations")),
                breakGlass,
                root.path("announce").asBoolean(false)));
    }

    private Mandate mandate(JsonNode root) {
        Mandate.Status status = Mandate.Status.valueOf(upper(root.get("status").asText()));
        String owner = root.get("owner").asText();
        List<String> approvedBy = texts(root.path("approved_by"));
        if (status == Mandate.Status.ACTIVE && approvedBy.isEmpty()) {
            problems.add(document, "/status", "an active policy needs someone's approval");
        }
        if (approvedBy.stream().anyMatch(owner::equalsIgnoreCase)) {
            problems.add(document, "/approved_by", "an author cannot approve the own policy");
        }
        Optional<LocalDate> from = date(root, "/valid/from");
        Optional<LocalDate> to = date(root, "/valid/to");
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            problems.add(document, "/valid", "the last day is before the first");
        }
        return new Mandate(
                status, from, to, owner, approvedBy, root.get("legal_basis").asText());
    }

    private Optional<LocalDate> date(JsonNode root, String path) {
        JsonNode text = root.at(path);
        if (text.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text.asText()));
        } catch (DateTimeException e) {
            problems.add(document, path, "not a day of the calendar");
            return Optional.empty();
        }
    }

    private static Set<Purpose> purposes(JsonNode root) {
        Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        texts(root.get("purpose")).forEach(label -> Purpose.of(label).ifPresent(purposes::add));
        return purposes;
    }

    private void checkRoles(JsonNode root, Policy.Effect effect) {
        List<String> named = texts(root.at("/who/roles"));
        boolean everybody = named.equals(List.of(Audience.EVERYBODY)) && effect == Policy.Effect.FORBID;
        for (int i = 0; i < named.size() && !everybody; i++) {
            if (!roles.contains(named.get(i))) {
                problems.add(document, "/who/roles/" + i, "unknown role " + named.get(i));
            }
        }
    }

    private UserCondition userCondition(JsonNode text) {
        if (text.isMissingNode()) {
            return UserCondition.ALWAYS;
        }
        try {
            for (String placeholder : SqlText.of(text.asText()).placeholders()) {
                String name = placeholder.replaceFirst("^user\\.", "");
                if (!SessionAttributes.NAMES.contains(name)) {
                    problems.add(document, "/who/condition", "unknown session attribute :" + placeholder);
                }
            }
            return UserCondition.parse(text.asText());
        } catch (ConditionException e) {
            problems.add(document, "/who/condition", e.sentence());
            return UserCondition.ALWAYS;
        }
    }

    private Optional<Release> release(JsonNode node, Policy.Effect effect, Set<Purpose> purposes) {
        if (effect == Policy.Effect.FORBID) {
            refuse(document.root(), "release", "a forbid releases nothing");
            return Optional.empty();
        }
        if (node.isMissingNode()) {
            problems.add(document, "", "a permit needs release");
            return Optional.empty();
        }
        String label = node.isTextual() ? node.asText() : node.get("mode").asText();
        ReleaseMode mode = ReleaseMode.valueOf(upper(label));
        for (Purpose purpose : purposes) {
            if (BuiltInRules.mode(purpose) != mode) {
                problems.add(
                        document,
                        "/release",
                        "never applies: purpose " + purpose.label() + " releases "
                                + BuiltInRules.mode(purpose).label());
            }
        }
        if (node.isTextual()) {
            return Optional.of(Release.rows(mode));
        }
        Optional<List<String>> groupBy =
                node.has("group_by") ? Optional.of(texts(node.get("group_by"))) : Optional.empty();
        return Optional.of(
                new Release(mode, node.get("minimum").asInt(), node.get("unit").asText(), groupBy));
    }

    private Optional<BreakGlass> breakGlass(JsonNode root, Policy.Effect effect) {
        JsonNode node = root.path("break_glass");
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (effect == Policy.Effect.FORBID) {
            refuse(root, "break_glass", "a forbid cannot be broken");
            return Optional.empty();
        }
        List<GovernedTable> about = new ArrayList<>();
        root.get("data").forEach(entry -> about.addAll(entries.tables(entry)));
        try {
            String rows = conditions.expand(node.get("rows").asText(), about);
            return Optional.of(new BreakGlass(node.get("minutes").asInt(), Optional.of(rows)));
        } catch (ConditionException e) {
            problems.add(document, "/break_glass/rows", e.sentence());
            return Optional.empty();
        }
    }

    private static Obligations obligations(JsonNode list) {
        Obligations all = Obligations.NONE;
        for (JsonNode one : list) {
            OptionalInt maxRows =
                    one.has("max_rows") ? OptionalInt.of(one.get("max_rows").asInt()) : OptionalInt.empty();
            all = all.and(new Obligations(maxRows, texts(one.path("log_to_citizen")), texts(one.path("notify"))));
        }
        return all;
    }

    private static boolean hasOnePerson(JsonNode list) {
        for (JsonNode one : list) {
            if (one.has("one_person")) {
                return true;
            }
        }
        return false;
    }

    private void refuse(JsonNode root, String key, String message) {
        if (root.has(key)) {
            problems.add(document, "/" + key, message);
        }
    }

    /** The texts of a list, or of a single text. */
    static List<String> texts(JsonNode node) {
        if (node.isTextual()) {
            return List.of(node.asText());
        }
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static String upper(String label) {
        return label.toUpperCase(Locale.ROOT);
    }
}

package dk.samsyn.adapter.fhir;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What holds of one citizen in one municipality after all reports, told in order of time: a resource that comes again under
 * its id replaces the one before, one that was entered in error is gone.
 */
final class Fold {
    private final Map<String, Fact> facts = new LinkedHashMap<>();

    /**
     * A resource and what names it.
     *
     * @param id the resource's id, or for one without, its place in its report
     */
    record Fact(String id, FactType type, Resource resource, Report report, Path file) {}

    /**
     * Adds a later report.
     *
     * @param file where it stands; its name names resources without id
     */
    void add(Report report, Path file) {
        for (int i = 0; i < report.resources().size(); i++) {
            Resource resource = report.resources().get(i);
            Optional<FactType> type = FactType.of(resource);
            if (type.isEmpty()) {
                continue;
            }
            String given = resource.text("id");
            String id = given == null ? file.getFileName() + "#" + i : given;
            String key = type.get() + "/" + id;
            if (error(resource)) {
                facts.remove(key);
            } else {
                facts.put(key, new Fact(id, type.get(), resource, report, file));
            }
        }
    }

    private static boolean error(Resource resource) {
        return resource.type().equals("Condition")
                ? "entered-in-error".equals(resource.text("verificationStatus", "coding", "0", "code"))
                : "entered-in-error".equals(resource.text("status"));
    }

    Collection<Fact> facts() {
        return facts.values();
    }
}

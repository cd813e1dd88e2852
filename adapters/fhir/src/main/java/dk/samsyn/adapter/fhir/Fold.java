package dk.samsyn.adapter.fhir;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What holds of one citizen in one municipality after all reports, told in order of time: a resource that comes again under
 * its id replaces the one before, one that was entered in error is gone.
 */
final class Fold {
    /** KL Gateway profiles report these; headers, organisations and provenance carry no fact of ours. */
    private static final Set<String> FACTS = Set.of("Condition", "CarePlan", "Procedure", "Observation");

    private final Map<String, Fact> facts = new LinkedHashMap<>();
    private String cpr = "";

    /**
     * A resource and what names it.
     *
     * @param id the resource's id, or for one without, its place in its report
     */
    record Fact(String id, Resource resource, Report report, Path file) {}

    /**
     * Adds a later report.
     *
     * @param file where it stands; its name names resources without id
     */
    void add(Report report, Path file) {
        cpr = report.cpr();
        for (int i = 0; i < report.resources().size(); i++) {
            Resource resource = report.resources().get(i);
            if (!FACTS.contains(resource.type())) {
                continue;
            }
            String given = resource.text("id");
            String id = given == null ? file.getFileName() + "#" + i : given;
            String key = resource.type() + "/" + id;
            if (error(resource)) {
                facts.remove(key);
            } else {
                facts.put(key, new Fact(id, resource, report, file));
            }
        }
    }

    private static boolean error(Resource resource) {
        return resource.type().equals("Condition")
                ? "entered-in-error".equals(resource.text("verificationStatus", "coding", "0", "code"))
                : "entered-in-error".equals(resource.text("status"));
    }

    /** The citizen's number by the latest report. */
    String cpr() {
        return cpr;
    }

    Collection<Fact> facts() {
        return facts.values();
    }
}

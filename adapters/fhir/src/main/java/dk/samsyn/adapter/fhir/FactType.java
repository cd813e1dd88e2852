package dk.samsyn.adapter.fhir;

import java.util.Arrays;
import java.util.Optional;

/** The resources that carry facts of ours; headers, organisations and provenance are none. */
enum FactType {
    CONDITION("Condition"),
    CARE_PLAN("CarePlan"),
    PROCEDURE("Procedure"),
    OBSERVATION("Observation");

    private final String resourceType;

    FactType(String resourceType) {
        this.resourceType = resourceType;
    }

    /** The type of a resource; empty for one without facts. */
    static Optional<FactType> of(Resource resource) {
        String type = resource.type();
        return Arrays.stream(values())
                .filter(known -> known.resourceType.equals(type))
                .findFirst();
    }
}

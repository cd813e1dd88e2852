package dk.samsyn.region.municipal;

import dk.samsyn.region.people.Citizen;
import java.util.List;
import java.util.function.Predicate;

/**
 * All that municipalities of the region know of one person, a pure function of the citizen: the sources and the truth are
 * both written from it.
 */
public record MunicipalFacts(
        List<CareCondition> conditions, List<CareService> services, List<CareMeasurement> measurements) {
    /** Ids of a citizen's facts start at index times this. */
    private static final long IDS_PER_CITIZEN = 10_000;

    private static final MunicipalFacts NOTHING = new MunicipalFacts(List.of(), List.of(), List.of());

    public MunicipalFacts {
        conditions = List.copyOf(conditions);
        services = List.copyOf(services);
        measurements = List.copyOf(measurements);
    }

    /** The facts of a person. */
    public static MunicipalFacts of(Citizen citizen) {
        long firstId = citizen.index() * IDS_PER_CITIZEN;
        Gap gap = Gap.of(citizen.window());
        CareStory story = new CareStory(citizen, firstId);
        return new MunicipalFacts(
                story.conditions().stream()
                        .filter(c ->
                                !gap.swallows(c.kommunekode(), c.registered().toLocalDate()))
                        .toList(),
                story.services().stream()
                        .filter(s -> !gap.swallows(s.kommunekode(), s.start()))
                        .toList(),
                new CareMeasurements(citizen, firstId)
                        .list().stream()
                                .filter(m ->
                                        !gap.swallows(m.kommunekode(), m.time().toLocalDate()))
                                .toList());
    }

    /** What stands on a person in the records of one kind; quick for one who never lived where such a record is kept. */
    public static MunicipalFacts of(Citizen citizen, CareSystem system) {
        boolean possible = citizen.addresses().stream().anyMatch(address -> keeps(system, address.kommunekode()));
        return possible ? of(citizen).where(code -> keeps(system, code)) : NOTHING;
    }

    private static boolean keeps(CareSystem system, int kommunekode) {
        return CareSystem.of(kommunekode).filter(system::equals).isPresent();
    }

    /** What stands in the records of the municipalities that fit. */
    public MunicipalFacts where(Predicate<Integer> kommunekode) {
        return new MunicipalFacts(
                conditions.stream()
                        .filter(c -> kommunekode.test(c.kommunekode()))
                        .toList(),
                services.stream().filter(s -> kommunekode.test(s.kommunekode())).toList(),
                measurements.stream()
                        .filter(m -> kommunekode.test(m.kommunekode()))
                        .toList());
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return conditions.isEmpty() && services.isEmpty() && measurements.isEmpty();
    }
}

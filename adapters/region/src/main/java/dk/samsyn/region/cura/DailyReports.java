package dk.samsyn.region.cura;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.region.municipal.CareCondition;
import dk.samsyn.region.municipal.CareMeasurement;
import dk.samsyn.region.municipal.CareService;
import dk.samsyn.region.municipal.CareSystem;
import dk.samsyn.region.municipal.MunicipalFacts;
import dk.samsyn.region.people.Citizen;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One citizen's facts as the reports that told of them: what is new on a day, what has changed on a later one. Measurements
 * at home are sent at the end of the week.
 */
final class DailyReports {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Citizen citizen;
    private final LocalDate today;
    private final Map<Key, List<ObjectNode>> byDay =
            new TreeMap<>(Comparator.comparingInt(Key::kommunekode).thenComparing(Key::day));

    /** A municipality and a day: one report. */
    record Key(int kommunekode, LocalDate day) {}

    private DailyReports(Citizen citizen) {
        this.citizen = citizen;
        this.today = citizen.window().today();
    }

    /** The reports on a citizen, as JSON. */
    static Map<Key, String> of(Citizen citizen) {
        MunicipalFacts facts = MunicipalFacts.of(citizen, CareSystem.CURA);
        DailyReports reports = new DailyReports(citizen);
        facts.conditions().forEach(reports::condition);
        facts.services().forEach(reports::service);
        facts.measurements().forEach(reports::measurement);
        Map<Key, String> texts =
                new TreeMap<>(Comparator.comparingInt(Key::kommunekode).thenComparing(Key::day));
        reports.byDay.forEach((key, resources) -> texts.put(key, reports.bundle(key.day(), resources)));
        return texts;
    }

    private void condition(CareCondition condition) {
        LocalDate registered = condition.registered().toLocalDate();
        LocalDate closed = condition.closed();
        boolean sameDay = registered.equals(closed);
        if (!sameDay) {
            add(condition.kommunekode(), registered, ReportResources.condition(condition, false));
        }
        if (closed != null) {
            add(condition.kommunekode(), closed, ReportResources.condition(condition, true));
        }
    }

    private void service(CareService service) {
        int kommune = service.kommunekode();
        LocalDate end = service.end();
        if (service.status() == CareService.Status.UDFOERT) {
            add(kommune, service.start(), ReportResources.procedure(service));
            return;
        }
        if (!service.start().equals(end)) {
            add(kommune, service.start(), ReportResources.plan(service, false));
        }
        if (end != null) {
            add(kommune, end, ReportResources.plan(service, true));
        }
    }

    private void measurement(CareMeasurement measurement) {
        LocalDate day = measurement.time().toLocalDate();
        LocalDate sent = day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        add(measurement.kommunekode(), sent.isAfter(today) ? today : sent, ReportResources.observation(measurement));
    }

    private void add(int kommunekode, LocalDate day, ObjectNode resource) {
        byDay.computeIfAbsent(new Key(kommunekode, day), key -> new ArrayList<>())
                .add(resource);
    }

    private String bundle(LocalDate day, List<ObjectNode> resources) {
        ObjectNode bundle = JSON.objectNode().put("resourceType", "Bundle").put("type", "collection");
        bundle.put("timestamp", ReportResources.time(day.atTime(22, 0)));
        ArrayNode entries = bundle.putArray("entry");
        ObjectNode patient = entries.addObject()
                .putObject("resource")
                .put("resourceType", "Patient")
                .put("id", "b" + citizen.index());
        patient.putArray("identifier")
                .addObject()
                .put("system", "urn:oid:1.2.208.176.1.2")
                .put("value", citizen.numberOn(day));
        resources.forEach(resource -> entries.addObject().set("resource", resource));
        return bundle.toString();
    }
}

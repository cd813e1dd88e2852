package dk.samsyn.region.cura;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.region.municipal.CareCondition;
import dk.samsyn.region.municipal.CareMeasurement;
import dk.samsyn.region.municipal.CareService;
import dk.samsyn.region.municipal.FsiiiTerm;
import dk.samsyn.region.municipal.WrittenCode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Facts as resources of KL Gateway (FHIR R4, domain.md 3.5). */
final class ReportResources {
    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");
    private static final String FSIII = "urn:oid:1.2.208.176.2.21";
    private static final String NPU = "urn:oid:1.2.208.176.2.1";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ReportResources() {}

    /** A time with the offset of Copenhagen. */
    static String time(LocalDateTime time) {
        return time.atZone(COPENHAGEN).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    /**
     * A condition as it stood on some day.
     *
     * @param closed whether it had been closed by then
     */
    static ObjectNode condition(CareCondition condition, boolean closed) {
        FsiiiTerm term = condition.code().term();
        ObjectNode resource = resource("Condition", condition.id());
        resource.set("clinicalStatus", concept("", closed ? "inactive" : "active", null));
        ArrayNode categories = resource.putArray("category");
        categories.add(concept("", "problem-list-item", null));
        categories.add(concept("", term.kind().name().toLowerCase(Locale.ROOT), null));
        if (condition.severity() != null) {
            resource.set("severity", concept("", condition.severity(), null));
        }
        resource.set("code", fsiii(condition.code()));
        resource.put("recordedDate", condition.registered().toLocalDate().toString());
        if (closed && condition.closed() != null) {
            resource.put("abatementDateTime", condition.closed().toString());
        }
        return resource;
    }

    /**
     * A planned service as it stood on some day.
     *
     * @param ended whether it had ended by then
     */
    static ObjectNode plan(CareService service, boolean ended) {
        ObjectNode resource = resource("CarePlan", service.id());
        boolean draft = service.status() == CareService.Status.PLANLAGT;
        resource.put("status", ended ? "completed" : draft ? "draft" : "active").put("intent", "plan");
        resource.putArray("category").add(concept("", service.paragraf(), null));
        ObjectNode period =
                resource.putObject("period").put("start", service.start().toString());
        if (ended && service.end() != null) {
            period.put("end", service.end().toString());
        }
        ObjectNode detail = resource.putArray("activity").addObject().putObject("detail");
        detail.put("status", ended ? "completed" : draft ? "scheduled" : "in-progress");
        String decision = ended || service.end() == null ? service.decision() : "E1";
        if (decision != null) {
            detail.set("statusReason", concept("", decision, null));
        }
        detail.set("code", fsiii(service.code()));
        return resource;
    }

    /** A service that was given once. */
    static ObjectNode procedure(CareService service) {
        ObjectNode resource = resource("Procedure", service.id());
        resource.put("status", "completed");
        resource.set("category", concept("", service.paragraf(), null));
        resource.set("code", fsiii(service.code()));
        resource.put("performedDateTime", time(service.start().atTime(13, 0)));
        return resource;
    }

    /** A measurement: saturation as a fraction in some municipalities, height in metres. */
    static ObjectNode observation(CareMeasurement measurement) {
        ObjectNode resource = resource("Observation", measurement.id());
        boolean visitor = measurement.by() == CareMeasurement.By.SUNDHEDSPLEJERSKE;
        resource.put("status", "final");
        resource.putArray("category").add(concept("", visitor ? "sundhedspleje" : "hjemmemaaling", null));
        resource.set("code", concept(NPU, code(measurement), measurement.item().text()));
        resource.put("effectiveDateTime", time(measurement.time()));
        boolean own = measurement.by() == CareMeasurement.By.BORGER;
        resource.putArray("performer").addObject().put("reference", own ? "Patient/p" : "Practitioner/s");
        boolean scaled = fraction(measurement) || measurement.item() == CareMeasurement.Item.HOEJDE;
        BigDecimal value = scaled ? measurement.value().movePointLeft(2) : measurement.value();
        resource.putObject("valueQuantity").put("value", value).put("unit", unit(measurement));
        return resource;
    }

    /** Code of a measurement as the report has it. */
    static String code(CareMeasurement measurement) {
        boolean own = measurement.by() == CareMeasurement.By.BORGER;
        return switch (measurement.item()) {
            case BT_SYS -> own ? "MCS88019" : "DNK05472";
            case BT_DIA -> own ? "MCS88020" : "DNK05473";
            case PULS -> "NPU21692";
            case SPO2 -> fraction(measurement) ? "NPU10197" : "NPU03011";
            case GLUKOSE -> "NPU22089";
            case VAEGT -> "NPU03804";
            case HOEJDE -> "NPU03794";
        };
    }

    private static String unit(CareMeasurement measurement) {
        return switch (measurement.item()) {
            case SPO2 -> fraction(measurement) ? "1" : "%";
            case HOEJDE -> "m";
            default -> measurement.item().unit();
        };
    }

    private static boolean fraction(CareMeasurement measurement) {
        return measurement.item() == CareMeasurement.Item.SPO2 && measurement.kommunekode() % 2 == 0;
    }

    private static ObjectNode resource(String type, long id) {
        return JSON.objectNode().put("resourceType", type).put("id", String.valueOf(id));
    }

    private static ObjectNode fsiii(WrittenCode code) {
        return concept(FSIII, code.text(), code.term().text());
    }

    private static ObjectNode concept(String system, String code, @Nullable String display) {
        ObjectNode concept = JSON.objectNode();
        ObjectNode coding = concept.putArray("coding").addObject();
        if (!system.isEmpty()) {
            coding.put("system", system);
        }
        coding.put("code", code);
        if (display != null) {
            coding.put("display", display);
        }
        return concept;
    }
}

package dk.samsyn.region.nexus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.region.municipal.CareCondition;
import dk.samsyn.region.municipal.CareMeasurement;
import dk.samsyn.region.municipal.CareService;
import dk.samsyn.region.municipal.FsiiiTerm;
import dk.samsyn.region.municipal.MunicipalFacts;
import dk.samsyn.region.municipal.Spelling;
import dk.samsyn.region.municipal.WrittenCode;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.PersonNumber;
import dk.samsyn.spi.PersonFormat;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;

/** Writes facts as the service writes them (domain.md 3.5 and 4.5). */
final class NexusItems {
    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private NexusItems() {}

    /** The lists that hang on a citizen and on an organisation. */
    enum Relation {
        CONDITIONS("conditions", "patientConditions"),
        GRANTS("grants", "patientGrants"),
        MEASUREMENTS("measurements", "patientMeasurements");

        private final String path;
        private final String patientRelation;

        Relation(String path, String patientRelation) {
            this.path = path;
            this.patientRelation = patientRelation;
        }

        /** Part of the address, and the relation's name on an organisation. */
        String path() {
            return path;
        }

        /** The relation's name on a citizen. */
        String patientRelation() {
            return patientRelation;
        }
    }

    /** The number under which a citizen stands: for some with two, the other one. */
    static String number(Citizen citizen) {
        List<PersonNumber> numbers = citizen.numbers();
        return numbers.size() > 1 && citizen.unit("nexus.number", 0) < 0.3
                ? numbers.get(1).value()
                : citizen.cpr();
    }

    static ObjectNode identifier(String number) {
        return JSON.objectNode()
                .put("type", "cpr")
                .put("identifier", PersonFormat.HYPHEN.write(number))
                .put("managedExternally", true);
    }

    /** Every item of a list of one municipality's facts on a citizen. */
    static void each(MunicipalFacts facts, Relation relation, Consumer<ObjectNode> out) {
        switch (relation) {
            case CONDITIONS -> facts.conditions().forEach(condition -> out.accept(condition(condition)));
            case GRANTS -> facts.services().forEach(service -> out.accept(grant(service)));
            case MEASUREMENTS -> facts.measurements().forEach(measurement -> out.accept(measurement(measurement)));
        }
    }

    private static ObjectNode condition(CareCondition condition) {
        FsiiiTerm term = condition.code().term();
        boolean active = condition.closed() == null;
        ObjectNode item = JSON.objectNode().put("id", condition.id()).put("version", active ? 1 : 2);
        item.put("name", term.text());
        item.putObject("group").put("name", term.group());
        item.put("active", active);
        code(item, condition.code(), condition.id());
        item.putObject("state")
                .putObject("value")
                .put("code", active ? "ACTIVE" : "INACTIVE")
                .put("name", active ? "Aktivt" : "Inaktivt");
        ObjectNode level = item.putObject("currentLevel");
        if (condition.severity() == null) {
            level.putNull("value");
        } else {
            level.putObject("value").put("code", condition.severity());
        }
        item.put("registeredDate", time(condition.registered()));
        item.put(
                "closedDate",
                condition.closed() == null ? null : time(condition.closed().atTime(12, 0)));
        return item;
    }

    private static ObjectNode grant(CareService service) {
        ObjectNode item = JSON.objectNode().put("id", service.id()).put("version", 1);
        item.put("name", service.code().term().text());
        code(item, service.code(), service.id());
        item.putObject("paragraph").put("section", section(service.paragraf()));
        String state =
                switch (service.status()) {
                    case PLANLAGT -> "PLANNED";
                    case AKTIV -> "ACTIVE";
                    case UDFOERT -> "COMPLETED";
                    case AFSLUTTET -> "TERMINATED";
                };
        item.putObject("state").put("code", state);
        item.put("startDate", service.start().toString());
        item.put("endDate", service.end() == null ? null : service.end().toString());
        if (service.decision() != null) {
            item.putObject("decision").put("code", service.decision());
        }
        item.putObject("organization").put("code", "K" + service.kommunekode());
        return item;
    }

    /** A legacy key stands alone in its own field; next to another spelling every second record keeps it. */
    private static void code(ObjectNode item, WrittenCode code, long id) {
        boolean legacyOnly = code.spelling() == Spelling.LEGACY;
        item.put("classificationCode", legacyOnly ? null : code.text());
        boolean kept = legacyOnly || (id % 2 == 0 && !code.term().legacy().isEmpty());
        item.put("klMappingCode", kept ? code.term().legacy() : null);
    }

    private static String section(String paragraf) {
        return switch (paragraf) {
            case "SUL138" -> "Sundhedsloven § 138";
            case "SUL119" -> "Sundhedsloven § 119";
            case "SUL140" -> "Sundhedsloven § 140";
            case "SEL83" -> "Serviceloven § 83";
            default -> "Ældreloven";
        };
    }

    private static ObjectNode measurement(CareMeasurement measurement) {
        ObjectNode item = JSON.objectNode().put("id", measurement.id());
        item.put("name", measurement.item().text());
        item.put("value", measurement.value().toPlainString().replace('.', ','));
        item.put("unit", measurement.item().writtenUnit());
        item.put("measuredAt", time(measurement.time()));
        String role =
                switch (measurement.by()) {
                    case BORGER -> "Borger";
                    case SYGEPLEJERSKE -> "Sygeplejerske";
                    case SUNDHEDSPLEJERSKE -> "Sundhedsplejerske";
                };
        item.putObject("measuredBy").put("role", role);
        return item;
    }

    private static String time(LocalDateTime time) {
        return time.atZone(COPENHAGEN).format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX"));
    }
}

package dk.samsyn.broker.audit;

import java.io.Writer;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A day's look-ups as a registration to the national MinLog2 (schema {@code minlog2-registration} of 2025-03-12): one row per
 * citizen shown in clear and statement. Counts that show nobody make no row, nor does a citizen's look at the own data.
 */
public final class MinLog {
    private static final String NAMESPACE =
            "http://www.sundhedsdatastyrelsen.dk/minlog/xml.schema/2025/03/12/minlog2-registration.xsd";
    private static final String OWN_VIEW = "eget_indblik";

    private MinLog() {}

    /**
     * What was written.
     *
     * @param rows registrations
     * @param unregistered rows that MinLog cannot take, one sentence per user: it asks for the user's authorisation or person
     *     number
     */
    public record Written(long rows, List<String> unregistered) {}

    /** Writes the registration of a day; without any row nothing, for the schema demands one. */
    public static Written write(DayOfLog day, Writer out) throws XMLStreamException {
        List<DayOfLog.Statement> known = new ArrayList<>();
        List<String> unregistered = new ArrayList<>();
        for (DayOfLog.Statement statement : day.statements()) {
            if (statement.shown().isEmpty() || statement.purpose().equals(OWN_VIEW)) {
                continue;
            }
            if (userId(statement).isPresent()) {
                known.add(statement);
            } else {
                unregistered.add(statement.user() + " has no attribute autorisation or cpr: "
                        + statement.shown().size() + " rows of statement " + statement.query());
            }
        }
        long rows =
                known.stream().mapToLong(statement -> statement.shown().size()).sum();
        if (rows > 0) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.setPrefix("m", NAMESPACE);
            xml.writeStartElement("m", "RegistrationRequest", NAMESPACE);
            xml.writeNamespace("m", NAMESPACE);
            for (DayOfLog.Statement statement : known) {
                for (DayOfLog.Shown shown : statement.shown()) {
                    row(xml, statement, shown);
                }
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        }
        return new Written(rows, unregistered);
    }

    private static void row(XMLStreamWriter xml, DayOfLog.Statement statement, DayOfLog.Shown shown)
            throws XMLStreamException {
        xml.writeStartElement("LogDataEntry");
        xml.writeStartElement("Destination");
        text(xml, "SystemName", "Samsyn", 25);
        text(xml, "Activity", "Opslag: " + String.join(", ", shown.categories()), 75);
        text(xml, "Reason", statement.reason().orElse(statement.purpose()), 50);
        text(xml, "Addition", addition(statement, shown), 50);
        text(xml, "FromDateTime", DateTimeFormatter.ISO_INSTANT.format(shown.first()), 40);
        text(xml, "ToDateTime", DateTimeFormatter.ISO_INSTANT.format(shown.last()), 40);
        organisation(xml, statement.organisation());
        identifier(xml, "PersonIdentifier", shown.person().matches("[0-9]{10}") ? "CPR" : "eCPR", shown.person());
        text(xml, "CorrelationId", statement.query(), 46);
        text(xml, "SequenceNumber", shown.sequence() + "-" + statement.shown().indexOf(shown), 36);
        Map.Entry<String, String> user = userId(statement).orElseThrow();
        identifier(xml, "UserPersonIdentifier", user.getKey(), user.getValue());
        text(xml, "UserRole", statement.role(), 200);
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static String addition(DayOfLog.Statement statement, DayOfLog.Shown shown) {
        if (shown.glass()) {
            return "Værdispring";
        }
        return statement.purpose().equals("sagsbehandling") ? "Samtykke" : "Ingen";
    }

    /** MinLog knows practices by number; hospitals and municipalities only by SOR, which a session does not have. */
    private static void organisation(XMLStreamWriter xml, String organisation) throws XMLStreamException {
        if (organisation.startsWith("praksis:")) {
            identifier(xml, "OrganisationId", "YDER", organisation.substring("praksis:".length()));
        } else if (!organisation.isEmpty()) {
            text(xml, "OrganisationName", organisation.replace(':', ' '), 200);
        }
    }

    private static Optional<Map.Entry<String, String>> userId(DayOfLog.Statement statement) {
        return Optional.ofNullable(statement.attributes().get("autorisation"))
                .map(id -> Map.entry("Autorisation", id.toUpperCase(Locale.ROOT)))
                .or(() -> Optional.ofNullable(statement.attributes().get("cpr")).map(id -> Map.entry("CPR", id)));
    }

    private static void identifier(XMLStreamWriter xml, String name, String source, String value)
            throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("source", source);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }

    private static void text(XMLStreamWriter xml, String name, String value, int most) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(
                value.codePointCount(0, value.length()) <= most
                        ? value
                        : value.substring(0, value.offsetByCodePoints(0, most - 1)) + "…");
        xml.writeEndElement();
    }
}

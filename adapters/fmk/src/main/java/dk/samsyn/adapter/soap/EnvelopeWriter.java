package dk.samsyn.adapter.soap;

import java.io.StringWriter;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a SOAP 1.1 envelope; every value is escaped by the writer, none is pasted into text. */
public final class EnvelopeWriter {
    /** Namespace of SOAP 1.1. */
    public static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";

    /** Namespace of the security header (WS-Security 1.0). */
    public static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    /** Namespace of the MedCom header of DGWS 1.0. */
    public static final String MEDCOM = "http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd";

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final StringWriter text = new StringWriter(2048);
    private final XMLStreamWriter xml;

    private EnvelopeWriter() throws XMLStreamException {
        this.xml = FACTORY.createXMLStreamWriter(text);
    }

    /** An envelope with what {@code header} and {@code body} write into it. */
    public static String envelope(Consumer<EnvelopeWriter> header, Consumer<EnvelopeWriter> body) {
        try {
            EnvelopeWriter writer = new EnvelopeWriter();
            writer.xml.writeStartDocument("UTF-8", "1.0");
            writer.open("soap", SOAP, "Envelope");
            writer.element("Header", () -> header.accept(writer));
            writer.element("Body", () -> body.accept(writer));
            writer.xml.writeEndDocument();
            writer.xml.flush();
            return writer.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
    }

    /** An element in a namespace of its own, which its content inherits through the prefix {@code soap}, or another. */
    public EnvelopeWriter element(String prefix, String namespace, String name, Runnable content) {
        open(prefix, namespace, name);
        content.run();
        return close();
    }

    /** An element of the SOAP namespace. */
    private void element(String name, Runnable content) {
        try {
            xml.writeStartElement("soap", name, SOAP);
            content.run();
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
    }

    /** An element with a text. */
    public EnvelopeWriter value(String prefix, String namespace, String name, String value) {
        return value(prefix, namespace, name, "", "", value);
    }

    /** An element with an attribute, unless its name is empty, and a text. */
    public EnvelopeWriter value(
            String prefix, String namespace, String name, String attribute, String attributeValue, String value) {
        try {
            xml.writeStartElement(prefix, name, namespace);
            if (!attribute.isEmpty()) {
                xml.writeAttribute(attribute, attributeValue);
            }
            xml.writeCharacters(value);
            xml.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
    }

    /** The security header with the ID card, and the MedCom header with the query's id as flow. */
    public EnvelopeWriter security(String idCard, String flowId, String messageId) {
        element("wsse", WSSE, "Security", () -> value("wsse", WSSE, "BinarySecurityToken", idCard));
        return element("medcom", MEDCOM, "Header", () -> {
            value("medcom", MEDCOM, "SecurityLevel", "4");
            element("medcom", MEDCOM, "Linking", () -> {
                value("medcom", MEDCOM, "FlowID", flowId);
                value("medcom", MEDCOM, "MessageID", messageId);
            });
            value("medcom", MEDCOM, "Priority", "RUTINE");
            value("medcom", MEDCOM, "RequireNonRepudiationReceipt", "no");
        });
    }

    private void open(String prefix, String namespace, String name) {
        try {
            boolean known = prefix.equals(xml.getPrefix(namespace));
            xml.writeStartElement(prefix, name, namespace);
            if (!known) {
                xml.writeNamespace(prefix, namespace);
            }
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
    }

    private EnvelopeWriter close() {
        try {
            xml.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
    }
}

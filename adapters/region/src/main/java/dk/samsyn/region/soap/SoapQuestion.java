package dk.samsyn.region.soap;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A request as a service reads it.
 *
 * @param operation local name of the body's content
 * @param namespace its namespace
 * @param values texts by local name, header and body together, in order
 */
public record SoapQuestion(String operation, String namespace, Map<String, List<String>> values) {
    private static final XMLInputFactory FACTORY = factory();

    /**
     * Reads a request.
     *
     * @throws SoapFault {@code syntax_error} if it is not a SOAP envelope
     */
    public static SoapQuestion read(String envelope) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(envelope));
            Map<String, List<String>> values = new HashMap<>();
            String operation = "";
            String namespace = "";
            boolean bodyOpened = false;
            StringBuilder text = new StringBuilder();
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new SoapFault("syntax_error");
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    text.setLength(0);
                    if (bodyOpened) {
                        operation = reader.getLocalName();
                        namespace = String.valueOf(reader.getNamespaceURI());
                    }
                    bodyOpened = reader.getLocalName().equals("Body");
                } else if (event == XMLStreamConstants.CHARACTERS) {
                    text.append(reader.getText());
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    values.computeIfAbsent(reader.getLocalName(), name -> new ArrayList<>())
                            .add(text.toString().strip());
                    text.setLength(0);
                }
            }
            return new SoapQuestion(operation, namespace, values);
        } catch (XMLStreamException e) {
            throw new SoapFault("syntax_error");
        }
    }

    /** The only text of this name, or empty if there is none or more than one. */
    public Optional<String> single(String name) {
        List<String> found = values.getOrDefault(name, List.of());
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}

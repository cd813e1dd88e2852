package dk.samsyn.adapter.soap;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An answer, positioned on the element that carries the content. The envelope may be absent: stored answers are read the
 * same way.
 *
 * @param headers elements of the SOAP header, empty without an envelope
 * @param reader stands on the start of the content
 */
public record SoapAnswer(List<XmlNode> headers, XMLStreamReader reader) {
    public SoapAnswer {
        headers = List.copyOf(headers);
    }

    /**
     * Opens an answer.
     *
     * @throws ServiceFault if the content is a SOAP fault
     * @throws XMLStreamException if there is no content or the XML is not well-formed
     */
    public static SoapAnswer open(InputStream xml) throws XMLStreamException {
        XMLStreamReader reader = SecureXml.reader(xml);
        if (SecureXml.nextTag(reader) != XMLStreamConstants.START_ELEMENT) {
            throw new XMLStreamException("the answer is empty");
        }
        if (!reader.getLocalName().equals("Envelope")) {
            return content(List.of(), reader);
        }
        List<XmlNode> headers = new ArrayList<>();
        while (SecureXml.nextTag(reader) == XMLStreamConstants.START_ELEMENT) {
            if (reader.getLocalName().equals("Header")) {
                headers.addAll(XmlNode.read(reader).children());
            } else if (reader.getLocalName().equals("Body")) {
                if (SecureXml.nextTag(reader) != XMLStreamConstants.START_ELEMENT) {
                    throw new XMLStreamException("the answer has no content");
                }
                return content(headers, reader);
            } else {
                SecureXml.skip(reader);
            }
        }
        throw new XMLStreamException("the answer has no body");
    }

    /** The header element with this local name. */
    public Optional<XmlNode> header(String name) {
        return headers.stream().filter(header -> header.name().equals(name)).findFirst();
    }

    /** Reads to the end of the document, so that a cut-off answer is noticed even after its last item. */
    public void finish() throws XMLStreamException {
        int event = XMLStreamConstants.START_ELEMENT;
        while (event != XMLStreamConstants.END_DOCUMENT) {
            event = SecureXml.nextTag(reader);
        }
    }

    private static SoapAnswer content(List<XmlNode> headers, XMLStreamReader reader) throws XMLStreamException {
        if (reader.getLocalName().equals("Fault")) {
            throw ServiceFault.of(XmlNode.read(reader));
        }
        return new SoapAnswer(headers, reader);
    }
}

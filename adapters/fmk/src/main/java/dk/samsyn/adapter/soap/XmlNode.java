package dk.samsyn.adapter.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One item of an answer, such as an ordination, as a small tree. Answers are streamed item by item; only the item at hand is
 * held. Names are local names: the versions of a service differ in namespace more than in words.
 *
 * @param name local name
 * @param attributes attributes by local name
 * @param text the element's own text without surrounding blanks
 * @param children child elements in order
 */
public record XmlNode(String name, Map<String, String> attributes, String text, List<XmlNode> children) {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ELEMENTS = 20_000;

    public XmlNode {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    /**
     * Reads the element the reader stands on, and leaves the reader on its end.
     *
     * @throws XMLStreamException if the XML is not well-formed or the item is deeper or larger than any honest one
     */
    public static XmlNode read(XMLStreamReader reader) throws XMLStreamException {
        return new Builder(reader).element(0);
    }

    /** The first child with this name. */
    public Optional<XmlNode> child(String childName) {
        for (XmlNode child : children) {
            if (child.name.equals(childName)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** The children with this name, in order. */
    public List<XmlNode> all(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    /** Whether a child has this name. */
    public boolean has(String childName) {
        return child(childName).isPresent();
    }

    /** The element at the end of a path of first children. */
    public Optional<XmlNode> at(String... path) {
        Optional<XmlNode> node = Optional.of(this);
        for (String step : path) {
            node = node.flatMap(parent -> parent.child(step));
        }
        return node;
    }

    /** The text at the end of a path, or null if the path or the text is absent. */
    public @Nullable String textAt(String... path) {
        return at(path).map(XmlNode::text).filter(found -> !found.isEmpty()).orElse(null);
    }

    /** An attribute, or the empty text. */
    public String attribute(String attributeName) {
        return attributes.getOrDefault(attributeName, "");
    }

    private static final class Builder {
        private final XMLStreamReader reader;
        private int elements;

        private Builder(XMLStreamReader reader) {
            this.reader = reader;
        }

        private XmlNode element(int depth) throws XMLStreamException {
            if (depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
                throw new XMLStreamException("an item of the answer is too deep or too large");
            }
            String name = reader.getLocalName();
            Map<String, String> attributes = attributes();
            StringBuilder text = new StringBuilder();
            List<XmlNode> children = new ArrayList<>();
            while (true) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    children.add(element(depth + 1));
                } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                    text.append(reader.getText());
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    return new XmlNode(name, attributes, text.toString().strip(), children);
                } else {
                    SecureXml.refuseUnsafe(event);
                }
            }
        }

        private Map<String, String> attributes() {
            if (reader.getAttributeCount() == 0) {
                return Map.of();
            }
            Map<String, String> attributes = new java.util.HashMap<>();
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
            return attributes;
        }
    }
}

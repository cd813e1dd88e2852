package dk.samsyn.region.soap;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Builds XML: elements nest as they are opened and closed, values are escaped. */
public final class XmlText {
    private final StringBuilder text = new StringBuilder(4096);
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; {@code attributes} are name, value, name, value, … */
    public XmlText open(String name, String... attributes) {
        start(name, attributes).append('>');
        open.push(name);
        return this;
    }

    /** Closes the element that was opened last. */
    public XmlText close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element without content. */
    public XmlText empty(String name) {
        text.append('<').append(name).append("/>");
        return this;
    }

    /** An element with a value, or nothing at all for null. */
    public XmlText value(String name, @Nullable Object value, String... attributes) {
        if (value != null) {
            start(name, attributes).append('>');
            escape(value.toString());
            text.append("</").append(name).append('>');
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private StringBuilder start(String name, String... attributes) {
        text.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            text.append('"');
        }
        return text;
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '"' -> text.append("&quot;");
                default -> text.append(c);
            }
        }
    }
}

package dk.samsyn.broker.portal;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** What a page answers with; a closed set, so that every answer gets its headers in one place. */
public sealed interface Reply {
    /** A page or a part of one: a template and what it shows. */
    record Page(int status, String template, Map<String, Object> model) implements Reply {
        public Page {
            model = Map.copyOf(model);
        }
    }

    /** Another address of this site. */
    record Redirect(String path) implements Reply {}

    /** A file to keep. */
    record Download(String fileName, String contentType, Buffer content) implements Reply {}

    /** A page that is shown as usual. */
    static Reply page(String template, Map<String, Object> model) {
        return new Page(200, template, model);
    }

    /** Another address of this site. */
    static Reply to(String path) {
        return new Redirect(path);
    }
}

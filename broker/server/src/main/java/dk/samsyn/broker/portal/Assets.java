package dk.samsyn.broker.portal;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Styles, scripts and fonts as the build of the front end left them on the class path, with hashed names. */
final class Assets {
    private static final String FOLDER = "assets/";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]+-[A-Z0-9]{8}\\.(css|js|woff2)");
    private static final Map<String, String> TYPES =
            Map.of("css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "woff2", "font/woff2");

    private final Map<String, String> names;

    Assets() {
        this.names = manifest();
    }

    /** A file and its content type. */
    record Asset(String contentType, Buffer content) {}

    /** Whether the front end has been built; pages without it are plain. */
    boolean built() {
        return !names.isEmpty();
    }

    /** The address of a file by the name it has in templates. */
    String address(String name) {
        return "/" + FOLDER + names.getOrDefault(name, name);
    }

    /** The file with that hashed name. */
    Optional<Asset> find(String hashedName) {
        if (!NAME.matcher(hashedName).matches()) {
            return Optional.empty();
        }
        try (InputStream in = Assets.class.getResourceAsStream(FOLDER + hashedName)) {
            String type = TYPES.get(hashedName.substring(hashedName.lastIndexOf('.') + 1));
            return in == null || type == null
                    ? Optional.empty()
                    : Optional.of(new Asset(type, Buffer.buffer(in.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> manifest() {
        try (InputStream in = Assets.class.getResourceAsStream(FOLDER + "manifest.json")) {
            return in == null
                    ? Map.of()
                    : new ObjectMapper().readValue(in, new TypeReference<Map<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dk.samsyn.broker.config;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The JSON Schema of one kind of file. */
final class FileSchema {
    private final JsonSchema schema;

    private FileSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /** The schema of that kind, a resource beside this class: {@code policy}, {@code conditions}, {@code cases} … */
    static FileSchema of(String kind) {
        try (InputStream in = FileSchema.class.getResourceAsStream(kind + ".schema.json")) {
            if (in == null) {
                throw new IllegalStateException("no schema for " + kind);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .locale(Locale.ENGLISH)
                    .build();
            return new FileSchema(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(text, InputFormat.JSON, config));
        } catch (IOException e) {
            throw new IllegalStateException("the schema for " + kind + " cannot be read", e);
        }
    }

    /** Whether a document is of this kind; what is wrong is added to the problems. */
    boolean accepts(YamlDocument document, Problems problems) {
        int before = problems.count();
        for (ValidationMessage message : schema.validate(document.root())) {
            String path = message.getInstanceLocation().toString();
            String at = message.getProperty() == null ? path : path + "/" + message.getProperty();
            problems.add(document, at, sentence(message));
        }
        return problems.count() == before;
    }

    private static String sentence(ValidationMessage message) {
        String text = message.getMessage();
        String place = message.getInstanceLocation() + ": ";
        return text.startsWith(place) ? text.substring(place.length()) : text;
    }
}

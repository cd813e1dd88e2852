package dk.samsyn.broker.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.doors.OpenQuery;
import dk.samsyn.broker.query.ResultColumn;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object per row and line. Column names that occur twice get a number. If there is anything to tell of the answer, a last
 * line {@code {"@notices":[…]}} tells it; an error in the middle is a last line {@code {"@error":{…}}}.
 */
final class NdjsonAnswer implements AnswerFormat {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private List<String> names = List.of();

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public void head(String queryId, List<ResultColumn> columns) {
        Set<String> used = new HashSet<>();
        List<String> unique = new ArrayList<>();
        for (ResultColumn column : columns) {
            String name = column.name();
            for (int i = 2; !used.add(name); i++) {
                name = column.name() + "_" + i;
            }
            unique.add(name);
        }
        names = unique;
    }

    @Override
    public void rows(List<@Nullable Object[]> rows) throws IOException {
        try (JsonGenerator json = JsonValues.generator(bytes)) {
            json.setRootValueSeparator(null);
            for (@Nullable Object[] row : rows) {
                json.writeStartObject();
                for (int i = 0; i < row.length; i++) {
                    json.writeFieldName(names.get(i));
                    JsonValues.write(json, row[i]);
                }
                json.writeEndObject();
                json.writeRaw('\n');
            }
        }
    }

    @Override
    public void end(OpenQuery.Telling telling) throws IOException {
        if (!telling.notices().isEmpty()) {
            line("@notices", JsonValues.notices(telling.notices()));
        }
    }

    @Override
    public Buffer take() {
        Buffer taken = Buffer.buffer(bytes.toByteArray());
        bytes.reset();
        return taken;
    }

    @Override
    public int pending() {
        return bytes.size();
    }

    @Override
    public Optional<Buffer> broken(QueryException failure) {
        bytes.reset();
        line("@error", Problem.of(failure).body());
        return Optional.of(take());
    }

    private void line(String name, com.fasterxml.jackson.databind.JsonNode value) {
        String text = JsonNodeFactory.instance.objectNode().set(name, value).toString() + "\n";
        bytes.writeBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}

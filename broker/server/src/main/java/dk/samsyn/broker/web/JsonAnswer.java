package dk.samsyn.broker.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.doors.OpenQuery;
import dk.samsyn.broker.query.ResultColumn;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One JSON object: queryId, columns, rows, notices, sources, policies. */
final class JsonAnswer implements AnswerFormat {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable JsonGenerator generator;

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public void head(String queryId, List<ResultColumn> columns) throws IOException {
        JsonGenerator json = json();
        json.writeStartObject();
        json.writeStringField("queryId", queryId);
        json.writeArrayFieldStart("columns");
        for (ResultColumn column : columns) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.typeName());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
    }

    @Override
    public void rows(List<@Nullable Object[]> rows) throws IOException {
        JsonGenerator json = json();
        for (@Nullable Object[] row : rows) {
            json.writeStartArray();
            for (Object value : row) {
                JsonValues.write(json, value);
            }
            json.writeEndArray();
        }
    }

    @Override
    public void end(OpenQuery.Telling telling) throws IOException {
        JsonGenerator json = json();
        json.writeEndArray();
        json.writeObjectField("notices", JsonValues.notices(telling.notices()));
        json.writeObjectField("sources", JsonValues.sources(telling.sources()));
        json.writeObjectField("policies", JsonValues.policies(telling.policies()));
        json.writeEndObject();
    }

    @Override
    public Buffer take() throws IOException {
        json().flush();
        Buffer taken = Buffer.buffer(bytes.toByteArray());
        bytes.reset();
        return taken;
    }

    @Override
    public int pending() {
        return bytes.size() + (generator == null ? 0 : Math.max(0, generator.getOutputBuffered()));
    }

    @Override
    public Optional<Buffer> broken(QueryException failure) {
        return Optional.empty();
    }

    private JsonGenerator json() throws IOException {
        JsonGenerator known = generator;
        if (known == null) {
            known = JsonValues.generator(bytes);
            generator = known;
        }
        return known;
    }
}

package dk.samsyn.broker.web;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.doors.OpenQuery;
import dk.samsyn.broker.query.ResultColumn;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Comma-separated values (RFC 4180) with a header line, UTF-8; NULL is empty, an empty text is {@code ""}. */
final class CsvAnswer implements AnswerFormat {
    private final StringBuilder text = new StringBuilder();

    @Override
    public String contentType() {
        return "text/csv; charset=utf-8; header=present";
    }

    @Override
    public void head(String queryId, List<ResultColumn> columns) {
        for (int i = 0; i < columns.size(); i++) {
            cell(i, columns.get(i).name());
        }
        text.append("\r\n");
    }

    @Override
    public void rows(List<@Nullable Object[]> rows) {
        for (@Nullable Object[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                cell(i, row[i]);
            }
            text.append("\r\n");
        }
    }

    @Override
    public void end(OpenQuery.Telling telling) {
        // What is to be told travels in the header or trailer Samsyn-Notices: CSV has no place for it.
    }

    @Override
    public Buffer take() {
        Buffer taken = Buffer.buffer(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
        return taken;
    }

    @Override
    public int pending() {
        return text.length();
    }

    @Override
    public Optional<Buffer> broken(QueryException failure) {
        return Optional.empty();
    }

    private void cell(int index, @Nullable Object value) {
        if (index > 0) {
            text.append(',');
        }
        if (value == null) {
            return;
        }
        String plain = JsonValues.text(value);
        if (plain.isEmpty() || needsQuotes(plain)) {
            text.append('"').append(plain.replace("\"", "\"\"")).append('"');
        } else {
            text.append(plain);
        }
    }

    private static boolean needsQuotes(String plain) {
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }
}

package dk.samsyn.broker.web;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.doors.OpenQuery;
import dk.samsyn.broker.query.ResultColumn;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an answer is written, in order: head, rows, end; or, if it breaks in the middle, what can still be said. */
interface AnswerFormat {
    String contentType();

    /** Starts the answer. */
    void head(String queryId, List<ResultColumn> columns) throws IOException;

    /** Adds rows. */
    void rows(List<@Nullable Object[]> rows) throws IOException;

    /** Ends the answer. */
    void end(OpenQuery.Telling telling) throws IOException;

    /** What is written so far and not yet taken. */
    Buffer take() throws IOException;

    /** Bytes written and not yet taken, about. */
    int pending();

    /** How an error in the middle is told in this format; empty if only a broken connection tells it. */
    Optional<Buffer> broken(QueryException failure);

    /** The format that an {@code Accept} header asks for; JSON unless it names another. */
    static AnswerFormat accepted(@Nullable String accept) {
        if (accept != null) {
            for (String one : accept.split(",", -1)) {
                switch (one.split(";", 2)[0].trim()) {
                    case "text/csv" -> {
                        return new CsvAnswer();
                    }
                    case "application/x-ndjson" -> {
                        return new NdjsonAnswer();
                    }
                    case "application/json", "*/*", "application/*" -> {
                        return new JsonAnswer();
                    }
                    default -> {
                        // Not one of ours: the next one may be.
                    }
                }
            }
        }
        return new JsonAnswer();
    }
}

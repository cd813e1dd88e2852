package dk.samsyn.broker.web;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.doors.Failures;
import dk.samsyn.broker.doors.OpenQueries;
import dk.samsyn.broker.doors.OpenQuery;
import dk.samsyn.broker.query.ResultColumn;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes one answer as fast as the client reads it. It runs on a request thread while there are rows to write and room to write
 * them; otherwise it gives the thread back and is woken by the query or by the connection. Nothing is sent before the first 64 kB
 * are there or the answer is whole, so that an early error is a problem with a status of its own.
 */
final class AnswerStream implements Runnable {
    private static final int FLUSH_BYTES = 64 * 1024;
    private static final int ROWS_AT_ONCE = 500;
    /** A client that reads nothing for so long is given up. */
    private static final long STALLED_MILLIS = 60_000;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final OpenQueries queries;
    private final OpenQuery query;
    private final AnswerFormat format;
    private final Executor threads;
    private final AtomicBoolean awaitingDrain = new AtomicBoolean();
    private boolean headWritten;
    private volatile boolean abandoned;
    private long stallTimer = -1;

    AnswerStream(
            Vertx vertx,
            HttpServerResponse response,
            OpenQueries queries,
            OpenQuery query,
            AnswerFormat format,
            Executor threads) {
        this.vertx = vertx;
        this.response = response;
        this.queries = queries;
        this.query = query;
        this.format = format;
        this.threads = threads;
    }

    /** Starts writing; call once. */
    void start() {
        response.exceptionHandler(e -> abandon());
        response.closeHandler(closed -> abandon());
        response.drainHandler(drained -> resume());
        threads.execute(this);
    }

    @Override
    public void run() {
        try {
            if (!headWritten && !writeHead()) {
                return;
            }
            while (!abandoned && !full()) {
                Optional<OpenQuery.Chunk> chunk = query.poll(ROWS_AT_ONCE, this::wake);
                if (chunk.isEmpty()) {
                    return;
                }
                format.rows(chunk.get().rows());
                if (chunk.get().done()) {
                    end();
                    return;
                }
                if (format.pending() >= FLUSH_BYTES) {
                    flush();
                }
            }
        } catch (Throwable e) {
            fail(Failures.shown(e));
        }
    }

    /** False if the query has not started: then it wakes this stream when it has. */
    private boolean writeHead() throws IOException {
        Optional<List<ResultColumn>> columns = query.columnsOr(this::wake);
        if (columns.isEmpty()) {
            return false;
        }
        format.head(query.queryId().orElse(query.id()), columns.get());
        headWritten = true;
        return true;
    }

    private void flush() throws IOException {
        if (!response.headWritten()) {
            headers();
            response.setChunked(true);
            response.putHeader("Trailer", "Samsyn-Notices");
        }
        response.write(format.take());
    }

    private void end() throws IOException {
        OpenQuery.Telling telling = query.telling();
        format.end(telling);
        String notices = JsonValues.ascii(JsonValues.notices(telling.notices()));
        if (response.headWritten()) {
            response.putTrailer("Samsyn-Notices", notices);
        } else {
            headers();
            if (notices.length() <= 4096) {
                response.putHeader("Samsyn-Notices", notices);
            }
        }
        queries.forget(query);
        response.end(format.take());
    }

    private void headers() {
        response.setStatusCode(200).putHeader("Content-Type", format.contentType());
        response.putHeader("Samsyn-Query-Id", query.queryId().orElse(query.id()));
    }

    private void fail(QueryException failure) {
        queries.forget(query);
        if (abandoned) {
            return;
        }
        if (!response.headWritten()) {
            Problem.of(failure).send(response);
            return;
        }
        format.broken(failure).ifPresentOrElse(response::end, response::reset);
    }

    /** Whether the client has to read before more is written; then the connection wakes this stream. */
    private boolean full() {
        if (!response.headWritten() || !response.writeQueueFull()) {
            return false;
        }
        stallTimer = vertx.setTimer(STALLED_MILLIS, late -> giveUp());
        awaitingDrain.set(true);
        return response.writeQueueFull() || !awaitingDrain.compareAndSet(true, false) || !calm();
    }

    private boolean calm() {
        vertx.cancelTimer(stallTimer);
        return true;
    }

    private void resume() {
        if (awaitingDrain.compareAndSet(true, false)) {
            calm();
            wake();
        }
    }

    private void wake() {
        threads.execute(this);
    }

    private void giveUp() {
        if (awaitingDrain.compareAndSet(true, false)) {
            abandon();
            response.reset();
        }
    }

    private void abandon() {
        abandoned = true;
        threads.execute(() -> queries.forget(query));
    }
}

package dk.samsyn.adapter.soap;

import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a list answer, read while it arrives: one item is held at a time. A watchdog closes the stream when the query's
 * time is up or the query is cancelled, because a read from a silent service would otherwise wait for ever.
 */
public final class StreamedAnswer implements RowCursor {
    private final SourceId source;
    private final SoapService service;
    private final InputStream stream;
    private final SourceScope scope;
    private final String responseName;
    private final ItemReading rowsOf;
    private final SourceScope.Registration cancellation;
    private final CompletableFuture<Void> watchdog = new CompletableFuture<>();
    private @Nullable SoapAnswer answer;
    private Iterator<@Nullable Object[]> rows = Collections.emptyIterator();
    private @Nullable Object @Nullable [] current;
    private boolean finished;
    private volatile boolean late;

    /** Reads one item of the list. */
    @FunctionalInterface
    public interface ItemReading {
        /**
         * The rows of an item, none or many.
         *
         * @throws XMLStreamException if the item is not what the service promises
         */
        List<@Nullable Object[]> rows(XmlNode item) throws XMLStreamException;
    }

    /**
     * Asks for the list.
     *
     * @param responseName local name of the answer's content; its child elements are the items
     * @param rowsOf rows of one item
     * @throws SourceException if the service does not begin to answer
     */
    public StreamedAnswer(
            SourceId source,
            SoapService service,
            SoapRequest question,
            String responseName,
            ItemReading rowsOf,
            SourceScope scope) {
        this.source = source;
        this.service = service;
        this.scope = scope;
        this.responseName = responseName;
        this.rowsOf = rowsOf;
        this.stream = service.stream(question, scope);
        this.cancellation = scope.onCancel(this::shut);
        CompletableFuture<Void> unused = watchdog.orTimeout(
                        Math.max(1, scope.remaining().toMillis()), TimeUnit.MILLISECONDS)
                .whenComplete((done, timeout) -> {
                    late = timeout != null;
                    shut();
                });
    }

    @Override
    public boolean next() {
        try {
            while (!rows.hasNext()) {
                scope.check(source);
                if (finished || !nextItem()) {
                    finished = true;
                    current = null;
                    return false;
                }
            }
        } catch (XMLStreamException | DateTimeException | NumberFormatException e) {
            // A stream that was closed under the parser looks malformed; the scope knows why it was.
            scope.check(source);
            if (late) {
                // The watchdog's clock may be a little ahead of the query's.
                throw new SourceException(source, ErrorCode.SOURCE_TIMEOUT, "gave no answer within the query's time");
            }
            throw e.getCause() instanceof IOException || isBroken(e)
                    ? new SourceException(source, ErrorCode.SOURCE_UNAVAILABLE, "broke its answer off")
                    : service.malformed();
        }
        current = rows.next();
        return true;
    }

    @Override
    public @Nullable Object[] row() {
        if (current == null) {
            throw new IllegalStateException("next() has not been called");
        }
        return current;
    }

    @Override
    public void close() {
        cancellation.close();
        watchdog.complete(null);
    }

    private boolean nextItem() throws XMLStreamException {
        SoapAnswer opened = answer;
        if (opened == null) {
            opened = open();
            answer = opened;
        }
        if (SecureXml.nextTag(opened.reader()) == XMLStreamConstants.START_ELEMENT) {
            rows = rowsOf.rows(XmlNode.read(opened.reader())).iterator();
            return true;
        }
        opened.finish();
        return false;
    }

    private SoapAnswer open() throws XMLStreamException {
        try {
            SoapAnswer opened = SoapAnswer.open(stream);
            if (!opened.reader().getLocalName().equals(responseName)) {
                throw new XMLStreamException("not the answer to this question");
            }
            return opened;
        } catch (ServiceFault fault) {
            RuntimeException report = service.report(fault);
            throw report instanceof RetryLater later ? later.report() : report;
        }
    }

    private static boolean isBroken(Exception e) {
        return e instanceof XMLStreamException xml && xml.getNestedException() instanceof IOException;
    }

    private void shut() {
        try {
            stream.close();
        } catch (IOException e) {
            // Closing is all that can be done to a stream that fails to close.
            return;
        }
    }
}

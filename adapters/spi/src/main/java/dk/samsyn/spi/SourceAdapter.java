package dk.samsyn.spi;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * One live source. Thread-safe. Opening an adapter does not call the source, so that a broker starts while a source is down;
 * what it declares comes from configuration.
 */
public interface SourceAdapter extends AutoCloseable {
    SourceId id();

    /** The source's tables, the same list at every call. */
    List<SourceTable> tables();

    /** What asking for rows of a table costs, about. */
    default AskingCost askingCost(String table) {
        return AskingCost.AT_HAND;
    }

    /**
     * What the source knows of a table's size without reading its rows; asked in the background, now and then.
     *
     * @throws SourceException if the source fails
     */
    default Optional<TableStatistics> statistics(String table, SourceScope scope) {
        return Optional.empty();
    }

    /**
     * Finds out what an answer would otherwise wait for, such as whose a file is; shows no row to anybody. Asked in the
     * background, before the broker says that it is ready and as often as it likes.
     *
     * @throws SourceException if the source fails
     */
    default void prepare(SourceScope scope) {}

    /**
     * Starts answering a request.
     *
     * @throws SourceException if the source fails
     * @throws IllegalArgumentException if the request asks for what the table does not declare: a bug in the broker
     */
    RowCursor scan(ScanRequest request, SourceScope scope);

    /**
     * Asks the source whether it answers, without reading a person's data.
     *
     * @throws SourceException if it does not
     */
    void ping(SourceScope scope);

    /**
     * Up to when the source knows what happened, as Copenhagen wall-clock time: the night of a list, the month of a drop, the
     * newest report of an inbox. Answers from what the adapter has seen and asks nobody.
     *
     * @return nothing if the source answers live, or nothing has been read of it yet
     */
    default Optional<LocalDateTime> asOf() {
        return Optional.empty();
    }

    /** Frees pools and threads. */
    @Override
    void close();
}

package dk.samsyn.adapter.nexus;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call on the way from the home resources to the rows. */
interface Step {
    /** Starts the call; fails with {@link dk.samsyn.spi.SourceException}. */
    CompletableFuture<Found> run();

    /**
     * What a call gave.
     *
     * @param rows whole rows
     * @param next calls that its links lead to
     */
    record Found(List<@Nullable Object[]> rows, List<Step> next) {
        static Found rows(List<@Nullable Object[]> rows) {
            return new Found(rows, List.of());
        }

        static Found next(List<Step> next) {
            return new Found(List.of(), next);
        }
    }
}

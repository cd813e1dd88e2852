package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.doors.OpenQuery;
import dk.samsyn.broker.query.ResultColumn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a statement that a user wrote: rows by position, for two columns may have one name.
 *
 * @param columns its columns, none if the query could not start
 * @param rows rows, at most as many as were asked for
 * @param more whether there are more rows than these
 * @param telling notices, sources and policies
 * @param failure why the query failed
 */
public record Listing(
        List<ResultColumn> columns,
        List<@Nullable Object[]> rows,
        boolean more,
        OpenQuery.Telling telling,
        Optional<QueryException> failure) {
    public Listing {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    static Listing failed(QueryException failure) {
        return new Listing(
                List.of(),
                List.of(),
                false,
                new OpenQuery.Telling(List.of(), List.of(), List.of()),
                Optional.of(failure));
    }
}

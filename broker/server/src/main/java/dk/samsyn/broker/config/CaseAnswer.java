package dk.samsyn.broker.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query of a case came to.
 *
 * @param columns names in order
 * @param rows values in the order of the columns
 */
public record CaseAnswer(List<String> columns, List<List<@Nullable Object>> rows) {
    public CaseAnswer {
        columns = List.copyOf(columns);
        rows = Collections.unmodifiableList(new ArrayList<>(rows));
    }
}

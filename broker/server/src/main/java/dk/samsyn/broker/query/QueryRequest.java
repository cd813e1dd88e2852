package dk.samsyn.broker.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One statement to run.
 *
 * @param sql its text
 * @param parameters values of {@code ?} in order: String, Boolean, Integer, Long, BigDecimal, Double, LocalDate,
 *     LocalDateTime or null
 * @param maxRows rows after which the answer silently ends, as JDBC's setMaxRows has it
 * @param timeout the caller's own limit; the broker's applies too
 */
public record QueryRequest(
        String sql, List<@Nullable Object> parameters, OptionalLong maxRows, Optional<Duration> timeout) {
    public QueryRequest {
        parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    }

    /** A statement without parameters and limits. */
    public static QueryRequest of(String sql) {
        return new QueryRequest(sql, List.of(), OptionalLong.empty(), Optional.empty());
    }
}

package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.query.QueryAnswer;
import dk.samsyn.spi.SourceException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer for a page: its rows, or why there are none. A failure is kept as such: a page shows "not known", never an empty
 * answer.
 *
 * @param columns names of the columns, in order
 * @param rows the rows; none if the query failed
 * @param failure why the query failed
 */
public record Answer(
        List<String> columns,
        List<Row> rows,
        List<Notice> notices,
        List<QueryAnswer.SourceUse> sources,
        List<PolicyRef> policies,
        Optional<QueryException> failure) {
    public Answer {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        notices = List.copyOf(notices);
        sources = List.copyOf(sources);
        policies = List.copyOf(policies);
    }

    /** An answer that did not come. */
    public static Answer failed(QueryException failure) {
        return new Answer(List.of(), List.of(), List.of(), List.of(), List.of(), Optional.of(failure));
    }

    /** Whether the query succeeded; its rows are all that the asker may see unless there are {@link #gaps}. */
    public boolean ok() {
        return failure.isEmpty();
    }

    /**
     * Sources that an answer had to do without, or without a part of: what it shows is true, and what it does not show may be there
     * all the same. Empty if the query failed.
     */
    public List<String> gaps() {
        return ok()
                ? sources.stream()
                        .filter(use -> !use.status().equals("ok"))
                        .map(QueryAnswer.SourceUse::id)
                        .toList()
                : List.of();
    }

    /** Why what the rows do not show is unknown rather than not there, such as {@code EPJ svarede ikke}; empty if they show all. */
    public String unknown(Map<String, String> sourceNames) {
        if (!ok()) {
            return silentSource()
                    .map(id -> sourceNames.getOrDefault(id, id) + " svarede ikke")
                    .orElse("kunne ikke hentes");
        }
        return gaps().isEmpty()
                ? ""
                : gaps().stream().map(id -> sourceNames.getOrDefault(id, id)).collect(Collectors.joining(", "))
                        + " svarede ikke";
    }

    /** The rows; throws what the query failed of. */
    public List<Row> orThrow() {
        failure.ifPresent(e -> {
            throw e;
        });
        return rows;
    }

    /** The source that did not answer, if that is why the query failed. */
    public Optional<String> silentSource() {
        return failure.filter(e -> e.errorCode().code().startsWith("SAM-4")).flatMap(Answer::sourceOf);
    }

    private static Optional<String> sourceOf(QueryException failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SourceException source) {
                return Optional.of(source.source().value());
            }
        }
        return Optional.empty();
    }

    /** One row by its columns' names. */
    public record Row(Map<String, @Nullable Object> values) {
        static Row of(List<String> columns, @Nullable Object[] values) {
            Map<String, @Nullable Object> byName = new HashMap<>();
            for (int i = 0; i < values.length; i++) {
                byName.put(columns.get(i), values[i]);
            }
            return new Row(byName);
        }

        /** The value, or null; a name that the statement does not have is a bug. */
        public @Nullable Object get(String column) {
            if (!values.containsKey(column)) {
                throw new IllegalArgumentException("the answer has no column " + column);
            }
            return values.get(column);
        }

        /** The value as text; empty for NULL. */
        public String text(String column) {
            Object value = get(column);
            return value == null ? "" : value.toString();
        }

        public Optional<LocalDate> date(String column) {
            Object value = get(column);
            if (value instanceof LocalDateTime time) {
                return Optional.of(time.toLocalDate());
            }
            return Optional.ofNullable((LocalDate) value);
        }

        /** The value as a whole number; 0 for NULL. */
        public int count(String column) {
            return get(column) instanceof Number number ? number.intValue() : 0;
        }
    }
}

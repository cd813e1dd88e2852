package dk.samsyn.broker.query;

import dk.samsyn.spi.Condition;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A request for rows of one table of a source that does not speak SQL.
 *
 * @param adapter the source
 * @param table the table
 * @param columns columns wanted
 * @param keys conditions on the key column; several narrow each other
 * @param equalities conditions on other columns that the source evaluates
 * @param ranges bounds that the source evaluates
 */
record TableQuery(
        SourceAdapter adapter,
        SourceTable table,
        List<String> columns,
        List<KeyCondition> keys,
        List<Equality> equalities,
        List<Bound> ranges)
        implements Request {
    TableQuery {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        equalities = List.copyOf(equalities);
        ranges = List.copyOf(ranges);
    }

    /** The column equals one of some constants. */
    record Equality(String column, List<LateValue> values) {}

    /** A lower or an upper bound of a column. */
    record Bound(String column, LateValue value, boolean lower, boolean inclusive) {}

    @Override
    public SourceId source() {
        return adapter.id();
    }

    @Override
    public int width() {
        return columns.size();
    }

    @Override
    public String describe() {
        TreeSet<String> asked = new TreeSet<>();
        equalities.forEach(e -> asked.add(e.column()));
        ranges.forEach(r -> asked.add(r.column()));
        return table.name()
                + columns
                + (keys.isEmpty() ? "" : " by " + table.key().column() + " in " + sets())
                + (asked.isEmpty() ? "" : " where " + asked);
    }

    private String sets() {
        return keys.stream()
                .map(k -> k.set() >= 0 ? "keys of set " + k.set() : "keys")
                .collect(java.util.stream.Collectors.joining(" and "));
    }

    /** Whether the source answers for one citizen at a time. */
    boolean looksUp() {
        return table.key().mandatory();
    }

    @Override
    public RowCursor open(RunningQuery query) {
        QueryState state = (QueryState) query;
        Optional<RowCursor> early = asKeysCome(state);
        if (early.isPresent()) {
            return early.get();
        }
        Optional<List<String>> values = Optional.empty();
        for (KeyCondition key : keys) {
            Optional<List<String>> found = key.keys(state, spelling());
            if (found.isPresent()) {
                values = values.isEmpty()
                        ? found
                        : Optional.of(values.get().stream()
                                .filter(new java.util.HashSet<>(found.get())::contains)
                                .toList());
            }
        }
        if (!state.mayStopEarly() && !table.key().mandatory() && table.key().calls(1) > 0) {
            // Below a gate a list is read whole: calls take as long as there are persons, and end where a list would be
            // read.
            values = Optional.empty();
        }
        return ask(state, values);
    }

    private PersonFormat spelling() {
        return table.column(table.key().column()).person();
    }

    /**
     * A source that answers for one citizen at a time is asked while the others are still being found, if all that may be found are
     * within the bound on calls: nobody is looked up for a statement that is refused in the end.
     */
    private Optional<RowCursor> asKeysCome(QueryState state) {
        if (!looksUp() || keys.size() != 1) {
            return Optional.empty();
        }
        KeyCondition key = keys.get(0);
        return key.coming(state, spelling(), most -> state.mayCall(table.key().calls(most)))
                .map(coming -> new RowsByComingKeys(
                        coming.from(), found -> ask(state, Optional.of(key.spelled(found, state, spelling())))));
    }

    private RowCursor ask(QueryState state, Optional<List<String>> values) {
        if (values.isPresent() && values.get().isEmpty()) {
            return RowCursor.of(List.of());
        }
        long whole = table.key().mandatory() ? Long.MAX_VALUE / 2 : 0;
        state.reserveCalls(this, values.map(v -> table.key().calls(v.size())).orElse(whole));
        List<Condition> conditions = new ArrayList<>();
        for (Equality equality : equalities) {
            List<Object> constants = new ArrayList<>();
            for (LateValue value : equality.values()) {
                Object constant = typed(value.value(state), equality.column());
                if (constant != null) {
                    constants.add(constant);
                }
            }
            if (constants.isEmpty()) {
                return RowCursor.of(List.of());
            }
            conditions.add(new Condition.In(equality.column(), constants));
        }
        for (Bound bound : ranges) {
            Object constant = typed(bound.value().value(state), bound.column());
            if (constant == null) {
                return RowCursor.of(List.of());
            }
            conditions.add(
                    bound.lower()
                            ? new Condition.Range(bound.column(), constant, bound.inclusive(), null, false)
                            : new Condition.Range(bound.column(), null, false, constant, bound.inclusive()));
        }
        state.sent(this);
        return adapter.scan(
                new ScanRequest(table.name(), columns, conditions, values, OptionalLong.empty()),
                state.scope(source().value()));
    }

    /** A number literal in the Java form of its column. */
    private @Nullable Object typed(@Nullable Object value, String column) {
        if (value instanceof Number number) {
            return switch (table.column(column).type()) {
                case INTEGER -> number.intValue();
                case BIGINT -> number.longValue();
                case DOUBLE -> number.doubleValue();
                default -> value;
            };
        }
        return value;
    }
}

package dk.samsyn.broker.query;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SqlRequest;
import dk.samsyn.spi.SqlSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement for an SQL source, with gaps where values and keys come in when it runs.
 *
 * @param sqlSource the source
 * @param text pieces of SQL around the gaps
 * @param gaps what fills each gap
 * @param columns types of the answer's columns
 * @param partitionKeys conditions that name the partitions to ask; none for all
 * @param tables raw tables that are read, for plans
 * @param answer what the answer is expected to be
 */
record SqlQuery(
        SqlSource sqlSource,
        List<String> text,
        List<Gap> gaps,
        List<ColumnType> columns,
        List<KeyCondition> partitionKeys,
        List<String> tables,
        SqlRequest.Answer answer)
        implements Request {
    /** Date of birth and serial number of a CPR or replacement number, which may have letters at the end. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{6}[- ]?[0-9A-Za-z]{4}");

    SqlQuery {
        text = List.copyOf(text);
        gaps = List.copyOf(gaps);
        columns = List.copyOf(columns);
        partitionKeys = List.copyOf(partitionKeys);
        tables = List.copyOf(tables);
    }

    /** What fills a gap. */
    sealed interface Gap {}

    /** A value. */
    record ValueGap(LateValue value, ColumnType type) implements Gap {}

    /** Keys after a column. */
    record KeyGap(KeyCondition keys, PersonFormat format, ColumnType type, SqlRequest.Keys.Effect effect)
            implements Gap {}

    /** The partition's value. */
    record PartitionGap() implements Gap {}

    /** The same with another expectation. */
    SqlQuery expecting(SqlRequest.Answer expected) {
        return new SqlQuery(sqlSource, text, gaps, columns, partitionKeys, tables, expected);
    }

    @Override
    public SourceId source() {
        return sqlSource.id();
    }

    @Override
    public int width() {
        return columns.size();
    }

    @Override
    public String describe() {
        StringBuilder sql = new StringBuilder(text.get(0));
        for (int i = 0; i < gaps.size(); i++) {
            Gap gap = gaps.get(i);
            sql.append(
                    gap instanceof KeyGap key
                            ? key.keys().set() >= 0
                                    ? " IN (keys of set " + key.keys().set() + ")"
                                    : " IN (keys)"
                            : gap instanceof PartitionGap ? "<partition>" : "?");
            sql.append(text.get(i + 1));
        }
        return sql.toString().replaceAll("\\s+", " ");
    }

    @Override
    public RowCursor open(RunningQuery query) {
        QueryState state = (QueryState) query;
        List<String> pieces = new ArrayList<>();
        List<SqlRequest.Parameter> parameters = new ArrayList<>();
        StringBuilder piece = new StringBuilder(text.get(0));
        for (int i = 0; i < gaps.size(); i++) {
            SqlRequest.Parameter parameter = parameter(gaps.get(i), state);
            if (parameter == null) {
                piece.append(" IS NOT NULL");
            } else {
                if (parameter instanceof SqlRequest.Keys keys
                        && keys.values().isEmpty()
                        && keys.effect() == SqlRequest.Keys.Effect.EVERY_ROW) {
                    return RowCursor.of(List.of());
                }
                pieces.add(piece.toString());
                parameters.add(parameter);
                piece = new StringBuilder();
            }
            piece.append(text.get(i + 1));
        }
        pieces.add(piece.toString());
        Optional<List<String>> partitions = partitions(state);
        if (partitions.isPresent() && partitions.get().isEmpty()) {
            return RowCursor.of(List.of());
        }
        state.sent(this);
        return sqlSource.query(
                new SqlRequest(pieces, parameters, columns, partitions, answer), state.scope(source().value()));
    }

    /** Whether a value is a person's number, or a text with what may be one: a statement may compare with any. */
    static boolean saysWho(LateValue from, @Nullable Object value) {
        return from instanceof LateValue.Person
                || from instanceof LateValue.Canonical
                || (value instanceof String text && NUMBER.matcher(text).find());
    }

    /** The parameter for a gap, or null for keys that do not restrict. */
    private static SqlRequest.@Nullable Parameter parameter(Gap gap, QueryState state) {
        if (gap instanceof ValueGap value) {
            Object now = value.value().value(state);
            return new SqlRequest.Value(value.type(), now, saysWho(value.value(), now));
        }
        if (gap instanceof KeyGap key) {
            return key.keys()
                    .keys(state, key.format())
                    .map(keys -> new SqlRequest.Keys(
                            key.type(),
                            keys,
                            key.keys().person() ? SqlRequest.Keys.Kind.PERSONS : SqlRequest.Keys.Kind.VALUES,
                            key.effect()))
                    .orElse(null);
        }
        return new SqlRequest.Partition();
    }

    private Optional<List<String>> partitions(QueryState state) {
        Optional<List<String>> selected = Optional.empty();
        for (KeyCondition condition : partitionKeys) {
            Optional<List<String>> keys = condition.keys(state, PersonFormat.NONE);
            if (keys.isPresent()) {
                List<String> both = selected.isPresent()
                        ? selected.get().stream().filter(keys.get()::contains).toList()
                        : keys.get();
                selected = Optional.of(both);
            }
        }
        return selected;
    }
}

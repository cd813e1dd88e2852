package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.SqlRequest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Joins pieces of SQL and parameters to a statement of one product. */
final class StatementText {
    private final Product product;
    private final StringBuilder sql = new StringBuilder();
    private final List<Binding> bindings = new ArrayList<>();
    private final List<Fragment.Preparation> preparations = new ArrayList<>();
    private Optional<StringBuilder> written = Optional.of(new StringBuilder());
    private int sets;

    StatementText(Product product) {
        this.product = product;
    }

    /**
     * The statement of a request for one database.
     *
     * @param here of some persons' numbers those that the database has
     * @return nothing if no row of the database can be in the answer
     */
    static Optional<Fragment> of(SqlRequest request, Product product, UnaryOperator<List<String>> here) {
        StatementText text = new StatementText(product);
        for (int i = 0; i < request.parameters().size(); i++) {
            text.sql(request.text().get(i));
            SqlRequest.Parameter parameter = request.parameters().get(i);
            if (parameter instanceof SqlRequest.Value value) {
                text.value(value);
            } else if (parameter instanceof SqlRequest.Keys asked) {
                boolean persons = asked.kind() == SqlRequest.Keys.Kind.PERSONS;
                SqlRequest.Keys keys = persons ? asked.with(here.apply(asked.values())) : asked;
                if (keys.values().isEmpty() && keys.effect() == SqlRequest.Keys.Effect.EVERY_ROW) {
                    return Optional.empty();
                }
                text.oneOf(keys.type(), keyValues(keys));
            } else if (parameter instanceof SqlRequest.Partition) {
                text.add(Fragment.of(product.partitionParameter(), Binding.partition()));
            }
        }
        return Optional.of(text.sql(request.text().get(request.parameters().size()))
                .fragment()
                .expecting(request.answer()));
    }

    StatementText sql(String piece) {
        sql.append(piece);
        written.ifPresent(all -> all.append(piece));
        return this;
    }

    private void value(SqlRequest.Value value) {
        Binding.Typed typed = Binding.value(value.type(), value.value());
        Optional<String> literal = value.person() ? Optional.empty() : product.literal(typed);
        Optional<StringBuilder> before = written;
        add(Fragment.of("?", typed));
        written = literal.flatMap(text -> before.map(all -> all.append(text)));
    }

    StatementText value(ColumnType type, Object value) {
        return add(Fragment.of("?", Binding.value(type, value)));
    }

    StatementText number(long value) {
        return add(Fragment.of("?", Binding.number(value)));
    }

    /** A test for membership in a set, after a column. */
    StatementText oneOf(ColumnType type, List<?> values) {
        List<Object> distinct = new ArrayList<>(new LinkedHashSet<>(values));
        distinct.forEach(value -> Binding.checked(type, value));
        return add(product.membership(type, distinct, ++sets));
    }

    Fragment fragment() {
        return new Fragment(
                product.prefix(bindings.size()) + sql,
                bindings,
                preparations,
                SqlRequest.Answer.ROWS,
                written.map(StringBuilder::toString));
    }

    private StatementText add(Fragment fragment) {
        sql.append(fragment.sql());
        bindings.addAll(fragment.bindings());
        preparations.addAll(fragment.preparations());
        written = Optional.empty();
        return this;
    }

    private static List<Object> keyValues(SqlRequest.Keys keys) {
        if (keys.type() == ColumnType.VARCHAR) {
            return List.copyOf(keys.values());
        }
        return keys.values().stream()
                .flatMap(key -> number(keys.type(), key).stream())
                .toList();
    }

    /** A key that is no number of the type equals none of its values, so it is left out. */
    private static Optional<Object> number(ColumnType type, String key) {
        if (!key.matches("-?[0-9]{1,30}")) {
            return Optional.empty();
        }
        BigInteger number = new BigInteger(key);
        return switch (type) {
            case INTEGER -> number.bitLength() < 32 ? Optional.of(number.intValue()) : Optional.empty();
            case BIGINT -> number.bitLength() < 64 ? Optional.of(number.longValue()) : Optional.empty();
            case DECIMAL -> Optional.of(new BigDecimal(number));
            case VARCHAR, BOOLEAN, DOUBLE, DATE, TIMESTAMP ->
                throw new IllegalArgumentException("keys are texts or whole numbers, not " + type);
        };
    }
}

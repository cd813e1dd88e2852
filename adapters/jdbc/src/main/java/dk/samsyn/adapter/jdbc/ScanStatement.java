package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.Condition;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes a request for rows of one table as a statement. */
final class ScanStatement {
    private ScanStatement() {}

    /** The question to ask, or nothing if no row can fulfil the request. */
    static Optional<Question> of(ScanRequest request, DeclaredTable declared, Product product) {
        SourceTable table = declared.table();
        check(request, table);
        List<SourceColumn> physical = request.columns().stream()
                .filter(column -> !column.equals(table.partitionColumn()))
                .map(table::column)
                .toList();
        List<Integer> partitionAt = new ArrayList<>();
        for (int i = 0; i < request.columns().size(); i++) {
            if (request.columns().get(i).equals(table.partitionColumn())) {
                partitionAt.add(i);
            }
        }
        StatementText text = new StatementText(product)
                .sql("SELECT ")
                .sql(physical.isEmpty() ? "1" : list(physical, declared, product))
                .sql(" FROM ")
                .sql(declared.from())
                .sql(" t");
        Where where = new Where(text);
        Predicate<String> partitions = partition -> true;
        for (Condition condition : request.conditions()) {
            SourceColumn column = table.column(condition.column());
            if (column.name().equals(table.partitionColumn())) {
                partitions = partitions.and(partition -> holds(condition, partition));
                continue;
            }
            where.add(condition, column, "t." + product.quote(declared.physicalColumn(column.name())), product);
        }
        request.keys().ifPresent(keys -> {
            SourceColumn column = table.column(table.key().column());
            where.next()
                    .sql("t." + product.quote(declared.physicalColumn(column.name())))
                    .oneOf(ColumnType.VARCHAR, spelled(keys, column.person()));
        });
        request.limit().ifPresent(limit -> text.sql(" LIMIT ").number(limit));
        if (impossible(request)) {
            return Optional.empty();
        }
        List<ColumnType> types = physical.isEmpty()
                ? List.of(ColumnType.INTEGER)
                : physical.stream().map(SourceColumn::type).toList();
        Fragment statement = text.fragment();
        return Optional.of(new Question(
                here -> Optional.of(statement),
                types,
                request.columns().size(),
                partitions,
                partitionAt,
                request.limit()));
    }

    private static boolean impossible(ScanRequest request) {
        return request.keys().map(List::isEmpty).orElse(false)
                || request.limit().orElse(1) == 0
                || request.conditions().stream()
                        .anyMatch(condition -> condition instanceof Condition.In in
                                && in.values().isEmpty());
    }

    private static void check(ScanRequest request, SourceTable table) {
        if (request.columns().isEmpty()) {
            throw new IllegalArgumentException("a request has at least one column");
        }
        request.columns().forEach(table::column);
        if (request.keys().isPresent() && !table.capabilities().contains(Capability.KEYS)) {
            throw new IllegalArgumentException(table.name() + " takes no keys");
        }
        if (request.limit().orElse(0) < 0) {
            throw new IllegalArgumentException("a limit is not negative");
        }
    }

    private static String list(List<SourceColumn> columns, DeclaredTable declared, Product product) {
        return columns.stream()
                .map(column -> "t." + product.quote(declared.physicalColumn(column.name())))
                .collect(Collectors.joining(", "));
    }

    private static List<String> spelled(List<String> keys, PersonFormat format) {
        return keys.stream()
                .map(key -> format.write(PersonFormat.normalise(key)))
                .toList();
    }

    private static boolean holds(Condition condition, String partition) {
        if (condition instanceof Condition.In in) {
            return in.values().contains(partition);
        }
        Condition.Range range = (Condition.Range) condition;
        return above(range, partition) && below(range, partition);
    }

    private static boolean above(Condition.Range range, String partition) {
        int order = Optional.ofNullable(range.lower())
                .map(lower -> partition.compareTo((String) Binding.checked(ColumnType.VARCHAR, lower)))
                .orElse(1);
        return order > 0 || (order == 0 && range.lowerInclusive());
    }

    private static boolean below(Condition.Range range, String partition) {
        int order = Optional.ofNullable(range.upper())
                .map(upper -> partition.compareTo((String) Binding.checked(ColumnType.VARCHAR, upper)))
                .orElse(-1);
        return order < 0 || (order == 0 && range.upperInclusive());
    }

    /** The conditions of a statement, joined by AND. */
    private static final class Where {
        private final StatementText text;
        private boolean begun;

        Where(StatementText text) {
            this.text = text;
        }

        StatementText next() {
            text.sql(begun ? " AND " : " WHERE ");
            begun = true;
            return text;
        }

        void add(Condition condition, SourceColumn column, String name, Product product) {
            if (condition instanceof Condition.In in) {
                next().sql(name).oneOf(column.type(), in.values());
                return;
            }
            Condition.Range range = (Condition.Range) condition;
            String compared = column.type() == ColumnType.VARCHAR ? product.binaryOrder(name) : name;
            if (range.lower() != null) {
                next().sql(compared)
                        .sql(range.lowerInclusive() ? " >= " : " > ")
                        .value(column.type(), range.lower());
            }
            if (range.upper() != null) {
                next().sql(compared)
                        .sql(range.upperInclusive() ? " <= " : " < ")
                        .value(column.type(), range.upper());
            }
            if (range.lower() == null && range.upper() == null) {
                next().sql(name).sql(" IS NOT NULL");
            }
        }
    }
}

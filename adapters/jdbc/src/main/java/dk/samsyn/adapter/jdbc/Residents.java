package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.SourceScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of a query's persons each partition has, asked once per query: most practices have never seen most citizens, so that all
 * but few need not be asked for anything else. Forgotten with the query.
 */
final class Residents {
    /** For more persons than this a partition's whole list is read: comparing each is dearer there than here. */
    private static final int ASKED_BY_KEY = 200;

    private final Product product;
    private final Optional<JdbcSettings.PersonColumn> list;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /**
     * Knows nothing yet.
     *
     * @param list where a partition lists its persons, or empty: then each partition is taken to have all
     */
    Residents(Product product, Optional<JdbcSettings.PersonColumn> list) {
        this.product = product;
        this.list = list;
    }

    /** Those of some persons' numbers that a partition has. */
    List<String> here(PartitionedDatabases.Partition partition, List<String> persons, SourceScope scope) {
        if (list.isEmpty() || persons.isEmpty()) {
            return persons;
        }
        return known.computeIfAbsent(partition.value(), p -> new Known(list.get()))
                .here(partition, persons, scope);
    }

    /** What is known of one partition. */
    private final class Known {
        private final Set<String> asked = new HashSet<>();
        private final Set<String> here = new HashSet<>();
        private final String select;
        private final String column;
        private @Nullable Set<String> all;

        private Known(JdbcSettings.PersonColumn list) {
            this.column = product.quote(list.column());
            this.select = "SELECT " + column + " FROM " + list.from();
        }

        private synchronized List<String> here(
                PartitionedDatabases.Partition partition, List<String> persons, SourceScope scope) {
            if (all == null) {
                List<String> unknown = new ArrayList<>(persons);
                unknown.removeAll(asked);
                if (unknown.size() > ASKED_BY_KEY) {
                    all = read(partition, Fragment.of(select), scope);
                } else if (!unknown.isEmpty()) {
                    here.addAll(read(partition, some(unknown), scope));
                    asked.addAll(unknown);
                }
            }
            Set<String> found = all == null ? here : all;
            return persons.stream().filter(found::contains).toList();
        }

        private Fragment some(List<String> persons) {
            return new StatementText(product)
                    .sql(select + " WHERE " + column)
                    .oneOf(ColumnType.VARCHAR, persons)
                    .fragment();
        }

        private Set<String> read(PartitionedDatabases.Partition partition, Fragment statement, SourceScope scope) {
            Set<String> read = new HashSet<>();
            try (StatementCursor rows =
                    partition.database().open(statement, List.of(ColumnType.VARCHAR), partition.value(), scope)) {
                while (rows.next()) {
                    Object person = rows.row()[0];
                    if (person != null) {
                        read.add(person.toString());
                    }
                }
            }
            return read;
        }
    }
}

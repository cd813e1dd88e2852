package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ColumnType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one database, or of each of many.
 *
 * @param statement the statement for one database
 * @param types types of the statement's columns
 * @param width columns of a final row
 * @param partitions which partitions are asked
 * @param partitionAt places in the final row, ascending, at which the partition's value is added to the statement's row
 * @param limit rows wanted at most
 */
record Question(
        Asked statement,
        List<ColumnType> types,
        int width,
        Predicate<String> partitions,
        List<Integer> partitionAt,
        OptionalLong limit) {
    Question {
        types = List.copyOf(types);
        partitionAt = List.copyOf(partitionAt);
    }

    /** A statement whose rows are taken as they are, sent to every partition. */
    static Question of(Fragment statement, List<ColumnType> types) {
        return new Question(
                here -> Optional.of(statement),
                types,
                types.size(),
                partition -> true,
                List.of(),
                OptionalLong.empty());
    }

    /** The statement for a database, or nothing if it need not be asked. */
    @FunctionalInterface
    interface Asked {
        /**
         * The statement.
         *
         * @param here of some persons' numbers those that the database has
         */
        Optional<Fragment> of(UnaryOperator<List<String>> here);
    }

    /** The statement where all persons may be. */
    Fragment everywhere() {
        return statement.of(UnaryOperator.identity()).orElseThrow();
    }

    /** The statement's row with the partition's value in its places. */
    @Nullable
    Object[] complete(@Nullable Object[] row, String partition) {
        if (partitionAt.isEmpty()) {
            return row;
        }
        @Nullable Object[] complete = new @Nullable Object[width];
        int from = 0;
        for (int i = 0; i < complete.length; i++) {
            complete[i] = partitionAt.contains(i) ? partition : row[from++];
        }
        return complete;
    }
}

package dk.samsyn.spi;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement for a {@link SqlSource}: text in pieces with a parameter between each two, so that each product spells its
 * parameters itself. A person's number is never written into the text, another value only as a literal that the adapter makes.
 *
 * @param text pieces of SQL, one more than parameters
 * @param parameters what stands between the pieces
 * @param columns types of the answer's columns in order
 * @param partitions values of the partition column to ask, or empty for all
 * @param answer how many rows are expected; a guess, which changes how they are fetched and never which
 */
public record SqlRequest(
        List<String> text,
        List<Parameter> parameters,
        List<ColumnType> columns,
        Optional<List<String>> partitions,
        Answer answer) {
    public SqlRequest {
        text = List.copyOf(text);
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
        partitions = partitions.map(List::copyOf);
        if (text.size() != parameters.size() + 1) {
            throw new IllegalArgumentException("a statement has one more piece than parameters");
        }
    }

    /** A statement of whose answer nothing is known. */
    public SqlRequest(
            List<String> text,
            List<Parameter> parameters,
            List<ColumnType> columns,
            Optional<List<String>> partitions) {
        this(text, parameters, columns, partitions, Answer.ROWS);
    }

    /** What an answer is expected to be. */
    public enum Answer {
        /** Rows in any number, which are read as they come. */
        ROWS,
        /** So few rows that they may be sent at once. */
        FEW_ROWS,
        /** So few groups of so many rows that sorting these would be waste. */
        FEW_GROUPS
    }

    /** What stands between two pieces of text. */
    public sealed interface Parameter {}

    /**
     * One value, written as {@code ?}.
     *
     * @param person whether the value says who somebody is
     */
    public record Value(ColumnType type, @Nullable Object value, boolean person) implements Parameter {
        /** A value that does not say who somebody is. */
        public Value(ColumnType type, @Nullable Object value) {
            this(type, value, false);
        }
    }

    /**
     * A set of keys, written after a column as the product's best test for membership, such as {@code = ANY (?)}. The
     * adapter may split a large set over several statements only if {@link SqlRequest} says nothing about order or
     * grouping; it does not by default.
     *
     * @param type type of the column
     * @param values the keys in the column's spelling
     * @param kind what the keys are
     * @param effect which rows of the answer they decide about
     */
    public record Keys(ColumnType type, List<String> values, Kind kind, Effect effect) implements Parameter {
        public Keys {
            values = List.copyOf(values);
        }

        /** Keys of which nothing more is known. */
        public Keys(ColumnType type, List<String> values) {
            this(type, values, Kind.VALUES, Effect.SOME_ROWS);
        }

        /** The same for fewer keys. */
        public Keys with(List<String> fewer) {
            return new Keys(type, fewer, kind, effect);
        }

        /** What keys are. */
        public enum Kind {
            /** Values of a column. */
            VALUES,
            /** Numbers of persons. */
            PERSONS
        }

        /** Which rows depend on the keys. */
        public enum Effect {
            /** The answer may have rows though no key is found, as those of an outer join. */
            SOME_ROWS,
            /** Without one of the keys there is no row. */
            EVERY_ROW
        }
    }

    /** The value of the partition column of the partition that is asked, written as {@code CAST(? AS VARCHAR)}. */
    public record Partition() implements Parameter {}
}

package dk.samsyn.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition on one column that a source may evaluate. Several in a request must all be true; NULL is never true. */
public sealed interface Condition {
    /** The column, as named in {@link SourceTable}. */
    String column();

    /** The column equals one of {@code values}, which are in the Java form of its type and not null. */
    record In(String column, List<Object> values) implements Condition {
        public In {
            values = List.copyOf(values);
        }
    }

    /** The column lies between two bounds, either of which may be absent. */
    record Range(
            String column,
            @Nullable Object lower,
            boolean lowerInclusive,
            @Nullable Object upper,
            boolean upperInclusive)
            implements Condition {}
}

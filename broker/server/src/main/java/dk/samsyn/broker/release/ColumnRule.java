package dk.samsyn.broker.release;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What may be asked of one column where only groups leave (rules 3 to 6).
 *
 * @param name the column
 * @param kind what it is
 * @param dimension the name that policies list and that cells are known by
 * @param standard whether it belongs to the declared standard set, which budgets do not count
 * @param values frequent values; none means that any value may be named
 * @param step width of a band
 * @param top lower edge of the open band at the end
 * @param prefixes lengths to which a code may be cut, ascending
 * @param cuts numbers at which a condition may cut, ascending
 * @param quantity what it measures, if it is one thing
 * @param quantities what it measures by the value of {@code by}, if it holds several
 * @param by the column that tells which
 * @param sensitive values whose groups need more persons
 * @param minimum fewest persons of a group made by this column; 0 for the policy's own
 */
public record ColumnRule(
        String name,
        Kind kind,
        String dimension,
        boolean standard,
        Set<String> values,
        int step,
        int top,
        List<Integer> prefixes,
        List<BigDecimal> cuts,
        Optional<Quantity> quantity,
        Map<String, Quantity> quantities,
        Optional<String> by,
        Set<String> sensitive,
        int minimum) {
    /** Kinds of columns. A column without a rule is {@link #CLOSED}. */
    public enum Kind {
        /** The person key. */
        PERSON,
        /** One of some words or numbers. */
        CATEGORY,
        /** A number that forms groups in bands. */
        BAND,
        /** A day of birth; its bands are those of the age. */
        BIRTH,
        /** A date or time of an event. */
        DATE,
        /** A code with a hierarchy in its first characters. */
        CODE,
        /** A number that is summed and averaged. */
        MEASURE,
        /** An organisation that is itself protected. */
        PROVIDER,
        /** Nothing may be asked of it. */
        CLOSED
    }

    public ColumnRule {
        values = Set.copyOf(values);
        prefixes = List.copyOf(prefixes);
        cuts = List.copyOf(cuts);
        quantities = Map.copyOf(quantities);
        sensitive = Set.copyOf(sensitive);
    }

    /** The rule of a column that no file mentions. */
    static ColumnRule closed(String name) {
        return new ColumnRule(
                name,
                Kind.CLOSED,
                name,
                false,
                Set.of(),
                0,
                0,
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Set.of(),
                0);
    }

    /** Whether groups may be made of it. */
    public boolean groups() {
        return switch (kind) {
            case CATEGORY, BAND, BIRTH, DATE, CODE, PROVIDER -> true;
            case PERSON, MEASURE, CLOSED -> false;
        };
    }

    /** Whether it is a number that may be summed. */
    public boolean measures() {
        return quantity.isPresent() || !quantities.isEmpty();
    }
}

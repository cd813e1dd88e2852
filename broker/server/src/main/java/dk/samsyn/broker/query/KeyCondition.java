package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.KeySet;
import dk.samsyn.spi.PersonFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/**
 * A condition that names the keys of a column: equality with constants, or membership in a key set of the query.
 *
 * @param column the column, counted in the scan's row
 * @param person whether the keys are persons, so that every number of each is sent in the column's spelling
 * @param constants keys known from the statement; empty if {@code set} is used
 * @param set number of a key set, or -1
 */
record KeyCondition(int column, boolean person, List<LateValue> constants, int set) {
    /** No person's number: it has no day of birth. */
    private static final String NOBODY = "0000000000";

    KeyCondition {
        constants = List.copyOf(constants);
    }

    /** Reads such a condition, if it is one. */
    static Optional<KeyCondition> of(RexNode condition) {
        if (condition instanceof RexCall call && call.getOperator().equals(BrokerFunctions.IN_KEYS)) {
            Integer set = ((RexLiteral) call.getOperands().get(1)).getValueAs(Integer.class);
            return keyed(call.getOperands().get(0))
                    .map(k -> new KeyCondition(k.column(), k.person(), List.of(), set == null ? -1 : set));
        }
        List<LateValue> constants = new ArrayList<>();
        Optional<KeyCondition> common = Optional.empty();
        for (RexNode part : org.apache.calcite.plan.RelOptUtil.disjunctions(condition)) {
            Optional<KeyCondition> one = equality(part);
            if (one.isEmpty()
                    || (common.isPresent() && common.get().column() != one.get().column())) {
                return Optional.empty();
            }
            common = one;
            constants.addAll(one.get().constants());
        }
        return common.map(c -> new KeyCondition(c.column(), c.person(), constants, -1));
    }

    private static Optional<KeyCondition> equality(RexNode part) {
        if (part.getKind() != SqlKind.EQUALS) {
            return Optional.empty();
        }
        RexNode a = ((RexCall) part).getOperands().get(0);
        RexNode b = ((RexCall) part).getOperands().get(1);
        Optional<KeyCondition> left = keyed(a);
        RexNode other = left.isPresent() ? b : a;
        Optional<KeyCondition> key = left.isPresent() ? left : keyed(b);
        return key.flatMap(k -> LateValue.of(other).map(v -> new KeyCondition(k.column(), k.person(), List.of(v), -1)));
    }

    private static Optional<KeyCondition> keyed(RexNode node) {
        if (node instanceof RexInputRef ref) {
            return Optional.of(new KeyCondition(ref.getIndex(), false, List.of(), -1));
        }
        if (node instanceof RexCall call
                && call.getOperator().equals(BrokerFunctions.PERSON)
                && call.getOperands().get(0) instanceof RexInputRef ref) {
            return Optional.of(new KeyCondition(ref.getIndex(), true, List.of(), -1));
        }
        return Optional.empty();
    }

    /**
     * The keys as the source spells them, without duplicates and NULL.
     *
     * @return nothing if the key set turned out too large to be sent, so that the source is not restricted
     */
    Optional<List<String>> keys(QueryState state, PersonFormat format) {
        Set<String> keys = new LinkedHashSet<>();
        if (set >= 0) {
            KeySet found = state.keys(set);
            if (found == null) {
                return Optional.empty();
            }
            keys.addAll(spelled(found.objects(), state, format));
        } else {
            for (LateValue constant : constants) {
                Object value = constant.value(state);
                if (value != null) {
                    add(keys, value.toString(), state, format);
                }
            }
        }
        if (person && !state.mayStopEarly()) {
            keys.add(format.write(NOBODY));
        }
        return Optional.of(List.copyOf(keys));
    }

    /**
     * The condition's key set as it is gathered, for a source that is asked while keys are still being found.
     *
     * @param few whether so many keys, spelled as the source has them, may be asked for: tested on all that the set can hold
     * @return nothing if it is not known how many there can be, or they are too many
     */
    Optional<QueryState.ComingKeys> coming(QueryState state, PersonFormat format, Predicate<Integer> few) {
        Optional<QueryState.ComingKeys> coming =
                set >= 0 && state.mayStopEarly() ? state.coming(set) : Optional.empty();
        return coming.filter(c -> new KeyCondition(column, person, List.of(), c.within())
                .keys(state, format)
                .filter(most -> few.test(most.size()))
                .isPresent());
    }

    /** Keys of the condition's set as the source spells them. */
    List<String> spelled(List<Object> found, QueryState state, PersonFormat format) {
        Set<String> keys = new LinkedHashSet<>();
        found.forEach(k -> add(keys, k.toString(), state, format));
        return List.copyOf(keys);
    }

    private void add(Set<String> keys, String key, QueryState state, PersonFormat format) {
        if (!person) {
            keys.add(key);
            return;
        }
        for (String number : state.persons.numbers(key)) {
            keys.add(format.write(number));
        }
    }
}

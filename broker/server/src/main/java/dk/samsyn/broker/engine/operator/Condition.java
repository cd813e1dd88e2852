package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.expression.Expression;
import java.util.List;
import java.util.Optional;

/**
 * When two rows are partners: their keys are equal and the rest is true.
 *
 * @param leftKeys keys of the left row, over its columns
 * @param rightKeys keys of the right row, over its columns, of the same forms
 * @param nullSafe for each key whether NULL equals NULL
 * @param rest over the left row's columns, followed by the right row's
 * @param restColumns columns that {@code rest} looks at
 */
public record Condition(
        List<Expression> leftKeys,
        List<Expression> rightKeys,
        List<Boolean> nullSafe,
        Optional<Expression> rest,
        List<Integer> restColumns) {
    public Condition {
        leftKeys = List.copyOf(leftKeys);
        rightKeys = List.copyOf(rightKeys);
        nullSafe = List.copyOf(nullSafe);
        restColumns = List.copyOf(restColumns);
        if (leftKeys.size() != rightKeys.size() || leftKeys.size() != nullSafe.size()) {
            throw new IllegalArgumentException("both sides have the same number of keys");
        }
        for (int i = 0; i < leftKeys.size(); i++) {
            if (leftKeys.get(i).form().kind() != rightKeys.get(i).form().kind()) {
                throw new IllegalArgumentException("keys of both sides have one kind");
            }
        }
    }

    boolean[] nullSafeFlags() {
        boolean[] flags = new boolean[nullSafe.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = nullSafe.get(i);
        }
        return flags;
    }
}

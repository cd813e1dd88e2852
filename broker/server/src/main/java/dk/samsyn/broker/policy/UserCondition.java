package dk.samsyn.broker.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A condition over the session's attributes, in the small part of SQL that needs no data: {@code :user.x IS [NOT] NULL}, {@code
 * =}, {@code IN}, AND, OR, NOT. Evaluation is total and has SQL's three values; a missing attribute, or one of another type
 * than the constant, is {@link Truth#UNKNOWN}. A permit applies only if its condition is TRUE, a forbid unless it is FALSE.
 */
public sealed interface UserCondition {
    /** The condition of a policy that has none. */
    UserCondition ALWAYS = new And(List.of());

    /**
     * Reads a condition.
     *
     * @throws ConditionException if it is anything else than the small part of SQL above
     */
    static UserCondition parse(String text) {
        return UserConditionParser.parse(text);
    }

    /** Value for a session. */
    Truth evaluate(Map<String, Object> attributes);

    /** Attributes that the condition looks at. */
    Set<String> attributes();

    /** Whether one provably is true only where the other is; what is not proved is not denied. */
    static boolean implies(UserCondition one, UserCondition other) {
        if (one.equals(other)) {
            return true;
        }
        if (other instanceof And all) {
            return all.parts().stream().allMatch(part -> implies(one, part));
        }
        return one instanceof And mine && mine.parts().stream().anyMatch(part -> implies(part, other));
    }

    private static Set<String> attributes(List<UserCondition> parts) {
        Set<String> names = new TreeSet<>();
        parts.forEach(part -> names.addAll(part.attributes()));
        return names;
    }

    /** SQL's truth values, in the order that makes AND the smaller and OR the larger. */
    enum Truth {
        FALSE,
        UNKNOWN,
        TRUE;

        static Truth of(boolean value) {
            return value ? TRUE : FALSE;
        }

        Truth and(Truth other) {
            return compareTo(other) <= 0 ? this : other;
        }

        Truth or(Truth other) {
            return compareTo(other) >= 0 ? this : other;
        }

        Truth not() {
            return switch (this) {
                case FALSE -> TRUE;
                case UNKNOWN -> UNKNOWN;
                case TRUE -> FALSE;
            };
        }
    }

    /** {@code :user.NAME IS NULL}. */
    record IsNull(String attribute) implements UserCondition {
        @Override
        public Set<String> attributes() {
            return Set.of(attribute);
        }

        @Override
        public Truth evaluate(Map<String, Object> attributes) {
            return Truth.of(!attributes.containsKey(attribute));
        }
    }

    /**
     * {@code :user.NAME IN (…)}; {@code =} has one constant.
     *
     * @param constants texts and {@link BigDecimal}s
     */
    record In(String attribute, List<Object> constants) implements UserCondition {
        public In {
            constants = List.copyOf(constants);
        }

        @Override
        public Set<String> attributes() {
            return Set.of(attribute);
        }

        @Override
        public Truth evaluate(Map<String, Object> attributes) {
            Object value = attributes.get(attribute);
            return constants.stream()
                    .map(constant -> value == null ? Truth.UNKNOWN : equal(value, constant))
                    .reduce(Truth.FALSE, Truth::or);
        }

        private static Truth equal(Object value, Object constant) {
            if (value instanceof String && constant instanceof String) {
                return Truth.of(value.equals(constant));
            }
            if ((value instanceof Integer || value instanceof Long) && constant instanceof BigDecimal number) {
                return Truth.of(BigDecimal.valueOf(((Number) value).longValue()).compareTo(number) == 0);
            }
            return Truth.UNKNOWN;
        }
    }

    /** All of them; TRUE if there is none. */
    record And(List<UserCondition> parts) implements UserCondition {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public Set<String> attributes() {
            return UserCondition.attributes(parts);
        }

        @Override
        public Truth evaluate(Map<String, Object> attributes) {
            return parts.stream().map(part -> part.evaluate(attributes)).reduce(Truth.TRUE, Truth::and);
        }
    }

    /** Any of them; FALSE if there is none. */
    record Or(List<UserCondition> parts) implements UserCondition {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public Set<String> attributes() {
            return UserCondition.attributes(parts);
        }

        @Override
        public Truth evaluate(Map<String, Object> attributes) {
            return parts.stream().map(part -> part.evaluate(attributes)).reduce(Truth.FALSE, Truth::or);
        }
    }

    /** The contrary. */
    record Not(UserCondition part) implements UserCondition {
        @Override
        public Set<String> attributes() {
            return part.attributes();
        }

        @Override
        public Truth evaluate(Map<String, Object> attributes) {
            return part.evaluate(attributes).not();
        }
    }
}

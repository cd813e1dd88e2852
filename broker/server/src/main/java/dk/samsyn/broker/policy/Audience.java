package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.Purpose;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * To whom a policy speaks.
 *
 * @param roles roles, or {@link #EVERYBODY} alone in a forbid
 * @param condition what must hold of the session's attributes
 * @param purposes purposes in the order of {@link Purpose}
 */
public record Audience(NavigableSet<String> roles, UserCondition condition, Set<Purpose> purposes) {
    /** Any role, in forbids only. */
    public static final String EVERYBODY = "*";

    public Audience {
        roles = Collections.unmodifiableNavigableSet(new TreeSet<>(roles));
        if (roles.isEmpty() || purposes.isEmpty()) {
            throw new IllegalArgumentException("a policy names at least one role and one purpose");
        }
        purposes = Collections.unmodifiableSet(EnumSet.copyOf(purposes));
    }

    /** Whether the policy is meant for a role and a purpose, whoever it is. */
    boolean means(String role, Purpose purpose) {
        return purposes.contains(purpose) && (roles.contains(role) || roles.contains(EVERYBODY));
    }

    /** Whether the policy speaks to this session; {@code UNKNOWN} where an attribute is missing. */
    UserCondition.Truth speaksTo(String role, Purpose purpose, Map<String, Object> attributes) {
        return means(role, purpose) ? condition.evaluate(attributes) : UserCondition.Truth.FALSE;
    }
}

package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.PolicyRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One permit on one table.
 *
 * @param policy the policy behind it
 * @param scope when it holds
 * @param rows SQL condition over the table's own columns, {@link #ALL_ROWS} for all; its only placeholders are {@code
 *     :user.NAME}, bound from {@link AccessDecision#user()}. Evaluated with definer's rights over unfiltered governed tables
 * @param columns what each shown column shows, in the catalogue's order
 * @param notifies whether somebody is told of its use
 */
public record Grant(PolicyRef policy, Scope scope, String rows, Map<String, Mask> columns, boolean notifies) {
    /** The condition of a grant or forbid on all rows. */
    public static final String ALL_ROWS = "TRUE";

    public Grant {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /** When a grant holds. */
    public enum Scope {
        /** Always. */
        ORDINARY,
        /** While the query binds exactly one person. */
        ONE_PERSON,
        /** While the query binds exactly one person and the session gave a reason; told to citizen and stewards. */
        BREAK_GLASS
    }
}

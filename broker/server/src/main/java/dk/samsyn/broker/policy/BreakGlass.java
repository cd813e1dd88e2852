package dk.samsyn.broker.policy;

import java.util.Optional;

/**
 * Break-glass (værdispring): with a reason and exactly one person bound, the policy's tables and columns are opened under
 * another row condition.
 *
 * @param minutes how long one reason opens one person
 * @param rows the row condition in place of the entries' own, with the same placeholders; empty for all rows. Blocks belong
 *     here too: break-glass stands in for the treatment relation, never for the citizen's word
 */
public record BreakGlass(int minutes, Optional<String> rows) {
    public BreakGlass {
        if (minutes < 1) {
            throw new IllegalArgumentException("minutes is at least 1");
        }
    }
}

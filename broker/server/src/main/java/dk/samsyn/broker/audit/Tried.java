package dk.samsyn.broker.audit;

import dk.samsyn.broker.access.PolicyRef;
import java.util.List;

/**
 * What was read for statements whose rows nobody gets: a look as somebody else, the cases of a set, a comparison that counts rows.
 *
 * @param act name of the act that ran them, such as {@code policy.see_as}
 * @param tables governed tables that they read
 * @param columns columns of governed tables that they use, as {@code schema.table.column}
 * @param ruleColumns columns of sources that only conditions of policies read
 * @param policies the policies that they were decided by
 * @param asked what they asked of each source, all together
 */
public record Tried(
        String act,
        List<String> tables,
        List<String> columns,
        List<String> ruleColumns,
        List<PolicyRef> policies,
        List<SourceAsked> asked) {
    public Tried {
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
        ruleColumns = List.copyOf(ruleColumns);
        policies = List.copyOf(policies);
        asked = List.copyOf(asked);
    }
}

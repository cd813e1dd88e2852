package dk.samsyn.broker.audit;

import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.ReleaseMode;
import java.util.List;

/**
 * What was decided of a query, and what it is going to read.
 *
 * @param tables governed tables that it reads
 * @param columns columns of governed tables that the statement uses, as {@code schema.table.column}
 * @param ruleColumns columns of sources that only conditions of policies read, as {@code source.table.column}
 * @param sources sources that may be asked
 * @param owners owners of their data, as the sources name them: {@code praksis:*} for whichever practices it will be
 * @param policies the policies
 * @param mode the release mode
 * @param policyVersion version of the policy set
 */
public record Decided(
        List<String> tables,
        List<String> columns,
        List<String> ruleColumns,
        List<String> sources,
        List<String> owners,
        List<PolicyRef> policies,
        ReleaseMode mode,
        String policyVersion) {
    public Decided {
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
        ruleColumns = List.copyOf(ruleColumns);
        sources = List.copyOf(sources);
        owners = List.copyOf(owners);
        policies = List.copyOf(policies);
    }

    /** A decision on tables, before anything is known of columns and sources. */
    public static Decided on(List<String> tables, List<PolicyRef> policies, ReleaseMode mode, String policyVersion) {
        return new Decided(tables, List.of(), List.of(), List.of(), List.of(), policies, mode, policyVersion);
    }
}

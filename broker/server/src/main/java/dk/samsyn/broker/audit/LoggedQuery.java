package dk.samsyn.broker.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One query as the log has it, for those who supervise: neither its text, which may name persons, nor anything of its answer.
 *
 * @param time when
 * @param queryId the broker's id of the query
 * @param user login name
 * @param role the user's role
 * @param organisation whom the user acted for
 * @param purpose label of the purpose
 * @param tables tables that it reads; none before it is decided
 * @param columns their columns that it uses
 * @param ruleColumns columns of sources that only policies' conditions read
 * @param policies ids of the policies that it was decided by
 * @param mode label of the release mode, or empty
 * @param outcome {@code closed}, {@code open}, the code of its failure, or the act of a steward for which it was {@linkplain Tried tried}
 * @param asked what it asked of each source; nothing before its end
 * @param persons canonical numbers of the persons who were looked for by number, or for whom glass was broken; not those of lists
 */
public record LoggedQuery(
        Instant time,
        String queryId,
        String user,
        String role,
        String organisation,
        String purpose,
        List<String> tables,
        List<String> columns,
        List<String> ruleColumns,
        List<String> policies,
        Optional<String> mode,
        String outcome,
        List<SourceAsked> asked,
        List<String> persons) {
    public LoggedQuery {
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
        ruleColumns = List.copyOf(ruleColumns);
        asked = List.copyOf(asked);
        policies = List.copyOf(policies);
        persons = List.copyOf(persons);
    }
}

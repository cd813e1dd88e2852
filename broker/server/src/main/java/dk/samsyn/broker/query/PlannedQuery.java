package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.AccessDecision;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;

/**
 * A checked plan, compiled; used again for every run of the same statement under the same decision.
 *
 * @param code what the engine runs
 * @param plan the checked plan, for EXPLAIN
 * @param columns columns of the answer
 * @param width columns of a row of the code, the persons behind the answer's
 * @param parameters types of {@code ?} in order
 * @param decision the decision for the tables that are touched
 * @param tables governed tables that are touched
 * @param sources sources that are asked, in order
 * @param searches numbers of persons whom the statement looks for
 * @param person the one person that the statement is about, if it binds one
 * @param persons columns of a row that say whose it is
 * @param gaps for each request, why the answer needs it whole, or nothing if it may go without
 * @param countable requests whose numbers may be told: the others stand below a seal
 * @param notices what the release rules made of the statement
 * @param read columns that it reads, for the log
 */
record PlannedQuery(
        EnginePlan code,
        Planner.Plan plan,
        List<ResultColumn> columns,
        int width,
        List<RelDataType> parameters,
        AccessDecision decision,
        List<TableName> tables,
        List<String> sources,
        List<LateValue> searches,
        Optional<BoundPerson> person,
        List<PersonColumn> persons,
        IdentityHashMap<Request, Optional<String>> gaps,
        Countable countable,
        List<Notice> notices,
        ColumnsRead.Columns read) {
    /** Whether constants below a gate came from parameters, so that each run has a plan of its own. */
    boolean dependsOnValues() {
        return decision.mode() == ReleaseMode.AGGREGATED && !parameters.isEmpty();
    }

    /** Whether groups of persons are released in it, so that its time is rounded up (rule 21). */
    boolean releases() {
        return plan.trees().stream().anyMatch(PlannedQuery::releases);
    }

    private static boolean releases(RelNode rel) {
        return (rel instanceof SourceFetch fetch && fetch.request instanceof ReleasedRows)
                || rel.getInputs().stream().anyMatch(PlannedQuery::releases);
    }

    /** The kind of data of a table that is touched, by its qualified name. */
    String category(String table) {
        return java.util.Objects.requireNonNull(decision.tables().get(TableName.parse(table)))
                .category();
    }
}

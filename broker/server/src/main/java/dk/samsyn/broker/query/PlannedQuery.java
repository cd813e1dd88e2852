package dk.samsyn.broker.query;

import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.AccessDecision;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/**
 * A checked plan, compiled; used again for every run of the same statement under the same decision.
 *
 * @param code the compiled plan
 * @param plan the physical plan, for EXPLAIN
 * @param columns columns of the answer
 * @param width columns of a row of the code, the persons behind the answer's
 * @param parameters types of {@code ?} in order
 * @param decision the decision for the tables that are touched
 * @param tables governed tables that are touched
 * @param sources sources that are asked, in order
 */
record PlannedQuery(
        Planner.Compiled code,
        Planner.Plan plan,
        List<ResultColumn> columns,
        int width,
        List<RelDataType> parameters,
        AccessDecision decision,
        List<TableName> tables,
        List<String> sources) {}

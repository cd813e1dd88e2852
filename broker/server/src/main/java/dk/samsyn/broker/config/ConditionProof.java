package dk.samsyn.broker.config;

import dk.samsyn.broker.policy.GovernedTable;
import java.util.Optional;

/** Says what only the parser and the validator of the pipeline can know of a condition: columns, types and functions. */
@FunctionalInterface
public interface ConditionProof {
    /** Proves nothing: for readers that have no pipeline. */
    ConditionProof NONE = (table, condition) -> Optional.empty();

    /**
     * What is wrong with a condition on a table.
     *
     * @param condition SQL whose only placeholders are {@code :user.NAME}
     */
    Optional<String> wrong(GovernedTable table, String condition);
}

package dk.samsyn.broker.release;

import java.time.LocalDate;
import java.util.Set;

/**
 * Who asks for answers, for the ledger's records and budgets.
 *
 * @param queryId the statement's run
 * @param account organisation and purpose, which share a budget
 * @param policyVersion version of the policy set
 * @param day the day
 * @param partitions ways in which the statement cuts a set of persons by columns outside the standard set
 */
public record Charge(String queryId, String account, String policyVersion, LocalDate day, Set<Partition> partitions) {
    public Charge {
        partitions = Set.copyOf(partitions);
    }

    /** A set of persons, by its canonical form, and the column that it is cut by. */
    public record Partition(String base, String column) {}
}

package dk.samsyn.broker.audit;

/**
 * Groups that leave for somebody who may not see persons.
 *
 * @param ledger number of the newest batch in the answer ledger when they were settled
 * @param answers entries of the ledger that they are made of, as {@code batch:first-last}
 * @param certificate hash of the columns that they come from
 * @param form canonical form of tables, conditions and groups
 */
public record GroupsReleased(long ledger, String answers, String certificate, String form) {}

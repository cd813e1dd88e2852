package dk.samsyn.broker.release;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Whether answers that an audit log names are in the ledger, each with its number and the policy version under which it was given:
 * what left can then be told again, cell by cell.
 */
public final class ReleasedAnswers {
    private ReleasedAnswers() {}

    /**
     * What was found.
     *
     * @param named answers that the log names
     * @param found of these, in the ledger
     * @param missing the first few that are not, as {@code batch:number}
     */
    public record Found(long named, long found, List<String> missing) {
        private static final int TOLD = 10;

        public Found {
            missing = List.copyOf(missing.subList(0, Math.min(TOLD, missing.size())));
        }
    }

    /**
     * Looks for answers.
     *
     * @param entries lists of {@code batch:first-last}, as the audit log has them
     * @throws dk.samsyn.broker.access.QueryException LEDGER_RULE if the ledger cannot be read
     */
    public static Found find(DataSource ledger, List<String> entries) {
        long named = 0;
        long found = 0;
        List<String> missing = new ArrayList<>();
        try (Connection connection = ledger.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM release_answer a"
                        + " JOIN release_batch b ON b.id = a.batch WHERE a.batch = ? AND a.number BETWEEN ? AND ?"
                        + " AND b.policy_version IS NOT NULL")) {
            for (String entry : entries) {
                for (String range :
                        entry.isBlank() ? new String[0] : entry.trim().split(" ", -1)) {
                    String[] parts = range.split("[:-]", -1);
                    long first = Long.parseLong(parts[1]);
                    long last = Long.parseLong(parts[2]);
                    select.setLong(1, Long.parseLong(parts[0]));
                    select.setLong(2, first);
                    select.setLong(3, last);
                    try (ResultSet rows = select.executeQuery()) {
                        rows.next();
                        named += last - first + 1;
                        found += rows.getLong(1);
                        if (rows.getLong(1) != last - first + 1) {
                            missing.add(range);
                        }
                    }
                }
            }
        } catch (SQLException e) {
            throw Rule.LEDGER.refusal("Svarbogen kan ikke læses.", "The answer ledger cannot be read.", e);
        }
        return new Found(named, found, missing);
    }
}

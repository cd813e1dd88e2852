package dk.samsyn.broker.release;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        Map<Long, Long> sizes = new HashMap<>();
        try (Connection connection = ledger.getConnection()) {
            BatchReader reader = new BatchReader(connection);
            for (String entry : entries) {
                for (String range :
                        entry.isBlank() ? new String[0] : entry.trim().split(" ", -1)) {
                    String[] parts = range.split("[:-]", -1);
                    long first = Long.parseLong(parts[1]);
                    long last = Long.parseLong(parts[2]);
                    long batch = Long.parseLong(parts[0]);
                    Long size = sizes.get(batch);
                    if (size == null) {
                        size = (long) reader.heads(batch).size();
                        sizes.put(batch, size);
                    }
                    named += last - first + 1;
                    found += Math.max(0, Math.min(last + 1, size) - first);
                    if (last >= size) {
                        missing.add(range);
                    }
                }
            }
        } catch (SQLException | IOException e) {
            throw Rule.LEDGER.refusal("Svarbogen kan ikke læses.", "The answer ledger cannot be read.", e);
        }
        return new Found(named, found, missing);
    }
}

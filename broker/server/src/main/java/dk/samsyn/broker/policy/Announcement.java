package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.TableName;
import java.util.Optional;

/**
 * Something that exists for the session but is refused with a policy's name and reason.
 *
 * @param table the table
 * @param column the column, or empty for the whole table
 * @param policy the policy that withholds it
 */
public record Announcement(TableName table, Optional<String> column, PolicyRef policy) {
    /** The one sentence that every door, notice and log shows. */
    public String sentence() {
        String what = column.map(name -> "Kolonnen " + table + "." + name).orElse("Tabellen " + table);
        return what + " vises ikke: politikken " + policy.id() + " v" + policy.version() + " siger: "
                + policy.explanation();
    }
}

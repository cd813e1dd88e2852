package dk.samsyn.broker.policy;

import java.util.Locale;

/**
 * A column of a governed table.
 *
 * @param name lower case
 * @param type as in {@code conf/schema} without {@code !}: {@code pid}, {@code varchar(12)}, {@code date}, {@code integer} …
 * @param columnClass how much it says about a person
 */
public record GovernedColumn(String name, String type, ColumnClass columnClass) {
    /** Name of the person's key in every table about persons. */
    public static final String PID = "pid";

    public GovernedColumn {
        type = type.toLowerCase(Locale.ROOT);
    }

    /** Whether this is the person's key, which is never masked or withheld inside a permitted table. */
    public boolean isPid() {
        return name.equals(PID);
    }
}

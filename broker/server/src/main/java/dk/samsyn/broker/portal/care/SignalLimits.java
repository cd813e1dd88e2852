package dk.samsyn.broker.portal.care;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.portal.OwnTables;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

/**
 * From which blood pressure taken at home on a patient is a signal (B3): the guideline's limit, or what a department has set for all
 * who look at its patients. What a department has not set, the hospital's own limit decides.
 */
final class SignalLimits {
    /** The guideline's limits for what is measured at home are 5 mmHg below those of view {@code graense_alarm}. */
    static final Limit GUIDELINE = new Limit(155, 95, false);

    private static final int LEAST = 50;
    private static final int MOST = 250;

    private final OwnTables tables;

    SignalLimits(OwnTables tables) {
        this.tables = tables;
    }

    /**
     * A limit in mmHg; either value is a signal from there on.
     *
     * @param own whether the department has set it
     */
    record Limit(int systolic, int diastolic, boolean own) {
        /** Whether somebody may have meant it. */
        boolean plausible() {
            return diastolic >= LEAST && diastolic < systolic && systolic <= MOST;
        }
    }

    /** The limit that counts for a department of the user's hospital; empty for the whole hospital. */
    Limit of(Principal user, String department) {
        return tables
                .list(
                        "SELECT department, systolic, diastolic FROM portal_signal_limit WHERE organisation = ? AND department IN (?, '')"
                                + " ORDER BY department DESC",
                        row -> new Limit(
                                row.getInt("systolic"),
                                row.getInt("diastolic"),
                                row.getString("department").equals(department)),
                        user.organisation(),
                        department)
                .stream()
                .findFirst()
                .orElse(GUIDELINE);
    }

    /** Goes back to the hospital's own limit or the guideline's. */
    void clear(Principal user, String department) {
        tables.changeTogether(List.of(cleared(user, department)));
    }

    private static OwnTables.Change cleared(Principal user, String department) {
        return OwnTables.Change.of(
                "DELETE FROM portal_signal_limit WHERE organisation = ? AND department = ?",
                user.organisation(),
                department);
    }

    /** Sets the limit of a department, or with an empty one of the whole hospital. */
    void set(Principal user, String department, Limit limit, Instant now) {
        OwnTables.Change set = OwnTables.Change.of(
                "INSERT INTO portal_signal_limit (organisation, department, systolic, diastolic, changed, changed_by)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                user.organisation(),
                department,
                limit.systolic(),
                limit.diastolic(),
                Timestamp.from(now),
                user.name());
        tables.changeTogether(List.of(cleared(user, department), set));
    }
}

package dk.samsyn.broker.portal.figures;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.broker.portal.practice.Condition;
import dk.samsyn.broker.portal.practice.Measure;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Goals that departments have set themselves, in the broker's own tables. Everybody of the department sees and sets the same. */
final class Goals {
    private final OwnTables tables;

    Goals(OwnTables tables) {
        this.tables = tables;
    }

    /**
     * The goal of a measure.
     *
     * @param least percent of those with the condition whom to measure in time; null for none
     * @param most percent of the measured who are beyond the programme's limit at most; null for none
     */
    record Goal(@Nullable Integer least, @Nullable Integer most) {
        static final Goal NONE = new Goal(null, null);

        /** Whether at least that percentage is reached; null where there is no goal or nobody to count. */
        @Nullable
        Boolean measured(int part, int whole) {
            return (least == null || whole == 0) ? null : 100L * part >= (long) least * whole;
        }

        /** Whether no more than that percentage is beyond; null where there is no goal or nobody to count. */
        @Nullable
        Boolean within(int part, int whole) {
            return (most == null || whole == 0) ? null : 100L * part <= (long) most * whole;
        }
    }

    /** The department's goals for a condition, by concept. */
    Map<String, Goal> of(Principal user, Condition condition) {
        return tables
                .list(
                        "SELECT concept, least_measured, most_beyond FROM portal_department_goal"
                                + " WHERE organisation = ? AND department = ? AND disease = ?",
                        row -> Map.entry(
                                row.getString("concept"),
                                new Goal(
                                        row.getObject("least_measured", Integer.class),
                                        row.getObject("most_beyond", Integer.class))),
                        user.organisation(),
                        department(user),
                        condition.name())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Sets a goal, or takes it away if it has nothing. */
    void set(Principal user, Condition condition, Measure measure, Goal goal, Instant now) {
        tables.change(
                "DELETE FROM portal_department_goal WHERE organisation = ? AND department = ? AND disease = ? AND concept = ?",
                user.organisation(),
                department(user),
                condition.name(),
                measure.concept());
        if (!goal.equals(Goal.NONE)) {
            tables.change(
                    "INSERT INTO portal_department_goal (organisation, department, disease, concept, least_measured, most_beyond,"
                            + " changed, changed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    user.organisation(),
                    department(user),
                    condition.name(),
                    measure.concept(),
                    goal.least(),
                    goal.most(),
                    Timestamp.from(now),
                    user.name());
        }
    }

    /** Whether the user belongs to a department, which alone has goals. */
    static boolean offered(Principal user) {
        return !department(user).isEmpty();
    }

    private static String department(Principal user) {
        return Optional.ofNullable(user.attributes().get("afdeling"))
                .map(Object::toString)
                .orElse("");
    }
}

package dk.samsyn.broker.portal.citizen;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.portal.OwnTables;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Blocks and consents that citizens have set here. Policies read the same rows as source {@code borgervalg}, so each change acts at
 * the next query. Rows are never deleted: what was in force can be told later.
 */
public final class Choices {
    private final OwnTables tables;

    public Choices(OwnTables tables) {
        this.tables = tables;
    }

    /**
     * What is decided, in the words of the governed table {@code samtykke}.
     *
     * @param direction {@code spaer} or {@code tillad}
     * @param receiverType {@code sektor} or {@code organisation}
     * @param receiver for whom
     * @param category kind of data, or {@code alle}
     * @param from first day
     * @param to last day, if there is one
     */
    public record Choice(
            String direction,
            String receiverType,
            String receiver,
            String category,
            LocalDate from,
            Optional<LocalDate> to) {}

    /** A decision with its id, when it was made and when it was taken back. */
    record Kept(String id, Choice choice, LocalDate decided, Optional<LocalDate> ended) {
        boolean block() {
            return choice.direction().equals("spaer");
        }

        boolean inForce(LocalDate day) {
            return !choice.from().isAfter(day)
                    && choice.to().filter(last -> last.isBefore(day)).isEmpty();
        }
    }

    /**
     * Writes a decision down, in the audit log first; its id.
     *
     * @param user login name of who decides
     */
    public String add(String user, String person, Choice choice, Instant now) {
        String id = UUID.randomUUID().toString();
        Map<String, Object> told = new HashMap<>(Map.of(
                "id", id,
                "receiverType", choice.receiverType(),
                "receiver", choice.receiver(),
                "category", choice.category(),
                "from", choice.from().toString()));
        choice.to().ifPresent(last -> told.put("to", last.toString()));
        tables.tell(user, choice.direction().equals("spaer") ? "block.set" : "consent.set", told);
        tables.change(
                "INSERT INTO portal_choice (id, person, direction, receiver_type, receiver, category, valid_from, valid_to, decided)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                person,
                choice.direction(),
                choice.receiverType(),
                choice.receiver(),
                choice.category(),
                Date.valueOf(choice.from()),
                choice.to().map(Date::valueOf).orElse(null),
                Timestamp.from(now));
        return id;
    }

    /**
     * Takes a decision back from {@code today} on, in the audit log first; only the person can, and once.
     *
     * @param user login name of who takes it back
     */
    public void lift(String user, String person, String id, LocalDate today, Instant now) {
        Optional<Kept> standing = of(person).stream()
                .filter(kept -> kept.id().equals(id) && kept.ended().isEmpty())
                .findFirst();
        if (standing.isEmpty()) {
            return;
        }
        tables.tell(user, standing.get().block() ? "block.lift" : "consent.lift", Map.of("id", id));
        tables.change(
                "UPDATE portal_choice SET valid_to = ?, ended = ? WHERE id = ? AND person = ? AND ended IS NULL",
                Date.valueOf(today.minusDays(1)),
                Timestamp.from(now),
                id,
                person);
    }

    /** A person's decisions, newest first. */
    List<Kept> of(String person) {
        return tables.list(
                "SELECT id, direction, receiver_type, receiver, category, valid_from, valid_to, decided, ended FROM portal_choice"
                        + " WHERE person = ? ORDER BY decided DESC, id",
                Choices::read,
                person);
    }

    private static Kept read(ResultSet row) throws SQLException {
        return new Kept(
                row.getString("id"),
                new Choice(
                        row.getString("direction"),
                        row.getString("receiver_type"),
                        row.getString("receiver"),
                        row.getString("category"),
                        row.getDate("valid_from").toLocalDate(),
                        Optional.ofNullable(row.getDate("valid_to")).map(Date::toLocalDate)),
                day(row.getTimestamp("decided")).orElseThrow(),
                day(row.getTimestamp("ended")));
    }

    private static Optional<LocalDate> day(@Nullable Timestamp time) {
        return Optional.ofNullable(time).map(t -> LocalDate.ofInstant(t.toInstant(), DanishTime.ZONE));
    }
}

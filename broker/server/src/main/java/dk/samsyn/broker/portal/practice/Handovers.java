package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.portal.OwnTables;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lists that members of a practice have handed to each other. A list is handed on as a search or as the practice's recall list, never
 * as persons: whoever opens it gets what the own rights find.
 */
final class Handovers {
    /** So long both still see what is done; then it is forgotten. */
    private static final Duration SHOWN = Duration.ofDays(30);

    private final OwnTables tables;

    Handovers(OwnTables tables) {
        this.tables = tables;
    }

    /**
     * A list on its way.
     *
     * @param cohort id of the saved search; empty for the recall list
     * @param name name of the saved search; empty for the recall list
     * @param done when the receiver was done with it
     * @param received whether the reader is the receiver
     */
    record Handover(
            String id,
            String sender,
            String receiver,
            Optional<String> cohort,
            Optional<String> name,
            String note,
            Instant sent,
            Optional<Instant> done,
            boolean received) {
        /** Sent, in Danish time. */
        public LocalDateTime sentTime() {
            return LocalDateTime.ofInstant(sent, DanishTime.ZONE);
        }

        /** Done, in Danish time. */
        public Optional<LocalDateTime> doneTime() {
            return done.map(at -> LocalDateTime.ofInstant(at, DanishTime.ZONE));
        }
    }

    /** What a member has handed over or been handed: what is open first, the latest first. */
    List<Handover> of(Principal user, Instant now) {
        return tables.list(
                "SELECT h.id, h.sender, h.receiver, h.cohort, c.name, h.note, h.sent, h.done FROM portal_handover h"
                        + " LEFT JOIN portal_cohort c ON c.id = h.cohort WHERE h.organisation = ? AND (h.sender = ? OR h.receiver = ?)"
                        + " AND (h.done IS NULL OR h.done > ?)"
                        + " ORDER BY CASE WHEN h.done IS NULL THEN 0 ELSE 1 END, h.sent DESC, h.id",
                row -> new Handover(
                        row.getString("id"),
                        row.getString("sender"),
                        row.getString("receiver"),
                        Optional.ofNullable(row.getString("cohort")),
                        Optional.ofNullable(row.getString("name")),
                        row.getString("note"),
                        row.getTimestamp("sent").toInstant(),
                        Optional.ofNullable(row.getTimestamp("done")).map(Timestamp::toInstant),
                        row.getString("receiver").equals(user.name())),
                user.organisation(),
                user.name(),
                user.name(),
                Timestamp.from(now.minus(SHOWN)));
    }

    void send(Principal sender, String receiver, Optional<String> cohort, String note, Instant now) {
        tables.change("DELETE FROM portal_handover WHERE done < ?", Timestamp.from(now.minus(SHOWN)));
        tables.change(
                "INSERT INTO portal_handover (id, organisation, sender, receiver, cohort, note, sent) VALUES (?, ?, ?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(),
                sender.organisation(),
                sender.name(),
                receiver,
                cohort.orElse(null),
                note,
                Timestamp.from(now));
    }

    /** Only the receiver is done with it, and only once. */
    void done(Principal receiver, String id, Instant now) {
        tables.change(
                "UPDATE portal_handover SET done = ? WHERE id = ? AND organisation = ? AND receiver = ? AND done IS NULL",
                Timestamp.from(now),
                id,
                receiver.organisation(),
                receiver.name());
    }

    /** The sender takes back what is not done. */
    void takeBack(Principal sender, String id) {
        tables.change(
                "DELETE FROM portal_handover WHERE id = ? AND organisation = ? AND sender = ? AND done IS NULL",
                id,
                sender.organisation(),
                sender.name());
    }
}

package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.portal.OwnTables;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The limits of a practice's reminders: its own where it has set one, else the guideline's. */
final class AlertLimits {
    private final OwnTables tables;

    AlertLimits(OwnTables tables) {
        this.tables = tables;
    }

    /** Limits that the practice has set itself. */
    Map<AlertRule, BigDecimal> own(Principal user) {
        Map<AlertRule, BigDecimal> own = new EnumMap<>(AlertRule.class);
        tables.list(
                        "SELECT regel, own_limit FROM portal_alert_limit WHERE organisation = ?",
                        row -> Map.entry(row.getString("regel"), row.getBigDecimal("own_limit")),
                        user.organisation())
                .forEach(entry -> AlertRule.of(entry.getKey()).ifPresent(rule -> own.put(rule, entry.getValue())));
        return own;
    }

    /** Sets an own limit, or goes back to the guideline's. */
    void set(Principal user, AlertRule rule, Optional<BigDecimal> limit, Instant now) {
        List<OwnTables.Change> changes = new ArrayList<>();
        changes.add(OwnTables.Change.of(
                "DELETE FROM portal_alert_limit WHERE organisation = ? AND regel = ?",
                user.organisation(),
                rule.name()));
        limit.filter(value -> value.compareTo(rule.guideline()) != 0)
                .ifPresent(value -> changes.add(OwnTables.Change.of(
                        "INSERT INTO portal_alert_limit (organisation, regel, own_limit, changed, changed_by) VALUES (?, ?, ?, ?, ?)",
                        user.organisation(),
                        rule.name(),
                        value,
                        Timestamp.from(now),
                        user.name())));
        tables.changeTogether(changes);
    }

    /** Rows {@code pid, regel, vaerdi_num, tidspunkt} of latest values beyond the limits. */
    static SqlText beyond(Map<AlertRule, BigDecimal> own) {
        List<SqlText> parts = new ArrayList<>();
        String fixed = Arrays.stream(AlertRule.values())
                .filter(rule -> !own.containsKey(rule))
                .map(rule -> "'" + rule.name() + "'")
                .collect(Collectors.joining(", "));
        if (!fixed.isEmpty()) {
            parts.add(SqlText.of("SELECT pid, regel, vaerdi_num, tidspunkt FROM graense_alarm"
                    + (own.isEmpty() ? "" : " WHERE regel IN (" + fixed + ")")));
        }
        own.forEach((rule, limit) -> parts.add(rule.beyond(limit)));
        return SqlText.joined(parts, "UNION ALL");
    }
}

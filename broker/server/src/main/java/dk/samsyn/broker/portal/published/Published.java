package dk.samsyn.broker.portal.published;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorValue;
import dk.samsyn.broker.portal.OwnTables;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Numbers of indicators that an analyst of the region has published. They are what release control let out, so they are about
 * nobody; practices read them here, and no statement about others is asked in a practice's name.
 */
public final class Published {
    /** The group of everybody in the region. */
    public static final String REGION = "alle";

    private final OwnTables tables;

    public Published(OwnTables tables) {
        this.tables = tables;
    }

    /**
     * A published number.
     *
     * @param group {@link #REGION}, the code of a municipality, or a part of {@link Spread}
     * @param version of the indicator
     * @param end the first day after its period
     * @param numerator released
     * @param denominator released
     * @param at when it was published
     * @param by who published it
     */
    public record Figure(
            String group, int version, LocalDate end, double numerator, double denominator, Instant at, String by) {
        /** When it was published, in Danish time. */
        public LocalDateTime time() {
            return LocalDateTime.ofInstant(at, DanishTime.ZONE);
        }
    }

    /** Publishes these values in place of the indicator's earlier ones; withheld ones are left out. */
    public void publish(Principal user, Indicator indicator, LocalDate end, List<IndicatorValue> values, Instant now) {
        tables.tell(user.name(), "figure.publish", Map.of("indicator", indicator.id(), "end", end.toString()));
        List<OwnTables.Change> changes = new ArrayList<>();
        changes.add(removed(indicator));
        for (IndicatorValue value : values) {
            Double numerator = value.numerator();
            if (numerator != null) {
                changes.add(OwnTables.Change.of(
                        "INSERT INTO portal_published (indicator, grp, version, period_end, numerator, denominator, published,"
                                + " published_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        indicator.id(),
                        value.group(),
                        indicator.version(),
                        Date.valueOf(end),
                        numerator,
                        value.denominator(),
                        Timestamp.from(now),
                        user.name()));
            }
        }
        tables.changeTogether(changes);
    }

    /** Takes an indicator's numbers back. */
    public void withdraw(Principal user, Indicator indicator) {
        tables.tell(user.name(), "figure.withdraw", Map.of("indicator", indicator.id()));
        tables.changeTogether(List.of(removed(indicator)));
    }

    private static OwnTables.Change removed(Indicator indicator) {
        return OwnTables.Change.of("DELETE FROM portal_published WHERE indicator = ?", indicator.id());
    }

    /** What is published of an indicator as it is defined today; numbers of an earlier version mean something else. */
    public List<Figure> of(Indicator indicator) {
        return tables.list(
                "SELECT grp, version, period_end, numerator, denominator, published, published_by FROM portal_published"
                        + " WHERE indicator = ? AND version = ?",
                row -> new Figure(
                        row.getString("grp"),
                        row.getInt("version"),
                        row.getDate("period_end").toLocalDate(),
                        row.getDouble("numerator"),
                        row.getDouble("denominator"),
                        row.getTimestamp("published").toInstant(),
                        row.getString("published_by")),
                indicator.id(),
                indicator.version());
    }
}

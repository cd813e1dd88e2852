package dk.samsyn.broker.portal.practice;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that a disease programme wants followed.
 *
 * @param concept the broker's concept, such as {@code HBA1C}
 * @param kind which derived view holds its latest value
 * @param label its name in Danish, short enough for a heading
 * @param unit canonical unit
 * @param everyDays days after which a value is old; 0 if the programme sets no interval
 * @param limit the programme's limit, if it has one
 */
public record Measure(String concept, Kind kind, String label, String unit, int everyDays, Optional<Limit> limit) {
    /** Where the latest value is. */
    public enum Kind {
        LAB,
        CLINICAL
    }

    /** A value on the wrong side of {@code value} is marked; limits are of domain rules, not of this program. */
    public record Limit(Side side, BigDecimal value) {
        boolean crossed(@Nullable Object number) {
            if (!(number instanceof Number n)) {
                return false;
            }
            int compared = new BigDecimal(n.toString()).compareTo(value);
            return side == Side.FROM ? compared >= 0 : compared < 0;
        }
    }

    /** On which side of a limit values are marked. */
    public enum Side {
        /** At or above. */
        FROM,
        /** Below. */
        BELOW
    }

    static Measure lab(String concept, String label, String unit, int everyDays, @Nullable Limit limit) {
        return new Measure(concept, Kind.LAB, label, unit, everyDays, Optional.ofNullable(limit));
    }

    static Measure clinical(String concept, String label, String unit, int everyDays, @Nullable Limit limit) {
        return new Measure(concept, Kind.CLINICAL, label, unit, everyDays, Optional.ofNullable(limit));
    }

    static Limit from(int value) {
        return new Limit(Side.FROM, BigDecimal.valueOf(value));
    }

    static Limit from(String value) {
        return new Limit(Side.FROM, new BigDecimal(value));
    }

    static Limit below(int value) {
        return new Limit(Side.BELOW, BigDecimal.valueOf(value));
    }
}

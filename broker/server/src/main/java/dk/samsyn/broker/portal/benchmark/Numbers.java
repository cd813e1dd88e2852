package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorValue;
import dk.samsyn.broker.indicator.Interval;
import dk.samsyn.broker.portal.Danish;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** An indicator's numbers as they are read: percent with one decimal, rates with three digits that count. */
public final class Numbers {
    private static final double PERCENT = 100;
    private static final double MANY = 100;

    private Numbers() {}

    /** The unit: {@code %} or {@code pr. 1.000}. */
    static String unit(Indicator indicator) {
        return indicator.share() ? "%" : "pr. " + Danish.number(indicator.per());
    }

    /** A value on the scale of the unit. */
    static double scaled(Indicator indicator, double value) {
        double number = indicator.share() ? PERCENT * value : value;
        return BigDecimal.valueOf(number)
                .setScale(!indicator.share() && number >= MANY ? 0 : 1, RoundingMode.HALF_UP)
                .doubleValue();
    }

    static String text(Indicator indicator, double value) {
        double number = scaled(indicator, value);
        String text = Danish.number(number);
        boolean one = indicator.share() || number < MANY;
        return one && text.indexOf(',') < 0 ? text + ",0" : text;
    }

    /** A value without its unit. */
    public static String of(Indicator indicator, double value) {
        return text(indicator, value);
    }

    /** A value with its unit; empty if it is withheld. */
    public static String whole(Indicator indicator, IndicatorValue value) {
        return value.value() == null ? "" : text(indicator, value.value()) + " " + unit(indicator);
    }

    /** The 95 % limits, such as {@code 75,5–84,3}; empty if the value is withheld. */
    public static String interval(Indicator indicator, IndicatorValue value) {
        Interval interval = value.interval();
        return interval == null ? "" : text(indicator, interval.lower()) + "–" + text(indicator, interval.upper());
    }

    /** The target, such as {@code mindst 95 %}; empty if there is none. */
    static String standard(Indicator indicator) {
        return indicator
                .standard()
                .map(s ->
                        words(s.operator()) + " " + Danish.number(scaled(indicator, s.value())) + " " + unit(indicator))
                .orElse("");
    }

    private static String words(String operator) {
        return switch (operator) {
            case ">" -> "over";
            case ">=" -> "mindst";
            case "<" -> "under";
            default -> "højst";
        };
    }
}

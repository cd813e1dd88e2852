package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.indicator.Funnel;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorValue;
import dk.samsyn.broker.portal.Danish;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one division beside each other. They are compared (order, funnel, marks) only from {@link #FEWEST} of them that
 * have a value; fewer are a list by name.
 *
 * @param units the groups, in the order in which they are shown
 * @param compared whether they may be compared
 */
record Units(List<Unit> units, boolean compared) {
    static final int FEWEST = 5;
    /** By how many a released count is off as a rule, as notice SDC-P01 says; now and then it is more. */
    static final double NOISE = 4;

    static final double WARNING = 0.95;
    static final double ALARM = 0.998;

    /**
     * One group.
     *
     * @param code its code in the answer
     * @param name for people
     * @param value its number
     * @param side where it lies of the 99.8 % limits; always inside where nothing is compared
     */
    record Unit(String code, String name, IndicatorValue value, Funnel.Side side, Indicator indicator) {
        public boolean known() {
            return value.value() != null;
        }

        public String text() {
            return Numbers.whole(indicator, value);
        }

        /** The value without its unit. */
        public String bare() {
            Double number = value.value();
            return number == null ? "" : Numbers.text(indicator, number);
        }

        public String interval() {
            return Numbers.interval(indicator, value);
        }

        public String numerator() {
            return Danish.number(value.numerator());
        }

        public String denominator() {
            return Danish.number(value.denominator());
        }

        public String why() {
            return value.why().orElse("");
        }

        /** Whether the target is met; null where there is none or no value. */
        public @Nullable Boolean met() {
            return value.value() == null ? null : indicator.met(value.value());
        }

        /** {@code bedre}, {@code daarligere}, {@code anderledes}, or empty if chance alone explains the difference. */
        public String mark() {
            if (side == Funnel.Side.INSIDE) {
                return "";
            }
            return switch (indicator.polarity()) {
                case "high_is_good" -> side == Funnel.Side.ABOVE ? "bedre" : "daarligere";
                case "low_is_good" -> side == Funnel.Side.BELOW ? "bedre" : "daarligere";
                default -> "anderledes";
            };
        }
    }

    /**
     * Puts the groups of an answer beside each other.
     *
     * @param centre value of everybody
     * @param names names of municipalities by code
     */
    static Units of(
            Division division, Results.Result result, Optional<IndicatorValue> centre, Map<String, String> names) {
        Indicator indicator = result.wanted().indicator();
        List<IndicatorValue> values =
                result.values().stream().filter(v -> !v.group().isEmpty()).toList();
        boolean compared = division.units()
                && values.stream().filter(v -> v.value() != null).count() >= FEWEST;
        Double middle = centre.map(IndicatorValue::value).orElse(null);
        Collator danish = Collator.getInstance(Locale.forLanguageTag("da"));
        Comparator<Unit> byName = Comparator.comparing(Unit::name, danish::compare);
        Comparator<Unit> byValue = Comparator.comparing(
                        (Unit u) -> u.value().value(), Comparator.nullsFirst(Comparator.<Double>naturalOrder()))
                .reversed()
                .thenComparing(byName);
        List<Unit> units = values.stream()
                .map(value -> new Unit(
                        value.group(),
                        name(division, value.group(), names),
                        value,
                        compared && middle != null && Funnel.drawn(indicator)
                                ? Funnel.side(indicator, middle, value, ALARM, NOISE)
                                : Funnel.Side.INSIDE,
                        indicator))
                .sorted(compared ? byValue : division == Division.ALDER ? Units::byAge : byName)
                .toList();
        return new Units(units, compared);
    }

    /** Units that differ from all by more than chance, with that mark. */
    List<Unit> marked(String mark) {
        return units.stream().filter(u -> u.mark().equals(mark)).toList();
    }

    public long known() {
        return units.stream().filter(Unit::known).count();
    }

    private static int byAge(Unit one, Unit other) {
        return Integer.compare(Integer.parseInt(one.code()), Integer.parseInt(other.code()));
    }

    private static String name(Division division, String code, Map<String, String> names) {
        return switch (division) {
            case KOMMUNE -> names.getOrDefault(code, code);
            case KOEN -> code.equals("K") ? "Kvinder" : code.equals("M") ? "Mænd" : code;
            case ALDER -> ages(code);
            default -> code;
        };
    }

    private static String ages(String code) {
        int from = Integer.parseInt(code);
        return from >= 80 ? "80 år og derover" : from + "–" + (from + 19) + " år";
    }
}

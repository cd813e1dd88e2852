package dk.samsyn.broker.indicator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A control chart of successive periods that do not overlap: which of them differ by more than the variation that is always there.
 * A share is a p chart, mean ± 3 √(p (1 − p) / n) for each period's own n; a rate is an XmR chart, mean ± 2.66 times the mean moving
 * range (Wheeler; 2.66 = 3 / 1.128).
 *
 * @param centre the mean: of all periods together for a share, of the periods' values for a rate
 * @param points one for each period, in order
 */
public record ControlChart(double centre, List<Point> points) {
    /** Fewest known periods for limits that mean something. */
    public static final int FEWEST = 8;

    private static final double RANGE_FACTOR = 2.66;
    private static final int RUN = 7;

    public ControlChart {
        points = List.copyOf(points);
    }

    /** What tells that something has changed. */
    public enum Signal {
        /** Beyond the limits. */
        OUTSIDE,
        /** Seven or more in a row on one side of the mean. */
        SHIFT,
        /** Seven or more in a row that each rise, or each fall. */
        TREND,
        /** Two of three in a row beyond two thirds of the way to the same limit. */
        NEAR
    }

    /**
     * One period.
     *
     * @param value null if it is withheld: a gap, which ends every run
     * @param limits between which it would lie if nothing had changed; null with the value
     */
    public record Point(@Nullable Double value, @Nullable Interval limits, Set<Signal> signals) {}

    /** Whether an indicator has such a chart: events in time, often enough for a year, so that there are some in a quarter. */
    public static boolean drawn(Indicator indicator) {
        return indicator.periodic()
                && indicator.months() <= 12
                && (indicator.statistic() == Indicator.Statistic.RATE
                        || indicator.statistic() == Indicator.Statistic.PROPORTION_OF_ROWS);
    }

    /**
     * The chart of released values.
     *
     * @param values of successive periods
     * @param noise by how many a released numerator may be off. In a p chart a value is first moved that much towards the mean, so
     *     that noise alone gives no signal; in an XmR chart the noise is part of the moving range
     * @return null if fewer than {@link #FEWEST} periods are known
     */
    public static @Nullable ControlChart of(Indicator indicator, List<IndicatorValue> values, double noise) {
        if (values.stream().filter(v -> v.value() != null).count() < FEWEST) {
            return null;
        }
        return indicator.share() ? share(values, noise) : rate(values);
    }

    private static ControlChart share(List<IndicatorValue> values, double noise) {
        double count = 0;
        double all = 0;
        for (IndicatorValue value : values) {
            if (value.value() != null) {
                count += value.value() * value.denominator();
                all += value.denominator();
            }
        }
        double centre = count / all;
        List<@Nullable Double> known = new ArrayList<>();
        List<@Nullable Double> judged = new ArrayList<>();
        List<Interval> limits = new ArrayList<>();
        for (IndicatorValue value : values) {
            Double is = value.value();
            double half = 3 * Math.sqrt(centre * (1 - centre) / value.denominator());
            double off = noise / value.denominator();
            known.add(is);
            judged.add(is == null ? null : is > centre ? Math.max(centre, is - off) : Math.min(centre, is + off));
            limits.add(new Interval(Math.max(0, centre - half), Math.min(1, centre + half)));
        }
        return chart(centre, known, judged, limits);
    }

    private static ControlChart rate(List<IndicatorValue> values) {
        List<@Nullable Double> known = new ArrayList<>();
        values.forEach(value -> known.add(value.value()));
        List<Double> there = new ArrayList<>();
        List<Double> ranges = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            Double is = known.get(i);
            Double before = i == 0 ? null : known.get(i - 1);
            if (is != null) {
                there.add(is);
            }
            if (is != null && before != null) {
                ranges.add(Math.abs(is - before));
            }
        }
        double centre = mean(there);
        double half = RANGE_FACTOR * mean(ranges);
        Interval same = new Interval(Math.max(0, centre - half), centre + half);
        return chart(centre, known, known, known.stream().map(v -> same).toList());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static ControlChart chart(
            double centre, List<@Nullable Double> values, List<@Nullable Double> judged, List<Interval> limits) {
        List<Set<Signal>> signals = values.stream()
                .map(v -> (Set<Signal>) EnumSet.noneOf(Signal.class))
                .toList();
        for (int i = 0; i < values.size(); i++) {
            Double is = judged.get(i);
            if (is != null && (is < limits.get(i).lower() || is > limits.get(i).upper())) {
                signals.get(i).add(Signal.OUTSIDE);
            }
        }
        int[] sides = IntStream.range(0, values.size())
                .map(i -> sign(judged.get(i), centre))
                .toArray();
        int[] steps = IntStream.range(0, values.size())
                .map(i -> i == 0 ? 0 : sign(judged.get(i), judged.get(i - 1)))
                .toArray();
        runs(sides, 0, Signal.SHIFT, signals);
        // Seven that rise are six steps, and the point before the first step belongs to them.
        runs(steps, 1, Signal.TREND, signals);
        near(centre, judged, limits, signals);
        List<Point> points = IntStream.range(0, values.size())
                .mapToObj(i -> new Point(
                        values.get(i), values.get(i) == null ? null : limits.get(i), Set.copyOf(signals.get(i))))
                .toList();
        return new ControlChart(centre, points);
    }

    private static int sign(@Nullable Double value, @Nullable Double other) {
        return value == null || other == null ? 0 : (int) Math.signum(value - other);
    }

    private static void runs(int[] signs, int before, Signal signal, List<Set<Signal>> signals) {
        int start = 0;
        for (int i = 1; i <= signs.length; i++) {
            if (i == signs.length || signs[i] != signs[start]) {
                if (signs[start] != 0 && i - start + before >= RUN) {
                    IntStream.range(start - before, i)
                            .forEach(at -> signals.get(at).add(signal));
                }
                start = i;
            }
        }
    }

    private static void near(
            double centre, List<@Nullable Double> judged, List<Interval> limits, List<Set<Signal>> signals) {
        for (int side : new int[] {-1, 1}) {
            for (int i = 2; i < judged.size(); i++) {
                List<Integer> beyond = new ArrayList<>();
                for (int at = i - 2; at <= i; at++) {
                    Double is = judged.get(at);
                    Interval limit = limits.get(at);
                    double edge = centre + 2 * ((side < 0 ? limit.lower() : limit.upper()) - centre) / 3;
                    if (is != null && side * (is - edge) > 0) {
                        beyond.add(at);
                    }
                }
                if (beyond.size() >= 2) {
                    beyond.forEach(at -> signals.get(at).add(Signal.NEAR));
                }
            }
        }
    }
}

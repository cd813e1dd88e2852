package dk.samsyn.broker.indicator;

import java.util.List;
import java.util.stream.IntStream;

/** Deciles of units' values: linear between the ordered values, as in spreadsheets (Hyndman and Fan 1996, type 7). */
public final class Deciles {
    /** Fewest units: of fewer, the outer deciles would be single units' values. */
    public static final int FEWEST = 10;

    private Deciles() {}

    /** The nine deciles from the first to the ninth; none if there are fewer than {@link #FEWEST} values. */
    public static List<Double> of(List<Double> values) {
        if (values.size() < FEWEST) {
            return List.of();
        }
        double[] ordered =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return IntStream.rangeClosed(1, 9)
                .mapToObj(d -> {
                    double at = (ordered.length - 1) * d / 10.0;
                    int below = (int) at;
                    int above = Math.min(below + 1, ordered.length - 1);
                    return ordered[below] + (at - below) * (ordered[above] - ordered[below]);
                })
                .toList();
    }
}

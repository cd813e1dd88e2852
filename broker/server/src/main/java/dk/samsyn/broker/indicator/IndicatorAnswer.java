package dk.samsyn.broker.indicator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the released rows of an indicator's statement to its values: the one place where that is worked out. */
public final class IndicatorAnswer {
    private IndicatorAnswer() {}

    /**
     * One row of the answer.
     *
     * @param group the group
     * @param age first year of the band of ages, of a standardised rate only; null where it is unknown
     * @param numerator released number, or null if it is withheld
     * @param denominator released number
     */
    public record Row(
            String group, @Nullable Integer age, @Nullable Double numerator, double denominator) {}

    /** One value for each group, in the order of the rows. */
    public static List<IndicatorValue> values(Indicator indicator, List<Row> rows) {
        if (indicator.statistic() != Indicator.Statistic.DSR) {
            return rows.stream()
                    .map(row -> IndicatorValue.of(indicator, row.group(), row.numerator(), row.denominator()))
                    .toList();
        }
        Map<String, List<IndicatorValue.Band>> bands = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.age() != null) {
                bands.computeIfAbsent(row.group(), none -> new ArrayList<>())
                        .add(new IndicatorValue.Band(row.age(), row.numerator(), row.denominator()));
            }
        }
        List<IndicatorValue> values = new ArrayList<>();
        bands.forEach((group, of) -> values.add(IndicatorValue.standardised(indicator, group, of)));
        return values;
    }
}

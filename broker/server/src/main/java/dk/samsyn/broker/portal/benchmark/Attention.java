package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorValue;
import dk.samsyn.broker.indicator.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When an indicator is worth somebody's time: its target is missed by more than chance, or some municipalities differ. */
final class Attention {
    private Attention() {}

    /**
     * One reason.
     *
     * @param text a Danish sentence, perhaps with {@code {0}}
     * @param what what stands for it
     */
    record Reason(String text, String what) {}

    static List<Reason> reasons(
            Indicator indicator, Optional<Results.Result> total, Optional<Results.Result> municipalities) {
        List<Reason> reasons = new ArrayList<>();
        Optional<IndicatorValue> all = total.flatMap(Results.Result::only);
        if (all.filter(value -> missed(indicator, value)).isPresent()) {
            reasons.add(new Reason("Målet er {0} og nås ikke.", Numbers.standard(indicator)));
        }
        municipalities.ifPresent(result -> {
            Units units = Units.of(Division.KOMMUNE, result, all, Map.of());
            int worse = units.marked("daarligere").size();
            if (worse == 1) {
                reasons.add(new Reason("1 kommune afviger i ugunstig retning (99,8 %).", ""));
            } else if (worse > 1) {
                reasons.add(new Reason("{0} kommuner afviger i ugunstig retning (99,8 %).", Integer.toString(worse)));
            }
        });
        return reasons;
    }

    /** Whether even the better end of the 95 % interval does not meet the target. */
    private static boolean missed(Indicator indicator, IndicatorValue value) {
        Interval interval = value.interval();
        return interval != null
                && indicator
                        .standard()
                        .filter(s -> !s.met(interval.lower()) && !s.met(interval.upper()))
                        .isPresent();
    }
}

package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.DanishTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a practice's recall list is made of.
 *
 * @param conditions names of the conditions whose controls are recalled for
 * @param intervals months between controls by name of condition; those not named have {@link #USUAL_MONTHS}
 * @param monthsAhead the list holds whose control falls due up to the end of that month, 0 for the current one
 * @param repeats how often it is made anew; empty for by hand only
 * @param lastMade when it was last made
 * @param madeBy by whom
 */
record RecallPlan(
        List<String> conditions,
        Map<String, Integer> intervals,
        int monthsAhead,
        Optional<Repeat> repeats,
        Optional<Instant> lastMade,
        String madeBy) {
    RecallPlan {
        conditions = List.copyOf(conditions);
        intervals = Map.copyOf(intervals);
    }

    /** The programmes' yearly control. */
    static final int USUAL_MONTHS = 12;

    static final RecallPlan USUAL = new RecallPlan(
            Condition.ALL.stream().map(Condition::name).toList(),
            Map.of(),
            1,
            Optional.of(Repeat.MONTH),
            Optional.empty(),
            "");

    /** Months between two controls of a condition. */
    public int months(String condition) {
        return intervals.getOrDefault(condition, USUAL_MONTHS);
    }

    /** The day on which the control after one of that day is due. */
    LocalDate next(String condition, LocalDate control) {
        return control.plusMonths(months(condition));
    }

    /**
     * The first day of last controls that are not on the list: one of a month is due, months later, in one month whatever its day.
     */
    LocalDate before(String condition, LocalDate today) {
        return YearMonth.from(today)
                .plusMonths(monthsAhead + 1L)
                .minusMonths(months(condition))
                .atDay(1);
    }

    /** When it was last made, in Danish time. */
    public Optional<LocalDateTime> made() {
        return lastMade.map(time -> LocalDateTime.ofInstant(time, DanishTime.ZONE));
    }

    /** The day on which it is to be made again; empty if by hand only, or not yet made. */
    public Optional<LocalDate> again() {
        return repeats.flatMap(repeat -> made().map(time -> time.toLocalDate()).map(repeat::after));
    }

    /** Whether it is time to make it by itself; never before somebody has made it once. */
    boolean due(LocalDate day) {
        return again().filter(again -> !again.isAfter(day)).isPresent();
    }

    /** Intervals as they are stored. */
    String intervalText() {
        return intervals.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
    }

    /** Stored intervals. */
    static Map<String, Integer> intervals(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(one -> one.split("=", -1))
                .filter(one -> one.length == 2)
                .collect(Collectors.toMap(one -> one[0], one -> Integer.valueOf(one[1])));
    }
}

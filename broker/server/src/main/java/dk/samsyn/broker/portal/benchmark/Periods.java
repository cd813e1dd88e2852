package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.indicator.Indicator;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Periods of the pages: they end with a quarter, so that every reader of a quarter sees the same numbers. */
final class Periods {
    private static final int QUARTERS = 8;
    private static final int YEARS = 4;
    private static final int MONTHS_OF_QUARTER = 3;

    private Periods() {}

    /** First day after the last whole quarter. */
    static LocalDate end(LocalDate today) {
        return today.with(IsoFields.DAY_OF_QUARTER, 1);
    }

    /** Ends that a reader may choose, the latest first. */
    static List<LocalDate> choices(LocalDate today) {
        return Stream.iterate(end(today), e -> e.minusMonths(MONTHS_OF_QUARTER))
                .limit(QUARTERS)
                .toList();
    }

    /** Ends of the periods of a trend, the oldest first; none for an indicator that is about today. */
    static List<LocalDate> trend(Indicator indicator, LocalDate end) {
        return indicator.periodic()
                ? IntStream.range(0, YEARS)
                        .mapToObj(i -> end.minusYears(YEARS - 1 - i))
                        .toList()
                : List.of();
    }
}

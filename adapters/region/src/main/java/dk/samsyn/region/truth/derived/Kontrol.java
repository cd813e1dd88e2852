package dk.samsyn.region.truth.derived;

import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One row of {@code kontrol} without the citizen; equal rows are one. */
record Kontrol(
        Sygdom sygdom,
        LocalDate date,
        String place,
        @Nullable String orgId,
        String evidence,
        String precision) {
    static final String HOSPITAL = "hospital";
    static final String PRACTICE = "praksis";

    /** The order in which {@code senest_kontrol} takes the first. */
    static final Comparator<Kontrol> LATEST_FIRST = Comparator.comparing(Kontrol::date)
            .reversed()
            .thenComparing(Kontrol::place)
            .thenComparing(Kontrol::orgId, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Kontrol::precision);
}

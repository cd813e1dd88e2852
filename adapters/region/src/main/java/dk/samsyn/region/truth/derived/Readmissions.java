package dk.samsyn.region.truth.derived;

import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import dk.samsyn.region.truth.SksConcepts;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Acute admissions 4 hours to 30 days after the discharge before them, across the break between LPR2 and LPR3. */
final class Readmissions {
    private static final int HOURS = 4;
    private static final int DAYS = 30;

    private static final Comparator<@Nullable LocalDateTime> MISSING_LAST =
            Comparator.nullsLast(Comparator.<LocalDateTime>naturalOrder());

    private Readmissions() {}

    static void write(CitizenTruth rows) {
        List<Row> admissions = rows.rows("kontakt").stream()
                .filter(k -> "hospital".equals(k.text("sektor")) && "indlaeggelse".equals(k.text("kontaktform")))
                .filter(k -> k.time("start_tid") != null)
                .sorted(Comparator.comparing((Row k) -> Objects.requireNonNull(k.time("start_tid")))
                        .thenComparing(k -> k.time("slut_tid"), MISSING_LAST)
                        .thenComparing(k -> Objects.requireNonNull(k.text("kilde")))
                        .thenComparing(k -> Objects.requireNonNull(k.text("kilde_id"))))
                .toList();
        for (int i = 1; i < admissions.size(); i++) {
            Row again = admissions.get(i);
            LocalDateTime discharge = admissions.get(i - 1).time("slut_tid");
            LocalDateTime start = Objects.requireNonNull(again.time("start_tid"));
            if (discharge != null
                    && "akut".equals(again.text("prioritet"))
                    && !start.isBefore(discharge.plusHours(HOURS))
                    && !start.isAfter(discharge.plusDays(DAYS))) {
                rows.row("genindlaeggelse")
                        .set("udskrivning_tid", discharge)
                        .set("genindlaeggelse_tid", start)
                        .set("org_id", again.text("org_id"))
                        .set("aarsag_begreb", cause(again));
            }
        }
    }

    /** Concept of the action diagnosis of a contact, or null. */
    private static @Nullable String cause(Row contact) {
        String sks = contact.text("aarsag_kode");
        return sks == null ? null : SksConcepts.diagnosis(sks);
    }
}

package dk.samsyn.region.municipal;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A condition in a municipality's record.
 *
 * @param id unique in all records
 * @param registered when, in Copenhagen
 * @param closed day on which it was closed, or null while it is active
 * @param severity {@code B1} … {@code B6} for conditions of functioning, else null
 */
public record CareCondition(
        long id,
        int kommunekode,
        WrittenCode code,
        LocalDateTime registered,
        @Nullable LocalDate closed,
        @Nullable String severity) {

    /** Level 0–4, or 9 for not relevant: B1=0, B2=1, B3=2, B4=3, B5=4, B6=9; null without severity. */
    public @Nullable Integer level() {
        if (severity == null) {
            return null;
        }
        int step = severity.charAt(1) - '0';
        return step == 6 ? 9 : step - 1;
    }
}

package dk.samsyn.region.people;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A contact with general practice.
 *
 * @param number 0, 1, … in order of time
 * @param ydernr the practice, six characters
 * @param control the disease of a yearly control (service 0120), or null
 */
public record PracticeVisit(
        int number,
        LocalDateTime time,
        String ydernr,
        Form form,
        @Nullable Disease control) {
    /** What kind of contact. */
    public enum Form {
        KONSULTATION,
        TELEFON,
        E_KONSULTATION,
        VIDEO,
        HJEMMEBESOEG
    }

    PracticeVisit numbered(int n) {
        return new PracticeVisit(n, time, ydernr, form, control);
    }
}

package dk.samsyn.region.people;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A contact with a hospital.
 *
 * @param number 0, 1, … in order of time: with the citizen's index the key of the contact
 * @param acute whether it was not planned
 * @param start begin
 * @param end end, or null for one who is still admitted
 * @param department seven digits, SHAK code of the day
 * @param sks A-diagnosis
 * @param control the disease that was controlled, or null for other contacts
 */
public record HospitalContact(
        int number,
        Form form,
        boolean acute,
        LocalDateTime start,
        @Nullable LocalDateTime end,
        Speciality speciality,
        String department,
        String sks,
        @Nullable Disease control) {
    /** What kind of contact. */
    public enum Form {
        INDLAEGGELSE,
        AMBULANT,
        AKUT_AMBULANT
    }

    HospitalContact numbered(int n) {
        return new HospitalContact(n, form, acute, start, end, speciality, department, sks, control);
    }
}

package dk.samsyn.region.praksis;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one practice's system holds of one citizen.
 *
 * <p>Row ids ({@code id}) are unique per table in the practice and depend on the citizen alone; {@code lokalId} is the
 * system's own number of a patient and means another person in the next practice.
 *
 * @param ydernr the practice, six characters
 * @param variant how its system spells data
 * @param patients one, or two if the citizen was entered again under a new number
 */
record PracticeChart(
        String ydernr,
        PraksisVariant variant,
        List<Patient> patients,
        List<Contact> contacts,
        List<Diagnosis> diagnoses,
        List<Analysis> analyses,
        List<Capture> captures,
        List<Ordination> ordinations,
        List<Fee> fees,
        List<Vaccination> vaccinations) {
    PracticeChart {
        patients = List.copyOf(patients);
        contacts = List.copyOf(contacts);
        diagnoses = List.copyOf(diagnoses);
        analyses = List.copyOf(analyses);
        captures = List.copyOf(captures);
        ordinations = List.copyOf(ordinations);
        fees = List.copyOf(fees);
        vaccinations = List.copyOf(vaccinations);
    }

    /** Key of a row outside the practice, where row numbers repeat. */
    String key(long id) {
        return ydernr + "-" + id;
    }

    /**
     * An entry in the patient list.
     *
     * @param number person number without hyphen as the practice knows it
     * @param from first day on the list, or null for one without a fixed doctor (group 2)
     * @param to last day, or null
     */
    record Patient(
            int lokalId,
            String number,
            String name,
            String doctor,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}

    /** How a citizen met the practice, with the words of the system and of the canonical model. */
    enum ContactKind {
        KONS("konsultation", "0101"),
        TLF("telefon", "0201"),
        EKONS("e_konsultation", "0105"),
        VIDEO("video", "0125"),
        BESOEG("hjemmebesoeg", "0411");

        private final String form;
        private final String fee;

        ContactKind(String form, String fee) {
            this.form = form;
            this.fee = fee;
        }

        /** {@code kontaktform} of the canonical model. */
        String form() {
            return form;
        }

        /** Fee for the contact itself (domain.md 2.7). */
        String fee() {
            return fee;
        }
    }

    /** A contact; {@code icpc} is the reason as the system spells it, or null. */
    record Contact(
            long id,
            int lokalId,
            LocalDateTime time,
            ContactKind kind,
            String doctor,
            @Nullable String icpc) {}

    /** A diagnosis; {@code icpc} as the system spells it. */
    record Diagnosis(
            long id,
            int lokalId,
            String icpc,
            String text,
            LocalDate start,
            @Nullable LocalDate end,
            String doctor) {}

    /**
     * A result, of a blood sample or of anything else measured.
     *
     * @param time when it was entered
     * @param exact whether the time of day is known; if not, neither is the sampling time
     * @param sampled when it was measured; null where nobody wrote it down
     * @param number the number in {@code analyse}'s own unit, as precise as written
     */
    record Analysis(
            long id,
            int lokalId,
            LocalDateTime time,
            boolean exact,
            @Nullable LocalDateTime sampled,
            String doctor,
            OfficeTest test,
            BigDecimal number) {}

    /** One answer on a form of the data capture module. */
    record Capture(long id, int lokalId, LocalDate date, String form, String field, String answer) {}

    /** A prescription as the practice keeps it. */
    record Ordination(long id, int lokalId, LocalDate date, String atc, String product, String dosage) {}

    /**
     * A fee.
     *
     * @param date day of the service; the invoice tells the week only
     * @param number four digits
     * @param child whether the service was for a child on a parent's number
     */
    record Fee(long id, int lokalId, LocalDate date, String number, int count, boolean child) {}

    /** A vaccination with the words the practice used. */
    record Vaccination(long id, int lokalId, LocalDate date, String text) {}
}

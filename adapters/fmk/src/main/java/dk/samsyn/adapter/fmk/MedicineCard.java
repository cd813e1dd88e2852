package dk.samsyn.adapter.fmk;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One citizen's medicine card as read, without the citizen.
 *
 * @param persons numbers the card says it belongs to, empty if it says none
 * @param version version of the card
 * @param hidden whether something was left out by the citizen's choice
 * @param ordinations what is prescribed, and placeholders for what is private
 * @param prescriptions one per handover, or one for a prescription without
 */
record MedicineCard(
        Set<String> persons,
        @Nullable String version,
        boolean hidden,
        List<Ordination> ordinations,
        List<Prescription> prescriptions) {
    /** The card of a person FMK does not know. */
    static final MedicineCard NONE = new MedicineCard(Set.of(), null, false, List.of(), List.of());

    MedicineCard {
        persons = Set.copyOf(persons);
        ordinations = List.copyOf(ordinations);
        prescriptions = List.copyOf(prescriptions);
    }

    /** One ordination (DrugMedication). */
    record Ordination(
            @Nullable String id,
            @Nullable String version,
            @Nullable String atc,
            @Nullable String drug,
            @Nullable String strength,
            @Nullable String dosage,
            @Nullable String indication,
            @Nullable LocalDate start,
            @Nullable LocalDate end,
            @Nullable Boolean paused,
            @Nullable String type,
            @Nullable String orderedBy,
            boolean hidden) {
        /** A placeholder that says only that something is there. */
        static Ordination hidden(@Nullable String id, @Nullable String version) {
            return new Ordination(id, version, null, null, null, null, null, null, null, null, null, null, true);
        }

        /** The row of table {@code ordination}. */
        @Nullable
        Object[] row(String cpr, boolean cardHidden) {
            return new @Nullable Object[] {
                cpr,
                id,
                version,
                atc,
                drug,
                strength,
                dosage,
                indication,
                start,
                end,
                paused,
                type,
                orderedBy,
                hidden || cardHidden
            };
        }
    }

    /** One prescription (Warrant) with one of its handovers, or with none. */
    record Prescription(
            @Nullable String id,
            @Nullable String ordinationId,
            @Nullable String handoverId,
            @Nullable String atc,
            @Nullable LocalDate authorised,
            @Nullable LocalDate validTo,
            @Nullable String status,
            @Nullable LocalDateTime handedOver,
            @Nullable Integer packages,
            @Nullable String issuedBy) {
        /** The row of table {@code recept}. */
        @Nullable
        Object[] row(String cpr) {
            return new @Nullable Object[] {
                cpr, id, ordinationId, handoverId, atc, authorised, validTo, status, handedOver, packages, issuedBy
            };
        }
    }

    /** Rows of table {@code ordination}; a card that hides everything still has one that says so. */
    List<@Nullable Object[]> ordinationRows(String cpr) {
        if (ordinations.isEmpty() && hidden) {
            return List.<@Nullable Object[]>of(Ordination.hidden(null, version).row(cpr, true));
        }
        return ordinations.stream()
                .map(ordination -> ordination.row(cpr, hidden))
                .toList();
    }

    /** Rows of table {@code recept}. */
    List<@Nullable Object[]> prescriptionRows(String cpr) {
        return prescriptions.stream().map(prescription -> prescription.row(cpr)).toList();
    }
}

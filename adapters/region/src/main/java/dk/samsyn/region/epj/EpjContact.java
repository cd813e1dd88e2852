package dk.samsyn.region.epj;

import dk.samsyn.region.people.HospitalContact;
import dk.samsyn.region.people.HospitalContact.Form;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A hospital contact as the record holds it.
 *
 * @param key {@code dw_ek_kontakt}; 0 in LPR2, which has none
 * @param id the canonical {@code kontakt_id}
 * @param lpr3 whether it is kept in the third register (from 3 February 2019)
 * @param virtual whether it was by video
 * @param diagnoses entries in order
 * @param refuted codes that were later refuted
 */
record EpjContact(
        long key,
        String id,
        boolean lpr3,
        boolean virtual,
        HospitalContact contact,
        List<Entry> diagnoses,
        Set<String> refuted) {
    /**
     * One entry of the diagnosis string.
     *
     * @param type A, B or +
     * @param code SKS code; empty for an A that was never filled in
     * @param belongsTo the code before a +, or null
     */
    record Entry(String type, String code, @Nullable String belongsTo) {}

    /** The packed string: {@code A:DE119#+:ALFC3#B:DI109}. */
    String packed() {
        StringBuilder packed = new StringBuilder();
        for (Entry entry : diagnoses) {
            packed.append(packed.length() == 0 ? "" : "#")
                    .append(entry.type())
                    .append(':')
                    .append(entry.code());
        }
        return packed.toString();
    }

    /** The A-diagnosis, or null if it is missing. */
    @Nullable
    String mainCode() {
        return diagnoses.stream()
                .filter(d -> d.type().equals("A") && !d.code().isEmpty())
                .map(Entry::code)
                .findFirst()
                .orElse(null);
    }

    /** The word of {@code pt_type}. */
    String ptType() {
        return switch (contact.form()) {
            case INDLAEGGELSE -> "Indlæggelse";
            case AMBULANT -> "Ambulant";
            case AKUT_AMBULANT -> "Akut ambulant";
        };
    }

    /** The word of {@code Kontakttype}. */
    String contactType() {
        return virtual ? "Virtuel kontakt" : "Fysisk fremmøde";
    }

    /** SKS code of urgency: ATA1 acute, ATA3 planned. */
    String priority() {
        return contact.acute() ? "ATA1" : "ATA3";
    }

    boolean admission() {
        return contact.form() == Form.INDLAEGGELSE;
    }
}

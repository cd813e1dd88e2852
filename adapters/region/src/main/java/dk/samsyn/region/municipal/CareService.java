package dk.samsyn.region.municipal;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A service in a municipality's record.
 *
 * @param id unique in all records
 * @param paragraf word of {@code kommunal_indsats.paragraf}
 * @param start first day
 * @param end last day, or null while it lasts
 * @param decision E1–E4 of the last follow-up, or null for a service given once
 */
public record CareService(
        long id,
        int kommunekode,
        WrittenCode code,
        String paragraf,
        Status status,
        LocalDate start,
        @Nullable LocalDate end,
        @Nullable String decision) {

    /** How far it is. */
    public enum Status {
        PLANLAGT,
        AKTIV,
        /** Given once. */
        UDFOERT,
        AFSLUTTET;

        /** Word of {@code kommunal_indsats.status}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

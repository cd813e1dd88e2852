package dk.samsyn.region.people;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Help that the municipality gives.
 *
 * @param kommunekode three digits
 * @param from first day
 * @param to last day, or null while it lasts
 */
public record MunicipalNeed(
        Kind kind,
        int kommunekode,
        LocalDate from,
        @Nullable LocalDate to) {
    /** Kinds of help, with the paragraph they rest on. */
    public enum Kind {
        PERSONLIG_PLEJE("SEL83"),
        RENGOERING("SEL83"),
        MADSERVICE("SEL83"),
        MEDICIN("SUL138"),
        SAAR("SUL138"),
        RESPIRATION("SUL138"),
        KREDSLOEB("SUL138"),
        MAALING("SUL138"),
        HJEMMEMONITORERING_DIABETES("SUL138"),
        HJEMMEMONITORERING_KOL("SUL138"),
        HJEMMEMONITORERING_HJERTE("SUL138"),
        FOREBYGGELSE("SUL119"),
        TOBAK("SUL119"),
        GENOPTRAENING("SUL140"),
        PLEJEHJEM("AELDRELOV");

        private final String paragraf;

        Kind(String paragraf) {
            this.paragraf = paragraf;
        }

        /** The word of {@code kommunal_indsats.paragraf}. */
        public String paragraf() {
            return paragraf;
        }
    }

    /** Whether help is given on {@code date}. */
    public boolean on(LocalDate date) {
        return !date.isBefore(from) && (to == null || !date.isAfter(to));
    }
}

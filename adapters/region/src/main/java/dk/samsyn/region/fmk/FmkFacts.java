package dk.samsyn.region.fmk;

import dk.samsyn.region.people.Citizen;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that FMK tells of one person, a pure function of the citizen: answers and truth are both written from it. FMK holds what
 * is current, what ended within two years, and purchases of two years.
 *
 * @param version version of the card
 * @param hidden whether the person has withheld something; what is withheld is not in {@code ordinations}
 * @param ordinations what is shown
 */
record FmkFacts(long version, boolean hidden, List<Ordination> ordinations) {
    /** Years that FMK looks back. */
    static final int YEARS_KEPT = 2;

    FmkFacts {
        ordinations = List.copyOf(ordinations);
    }

    /**
     * One ordination.
     *
     * @param dosage as the doctor means it
     * @param freeText whether the dosage is only text
     * @param translated whether the service adds its own wording to a structured dosage
     * @param byCitizen bought without prescription and entered by the citizen
     * @param created when, Copenhagen wall-clock time
     * @param by who ordered it; empty for the citizen
     */
    record Ordination(
            long id,
            String atc,
            String name,
            String strength,
            String dosage,
            boolean freeText,
            boolean translated,
            String indication,
            LocalDate start,
            @Nullable LocalDate end,
            boolean paused,
            boolean byCitizen,
            LocalDateTime created,
            Optional<Issuer> by,
            List<Warrant> warrants) {
        Ordination {
            warrants = List.copyOf(warrants);
        }
    }

    /** One prescription. Times are Copenhagen wall-clock times. */
    record Warrant(
            long id,
            Status status,
            LocalDateTime authorised,
            LocalDate validTo,
            Issuer by,
            int packages,
            List<Handover> handovers) {
        Warrant {
            handovers = List.copyOf(handovers);
        }
    }

    /** One dispensing at a pharmacy. */
    record Handover(long id, LocalDateTime time, int packages) {}

    /** State of a prescription in the words of 1.6 and of 1.4. */
    enum Status {
        OPEN("Open", "åben"),
        CLOSED("Closed", "afsluttet"),
        EXPIRED("Expired", "udløbet"),
        CANCELLED("Cancelled", "annulleret");

        private final String word;
        private final String oldWord;

        Status(String word, String oldWord) {
            this.word = word;
            this.oldWord = oldWord;
        }

        /** In FMK 1.6. */
        String word() {
            return word;
        }

        /** In FMK 1.4. */
        String oldWord() {
            return oldWord;
        }
    }

    /** What FMK tells of a citizen. */
    static FmkFacts of(Citizen citizen) {
        return new MedicineCabinet(citizen).facts();
    }
}

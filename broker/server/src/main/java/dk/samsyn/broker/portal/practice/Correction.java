package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.Visit;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a practice says of one diagnosis of a patient.
 *
 * @param id its id
 * @param person the patient's number
 * @param kind what is said
 * @param diagnosis the row that is meant; {@link Diagnosis#NONE} if one is missing
 * @param concept what it is instead, or what is missing; empty for a wrong one
 * @param newCode the code that the practice proposes, or empty
 * @param reason why, in the practice's words
 * @param steps what has happened to it, first to last; never empty
 */
record Correction(
        String id,
        String person,
        Kind kind,
        Diagnosis diagnosis,
        String concept,
        String newCode,
        String reason,
        List<Step> steps) {
    private static final String DOCTOR = "praktiserende_laege";

    Correction {
        steps = List.copyOf(steps);
    }

    /** What is said of a diagnosis. */
    enum Kind {
        WRONG("forkert"),
        RATHER("snarere"),
        MISSING("mangler");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        static Kind of(String path) {
            for (Kind kind : values()) {
                if (kind.label.equals(path)) {
                    return kind;
                }
            }
            throw Visit.invalid("slags");
        }
    }

    /** How far it is. A doctor answers for what leaves the practice; until then a secretary's proposal waits. */
    enum State implements FollowUp {
        PROPOSED("Afventer lægen"),
        READY("Skal sendes"),
        SENT("Sendt til kilden"),
        ACCEPTED("Rettet i kilden"),
        REFUSED("Afvist af kilden"),
        UNDONE("Fortrudt");

        private final String label;

        State(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }

        /** Whether the patient's page shows it as what the practice holds. */
        public boolean live() {
            return this != UNDONE;
        }

        /** What a user of that role may do next. */
        Set<State> next(String role) {
            boolean doctor = role.equals(DOCTOR);
            return switch (this) {
                case PROPOSED -> doctor ? EnumSet.of(READY, UNDONE) : EnumSet.of(UNDONE);
                case READY -> doctor ? EnumSet.of(SENT, UNDONE) : EnumSet.noneOf(State.class);
                case SENT -> doctor ? EnumSet.of(ACCEPTED, REFUSED, UNDONE) : EnumSet.of(ACCEPTED, REFUSED);
                case REFUSED -> doctor ? EnumSet.of(READY, UNDONE) : EnumSet.noneOf(State.class);
                case ACCEPTED -> doctor ? EnumSet.of(UNDONE) : EnumSet.noneOf(State.class);
                case UNDONE -> EnumSet.noneOf(State.class);
            };
        }

        /** The state in which what a user of that role says begins. */
        static State first(String role) {
            return role.equals(DOCTOR) ? READY : PROPOSED;
        }
    }

    /**
     * The row of a source.
     *
     * @param source id of the source
     * @param row its key there
     * @param code the code that stands there
     */
    record Diagnosis(String source, String row, String code) {
        static final Diagnosis NONE = new Diagnosis("", "", "");
    }

    /** One step: what it became, when, and by whom. */
    record Step(State state, Instant at, String who, String role) {
        /** When, for a page. */
        public String time() {
            return Danish.time(LocalDateTime.ofInstant(at, DanishTime.ZONE));
        }
    }

    public State state() {
        return steps.get(steps.size() - 1).state();
    }

    /** Whether the source has been told; then undoing it is something that the source must hear, too. */
    public boolean wasSent() {
        return steps.stream().anyMatch(step -> step.state() == State.SENT);
    }

    /** What is said, without the disease. */
    public String verdict() {
        return switch (kind) {
            case WRONG -> "Diagnosen er forkert";
            case RATHER -> "Er snarere";
            case MISSING -> "Mangler";
        };
    }

    /** The disease that is meant; empty for a wrong diagnosis. */
    public String label() {
        return concept.isEmpty() ? "" : Diagnoses.label(concept);
    }

    /** What is said, in one line. */
    public String says() {
        return verdict() + (concept.isEmpty() ? "" : ": " + label());
    }
}

package dk.samsyn.broker.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * On whose word a policy stands.
 *
 * @param status where it is in its life
 * @param from first day
 * @param to last day
 * @param owner its author
 * @param approvedBy who approved it, never the author
 * @param legalBasis filled in and answered for by the data controller
 */
public record Mandate(
        Status status,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        String owner,
        List<String> approvedBy,
        String legalBasis) {
    public Mandate {
        approvedBy = List.copyOf(approvedBy);
    }

    /** Whether the policy is in force on a day. */
    public boolean inForce(LocalDate day) {
        return status == Status.ACTIVE
                && from.map(first -> !day.isBefore(first)).orElse(true)
                && to.map(last -> !day.isAfter(last)).orElse(true);
    }

    boolean isActive() {
        return status == Status.ACTIVE;
    }

    /** Whether this is in force, from {@code today} on, on every day on which the other is. */
    boolean lastsAtLeast(Mandate other, LocalDate today) {
        LocalDate first = from.filter(today::isBefore).orElse(today);
        LocalDate otherFirst = other.from.filter(today::isBefore).orElse(today);
        boolean longEnough =
                to.isEmpty() || other.to.filter(day -> !day.isAfter(to.get())).isPresent();
        return !first.isAfter(otherFirst) && longEnough;
    }

    Mandate as(Status other) {
        return new Mandate(other, from, to, owner, approvedBy, legalBasis);
    }

    Mandate unsigned() {
        return new Mandate(Status.ACTIVE, from, to, "", List.of(), legalBasis);
    }

    /** Life of a policy; only an active one has effect. */
    public enum Status {
        DRAFT,
        REVIEW,
        ACTIVE,
        RETIRED
    }
}

package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.PolicyRef;
import java.util.List;
import java.util.Optional;

/**
 * One policy: to whom it speaks, about which data, with which effect. Every component has an order of its own, so that
 * {@link #toString()} is the same for equal policies; the version of a policy set is made from it.
 *
 * @param ref id, version and explanation in Danish
 * @param mandate on whose word it stands
 * @param audience roles, condition and purposes
 * @param effect permit or forbid
 * @param data tables, rows and columns
 * @param release how what it permits may leave; empty for a forbid
 * @param obligations what must happen if it is used
 * @param onePerson whether it holds only while exactly one person is bound by the query
 * @param breakGlass whether and how it may be widened with a reason
 * @param announce whether what it withholds is listed and refused with its explanation, instead of not existing
 */
public record Policy(
        PolicyRef ref,
        Mandate mandate,
        Audience audience,
        Effect effect,
        List<DataEntry> data,
        Optional<Release> release,
        Obligations obligations,
        boolean onePerson,
        Optional<BreakGlass> breakGlass,
        boolean announce) {
    public Policy {
        data = List.copyOf(data);
        if ((effect == Effect.PERMIT) != release.isPresent()) {
            throw new IllegalArgumentException("a permit, and nothing else, says how its data may leave");
        }
    }

    /** The policy's name. */
    public String id() {
        return ref.id();
    }

    /** The same policy in force: what it will be when the set it stands in is activated. */
    public Policy activated() {
        return with(mandate.as(Mandate.Status.ACTIVE));
    }

    /** The policy without who wrote and approved it, and where it is in its life: what two versions are compared by. */
    public Policy substance() {
        return with(mandate.unsigned());
    }

    private Policy with(Mandate other) {
        return new Policy(ref, other, audience, effect, data, release, obligations, onePerson, breakGlass, announce);
    }

    /** What a policy does. */
    public enum Effect {
        /** Shows cells. */
        PERMIT,
        /** Takes rows or tables away from every permit. */
        FORBID
    }
}

package dk.samsyn.broker.steward;

import dk.samsyn.broker.policy.Mandate.Status;
import dk.samsyn.broker.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a proposed set changes of the active one, and whether the texts say so: a changed policy is in review and has a higher
 * version, so that nobody's approval of an older text stands under a new one.
 *
 * @param added ids of policies that are new
 * @param changed ids of policies that say something else
 * @param removed ids of policies that are gone or retired
 * @param drafts ids of new policies that are not part of the set
 * @param problems what has to be put right before the set can be submitted
 */
public record SetChanges(
        List<String> added, List<String> changed, List<String> removed, List<String> drafts, List<String> problems) {
    public SetChanges {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        drafts = List.copyOf(drafts);
        problems = List.copyOf(problems);
    }

    /** Compares the policies of two sets. */
    static SetChanges between(ReadSet active, ReadSet proposed) {
        Comparison comparison = new Comparison(proposed.files());
        Map<String, Policy> old = active.byId();
        Map<String, Policy> fresh = proposed.byId();
        TreeSet<String> ids = new TreeSet<>(old.keySet());
        ids.addAll(fresh.keySet());
        ids.forEach(id -> comparison.compare(inForce(old.get(id)), fresh.get(id)));
        return comparison.result();
    }

    /** Whether any policy is added, changed or removed. */
    public boolean any() {
        return !added.isEmpty() || !changed.isEmpty() || !removed.isEmpty();
    }

    private static @Nullable Policy inForce(@Nullable Policy policy) {
        return policy != null && policy.mandate().status() == Status.ACTIVE ? policy : null;
    }

    private static final class Comparison {
        private final SetFiles files;
        private final List<String> added = new ArrayList<>();
        private final List<String> changed = new ArrayList<>();
        private final List<String> removed = new ArrayList<>();
        private final List<String> drafts = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();

        Comparison(SetFiles files) {
            this.files = files;
        }

        SetChanges result() {
            return new SetChanges(added, changed, removed, drafts, problems);
        }

        void compare(@Nullable Policy old, @Nullable Policy fresh) {
            Status status = fresh == null ? Status.RETIRED : fresh.mandate().status();
            if (old == null) {
                isNew(fresh, status);
                return;
            }
            String id = old.id();
            switch (status) {
                case RETIRED -> removed.add(id);
                case DRAFT ->
                    wrong(
                            id,
                            "is active now and stands here as a draft, so the set would lose it; write status: review"
                                    + " to propose the new text, or status: retired to end the policy");
                case REVIEW -> inReview(old, Objects.requireNonNull(fresh));
                case ACTIVE -> {
                    if (!old.substance().equals(Objects.requireNonNull(fresh).substance())) {
                        wrong(
                                id,
                                "says something else than the active version "
                                        + old.ref().version() + "; write status: review and version: "
                                        + (old.ref().version() + 1));
                    }
                }
            }
        }

        private void isNew(@Nullable Policy fresh, Status status) {
            if (fresh == null) {
                return;
            }
            switch (status) {
                case RETIRED -> {
                    // It was retired before and is kept for the record.
                }
                case DRAFT -> drafts.add(fresh.id());
                case REVIEW -> added.add(fresh.id());
                case ACTIVE -> wrong(fresh.id(), "is new, and nobody has approved it here; write status: review");
            }
        }

        private void inReview(Policy old, Policy fresh) {
            if (fresh.ref().version() <= old.ref().version()) {
                wrong(
                        old.id(),
                        "needs a higher version than the active one; write version: "
                                + (old.ref().version() + 1));
            }
            changed.add(old.id());
        }

        private void wrong(String id, String what) {
            problems.add(files.place(id).orElse("?") + ": policy " + id + " " + what);
        }
    }
}

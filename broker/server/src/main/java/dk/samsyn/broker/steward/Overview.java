package dk.samsyn.broker.steward;

import dk.samsyn.broker.policy.Policy;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is in force and what waits.
 *
 * @param active number of the set in force
 * @param version version of it, as every audit row names it
 * @param policies its policies, by id
 * @param sets all sets, newest first
 * @param activations every time a set came into force, newest first
 */
public record Overview(
        int active, String version, List<Line> policies, List<StoredSet> sets, List<SetActivation> activations) {
    public Overview {
        policies = List.copyOf(policies);
        sets = List.copyOf(sets);
        activations = List.copyOf(activations);
    }

    /**
     * A policy in one line.
     *
     * @param from first day, null for always
     * @param to last day, null for no end
     * @param endsInDays days until it ends, if that is within 60 days; negative when it has ended
     */
    public record Line(
            String id,
            int version,
            String status,
            String effect,
            List<String> roles,
            List<String> purposes,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Long endsInDays,
            String owner,
            List<String> approvedBy,
            String legalBasis,
            String explanation) {
        private static final long SOON_DAYS = 60;

        static Line of(Policy policy, LocalDate today) {
            Long left = policy.mandate()
                    .to()
                    .map(last -> last.toEpochDay() - today.toEpochDay())
                    .filter(days -> days <= SOON_DAYS)
                    .orElse(null);
            return new Line(
                    policy.id(),
                    policy.ref().version(),
                    lower(policy.mandate().status()),
                    lower(policy.effect()),
                    List.copyOf(policy.audience().roles()),
                    policy.audience().purposes().stream()
                            .map(purpose -> purpose.label())
                            .toList(),
                    policy.mandate().from().orElse(null),
                    policy.mandate().to().orElse(null),
                    left,
                    policy.mandate().owner(),
                    policy.mandate().approvedBy(),
                    policy.mandate().legalBasis(),
                    policy.ref().explanation());
        }

        private static String lower(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }
}

package dk.samsyn.broker.steward;

import dk.samsyn.broker.policy.GovernedTable;
import dk.samsyn.broker.policy.PolicyDifference;
import java.time.LocalDate;
import java.util.List;

/** Compares two folders of policies without a broker: what is proved from the texts alone. */
public final class LocalComparison {
    private LocalComparison() {}

    /** The comparison, without replayed statements. */
    public static Comparison of(ReadSet active, ReadSet proposed, List<GovernedTable> declared, LocalDate today) {
        List<PolicyDifference.Line> all =
                PolicyDifference.between(active.asItStands(), proposed.asProposed(), declared, today);
        List<Comparison.Line> lines = all.stream()
                .filter(line -> line.verdict() != PolicyDifference.Verdict.SAME
                        || !line.reasons().isEmpty())
                .map(Comparison.Line::of)
                .toList();
        return new Comparison(
                active.asItStands().version(),
                proposed.asProposed().version(),
                SetChanges.between(active, proposed),
                lines,
                all.size() - lines.size(),
                0,
                null,
                List.of());
    }
}

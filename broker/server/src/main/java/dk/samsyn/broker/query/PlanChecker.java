package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.util.Objects;
import org.apache.calcite.rel.RelNode;
import org.jspecify.annotations.Nullable;

/**
 * Proof on the final plan: every way from a source to the answer passes a seal; every table that can only be asked by key is
 * asked by key; every key set has its driver. What does not hold is a refusal, never a row.
 */
final class PlanChecker {
    private PlanChecker() {}

    static void check(RelNode plan, Parts parts) {
        check(plan, null, parts);
    }

    private static void check(RelNode rel, @Nullable Seal above, Parts parts) {
        Seal below = rel instanceof Seal seal ? seal : above;
        if (rel instanceof GovernedScan || rel instanceof SourceScan) {
            throw unprotected();
        }
        if (rel instanceof PartScan scan) {
            // A part made of scans below seals may only be read below a seal, so every reader is followed into it.
            check(parts.definition(scan.part), below, parts);
        }
        if (rel instanceof SourceFetch fetch) {
            meaning(fetch.meaning, below != null);
            keys(fetch, below, parts);
        }
        rel.getInputs().forEach(i -> check(i, below, parts));
    }

    private static void meaning(RelNode rel, boolean sealed) {
        boolean below = sealed || rel instanceof Seal;
        if (rel instanceof GovernedScan || (rel instanceof SourceScan && !below)) {
            throw unprotected();
        }
        rel.getInputs().forEach(i -> meaning(i, below));
    }

    private static void keys(SourceFetch fetch, @Nullable Seal above, Parts parts) {
        Request request = fetch.request;
        if (request instanceof TableQuery query) {
            if (query.table().key().mandatory() && query.keys().isEmpty()) {
                Seal seal = above == null ? seal(fetch.meaning) : above;
                throw new QueryException(
                        ErrorCode.KEY_NOT_BOUND,
                        "Source " + query.source() + " answers for one citizen at a time, so table "
                                + (seal == null ? query.table().name() : seal.name.key())
                                + " needs persons: add pid = '…', or join it on pid to a table that names them, such as "
                                + "gp_tilknytning with ydernr = '099001'.");
            }
            query.keys().forEach(k -> driven(k, parts));
        }
        if (request instanceof SqlQuery query) {
            query.partitionKeys().forEach(k -> driven(k, parts));
            query.gaps().stream()
                    .filter(SqlQuery.KeyGap.class::isInstance)
                    .forEach(g -> driven(((SqlQuery.KeyGap) g).keys(), parts));
        }
    }

    private static @Nullable Seal seal(RelNode rel) {
        if (rel instanceof Seal seal) {
            return seal;
        }
        return rel.getInputs().stream()
                .map(PlanChecker::seal)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static void driven(KeyCondition keys, Parts parts) {
        if (keys.set() >= 0 && !parts.keySets().containsKey(keys.set())) {
            throw unprotected();
        }
    }

    private static QueryException unprotected() {
        return new QueryException(
                ErrorCode.PLAN_NOT_PROTECTED,
                "The plan of this question could not be proved to keep to the policies, so it was not run.");
    }
}

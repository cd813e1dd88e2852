package dk.samsyn.broker.query;

import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.policy.AccessDecision;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/** Tells, in a policy's statement, the table whose rows it opens from those that its condition reads: the latter stand in sub-queries. */
final class RuleScans {
    private RuleScans() {}

    /** The statement with the scans of its sub-queries marked; they must still be sub-queries. */
    static RelNode marked(RelNode statement) {
        return statement.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                return super.visit(other).accept(new RexShuttle() {
                    @Override
                    public RexNode visitSubQuery(RexSubQuery subQuery) {
                        return subQuery.clone(allMarked(subQuery.rel));
                    }
                });
            }
        });
    }

    /** A tree all of whose scans are a rule's. */
    static RelNode allMarked(RelNode tree) {
        return tree.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(TableScan scan) {
                if (scan instanceof GovernedScan governed) {
                    return governed.forRule();
                }
                return scan instanceof SourceScan source ? source.forRule() : scan;
            }

            @Override
            public RelNode visit(RelNode other) {
                return super.visit(other).accept(new RexShuttle() {
                    @Override
                    public RexNode visitSubQuery(RexSubQuery subQuery) {
                        return subQuery.clone(allMarked(subQuery.rel));
                    }
                });
            }
        });
    }

    /** Sources that give rows below, not counting those that only a rule reads. */
    static Set<String> dataSources(RelNode tree, Parts parts) {
        Set<String> sources = new TreeSet<>();
        collect(tree, parts, sources);
        return sources;
    }

    private static void collect(RelNode rel, Parts parts, Set<String> sources) {
        if (rel instanceof PartScan scan) {
            collect(parts.definition(scan.part), parts, sources);
        }
        if (rel instanceof SourceScan scan && !scan.rule) {
            sources.add(scan.source.id().value());
        }
        if (rel instanceof SourceFetch fetch) {
            collect(fetch.meaning, parts, sources);
        }
        rel.getInputs().forEach(input -> collect(input, parts, sources));
    }

    /**
     * Whether rows are counted as they pass their seals: where a user is shown counts and there are rows that the user may not
     * see. Who sees every row gets the counts of what was fetched.
     */
    static boolean countsSeals(AccessDecision decision) {
        return decision.mode() == ReleaseMode.IDENTIFIED && !seesAll(decision);
    }

    /** The demo's test role. */
    static boolean seesAll(AccessDecision decision) {
        return "test".equals(decision.user().get("rolle"));
    }

    /** After push-down: the seals that are left over one source count for it. */
    static Planner.Plan counted(Planner.Plan plan, AccessDecision decision) {
        if (!countsSeals(decision)) {
            return plan;
        }
        Parts parts = plan.parts();
        parts.replaceAll(part -> counted(part, parts));
        return new Planner.Plan(counted(plan.tree(), parts), parts, plan.visible());
    }

    private static RelNode counted(RelNode rel, Parts parts) {
        List<RelNode> inputs =
                rel.getInputs().stream().map(input -> counted(input, parts)).toList();
        RelNode same = inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
        if (!(same instanceof Seal seal)) {
            return same;
        }
        Set<String> sources = dataSources(seal, parts);
        Seal.Tap tap = seal.tap.orElse(Seal.Tap.NONE);
        return sources.size() == 1 ? seal.tapped(tap.source(sources.iterator().next())) : seal;
    }
}

package dk.samsyn.broker.query;

import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.AccessDecision;
import java.util.Optional;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/**
 * The rewriter: replaces every governed table, wherever it stands, by its sealed rows with the person key encoded. Total: a
 * scan of anything else is an error, and what it returns holds no governed scan.
 *
 * <pre>
 *   GovernedScan(t)     =&gt;     Project(PID_ENCODE(pid), …)
 *                                Seal(t)
 *                                  Project(masks)
 *                                    Filter(row conditions)
 *                                      mappings of the sources
 * </pre>
 */
final class Protector {
    private Protector() {}

    /**
     * The protected tree. Only this method makes a {@link ProtectedQuery}.
     *
     * @param person the one person that the statement is about: no seal lets another's row through then. Without one, the view
     *     holds no grant that demands it
     */
    static ProtectedQuery protect(RelNode tree, SessionView view, Optional<BoundPerson> person) {
        return new ProtectedQuery(tree.accept(new Replace(view, person)), view.decision());
    }

    /**
     * A statement that only policies' conditions make, about which the asker learns no row: its tables are the rule's own.
     *
     * @param tree over whole tables; what leaves the broker is whether it has rows
     */
    static ProtectedQuery ofRules(RelNode tree, TableName table, AccessDecision decision) {
        RelNode rules = RuleScans.allMarked(tree);
        RexBuilder rex = rules.getCluster().getRexBuilder();
        RelNode blind = LogicalProject.create(
                rules,
                java.util.List.of(),
                java.util.List.of(rex.makeExactLiteral(java.math.BigDecimal.ONE)),
                java.util.List.of("one"),
                java.util.Set.of());
        return new ProtectedQuery(Seal.over(blind, table, java.util.List.of()), decision);
    }

    private static final class Replace extends RelHomogeneousShuttle {
        private final SessionView view;
        private final Optional<BoundPerson> person;

        private Replace(SessionView view, Optional<BoundPerson> person) {
            this.view = view;
            this.person = person;
        }

        @Override
        public RelNode visit(TableScan scan) {
            if (scan instanceof OwnScan) {
                return scan;
            }
            if (!(scan instanceof GovernedScan governed)) {
                throw new IllegalStateException("a statement may scan governed tables and the broker's own only");
            }
            RelNode sealed = view.sealed(governed.name, scan.getCluster(), person);
            SwitchedOffSource.refuse(sealed, governed.name);
            return encoded(sealed, scan.getRowType());
        }

        @Override
        public RelNode visit(RelNode other) {
            RelNode visited = super.visit(other);
            return visited.accept(new RexShuttle() {
                @Override
                public RexNode visitSubQuery(RexSubQuery subQuery) {
                    RexSubQuery inner = (RexSubQuery) super.visitSubQuery(subQuery);
                    return inner.clone(inner.rel.accept(Replace.this));
                }
            });
        }

        /** The columns that the statement knows; what a seal notes besides is left below. */
        private static RelNode encoded(RelNode sealed, RelDataType visible) {
            RelOptCluster cluster = sealed.getCluster();
            RexBuilder rex = cluster.getRexBuilder();
            java.util.List<RexNode> columns = new java.util.ArrayList<>();
            for (RelDataTypeField field : visible.getFieldList()) {
                RexNode column = rex.makeInputRef(sealed, field.getIndex());
                columns.add(
                        field.getName().equals("pid")
                                ? rex.makeCall(column.getType(), BrokerFunctions.PID_ENCODE, java.util.List.of(column))
                                : column);
            }
            return LogicalProject.create(
                    sealed, java.util.List.of(), columns, visible.getFieldNames(), java.util.Set.of());
        }
    }
}

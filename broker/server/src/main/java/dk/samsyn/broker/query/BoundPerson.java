package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * The one person that a whole statement is about. It is bound if every table about persons, wherever it stands, gives only rows
 * with {@code pid = constant}: conditions are moved down as planning moves them, and each such scan must then have one.
 *
 * <pre>
 *   Filter(b.pid = ?)                       Join(b.pid = d.pid)
 *     Join(b.pid = d.pid)         =&gt;          Filter(pid = ?)   b
 *       b   d                                 Filter(pid = ?)   d
 * </pre>
 *
 * @param number the canonical number, as an expression of constants
 * @param values the same for every condition that was found; the statement is about one person if all have one value
 */
record BoundPerson(RexNode number, List<LateValue> values) {
    BoundPerson {
        values = List.copyOf(values);
    }

    /** The person that a user's tree binds, before it is protected. */
    static Optional<BoundPerson> of(RelNode tree) {
        RexBuilder rex = tree.getCluster().getRexBuilder();
        Predicates predicates = new Predicates(tree.getCluster(), ConceptConditions.NONE);
        RelNode settled = new KnownKeys(predicates, rex).carried(predicates.settle(tree));
        Search search = new Search(rex, new ArrayList<>(), new ArrayList<>());
        return search.bindsEvery(settled) && !search.numbers().isEmpty()
                ? Optional.of(new BoundPerson(search.numbers().get(0), search.values()))
                : Optional.empty();
    }

    /** The person's number in one run of the statement; nothing if the values name no person or several. */
    Optional<String> value(QueryState state) {
        String person = null;
        for (LateValue value : values) {
            Object number = value.value(state);
            if (number == null
                    || number.toString().isBlank()
                    || (person != null && !person.equals(number.toString()))) {
                return Optional.empty();
            }
            person = number.toString();
        }
        return Optional.ofNullable(person);
    }

    private record Search(RexBuilder rex, List<RexNode> numbers, List<LateValue> values) {
        boolean bindsEvery(RelNode rel) {
            if (rel instanceof Filter filter && filter.getInput() instanceof GovernedScan scan) {
                return !isPersonal(scan)
                        || RelOptUtil.conjunctions(filter.getCondition()).stream()
                                        .filter(c -> binds(c, scan))
                                        .count()
                                > 0;
            }
            return !(rel instanceof GovernedScan scan && isPersonal(scan))
                    && rel.getInputs().stream().allMatch(this::bindsEvery);
        }

        private static boolean isPersonal(GovernedScan scan) {
            return scan.getRowType().getField("pid", true, false) != null;
        }

        private boolean binds(RexNode condition, GovernedScan scan) {
            if (condition.getKind() != SqlKind.EQUALS) {
                return false;
            }
            RexNode left = uncast(((RexCall) condition).getOperands().get(0));
            RexNode right = uncast(((RexCall) condition).getOperands().get(1));
            return (isPid(left, scan) && keep(right)) || (isPid(right, scan) && keep(left));
        }

        private static boolean isPid(RexNode node, GovernedScan scan) {
            if (!(node instanceof RexInputRef ref)) {
                return false;
            }
            RelDataTypeField field = scan.getRowType().getFieldList().get(ref.getIndex());
            return field.getName().equals("pid");
        }

        private boolean keep(RexNode pid) {
            RexNode number = pid instanceof RexCall call && call.getOperator().equals(BrokerFunctions.PID_ENCODE)
                    ? call.getOperands().get(0)
                    : rex.makeCall(pid.getType(), BrokerFunctions.PID_DECODE, List.of(pid));
            Optional<LateValue> value = LateValue.of(number);
            value.ifPresent(v -> {
                numbers.add(number);
                values.add(v);
            });
            return value.isPresent();
        }

        private static RexNode uncast(RexNode node) {
            boolean cast = node.getKind() == SqlKind.CAST
                    && SqlTypeUtil.inCharFamily(node.getType())
                    && SqlTypeUtil.inCharFamily(
                            ((RexCall) node).getOperands().get(0).getType());
            return cast ? uncast(((RexCall) node).getOperands().get(0)) : node;
        }
    }
}

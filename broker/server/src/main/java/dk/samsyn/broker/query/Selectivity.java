package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.Sarg;

/** Which share of rows a condition keeps, about. */
final class Selectivity {
    private static final double EQUALITY = 0.02;
    private static final double RANGE = 0.3;
    private static final double OTHER = 0.5;

    private final Estimates estimates;

    Selectivity(Estimates estimates) {
        this.estimates = estimates;
    }

    /** The size after a condition. */
    Size applied(RexNode condition, RelNode input, Size size) {
        if (condition instanceof RexCall call && call.getOperator().equals(BrokerFunctions.IN_KEYS)) {
            Size keys = estimates.keySet(
                    Estimates.number((RexLiteral) call.getOperands().get(1)));
            int column = column(call.getOperands().get(0));
            if (column < 0) {
                return size.scaled(OTHER);
            }
            double share =
                    Math.min(1, keys.rows() / Math.max(size.domain(column), keys.domain(0)) * size.affinity(keys));
            double left = Math.max(1, size.distinct(column) * share);
            return size.scaled(share).withDistinct(column, left).limitedAs(keys);
        }
        if (condition.getKind() == SqlKind.EQUALS) {
            int column = person(condition);
            if (column >= 0) {
                double one = 1 / size.distinct(column);
                return size.scaled(one)
                        .withDistinct(column, 1)
                        .limitedBy("person " + condition, 1 / size.domain(column));
            }
        }
        Optional<String> name = name(condition, input);
        if (name.isPresent() && size.limits().containsKey(name.get())) {
            // The keys that these rows were asked by were chosen by the same condition, as a policy's list of patients
            // by the practice that the query names: it keeps all of them.
            return size;
        }
        double share = share(condition, input);
        Size scaled = size.scaled(share);
        return name.isPresent() ? scaled.limitedBy(name.get(), share) : scaled;
    }

    /** The condition by its table and columns, equal wherever the same rows of a table are chosen. */
    private static Optional<String> name(RexNode condition, RelNode input) {
        StringBuilder name = new StringBuilder();
        for (int column : RelOptUtil.InputFinder.bits(condition)) {
            Optional<SqlShape.Origin> origin = SqlShape.origin(input, column);
            if (origin.isEmpty()) {
                return Optional.empty();
            }
            name.append(origin.get().scan().source.id())
                    .append('.')
                    .append(origin.get().scan().sourceTable.name())
                    .append('.')
                    .append(origin.get().column().name())
                    .append(' ');
        }
        // Columns are numbered by the scan above all else: the text without numbers and the names say the same
        // everywhere.
        return Optional.of(name + condition.toString().replaceAll("\\$[0-9]+", "\\$"));
    }

    /** The column that holds a person's number in an equality with a constant, or -1. */
    private static int person(RexNode condition) {
        for (RexNode operand : ((RexCall) condition).getOperands()) {
            if (operand instanceof RexCall call && call.getOperator().equals(BrokerFunctions.PERSON)) {
                return column(call);
            }
        }
        return -1;
    }

    private static int column(RexNode node) {
        RexNode inner = node;
        while (inner instanceof RexCall call
                && (call.getOperator().equals(BrokerFunctions.PERSON) || call.getKind() == SqlKind.CAST)) {
            inner = call.getOperands().get(0);
        }
        return inner instanceof RexInputRef ref ? ref.getIndex() : -1;
    }

    private double share(RexNode condition, RelNode input) {
        switch (condition.getKind()) {
            case OR -> {
                double none = RelOptUtil.disjunctions(condition).stream()
                        .mapToDouble(c -> 1 - share(c, input))
                        .reduce(1, (a, b) -> a * b);
                return 1 - none;
            }
            case AND -> {
                return RelOptUtil.conjunctions(condition).stream()
                        .mapToDouble(c -> share(c, input))
                        .reduce(1, (a, b) -> a * b);
            }
            case NOT -> {
                return 1 - share(((RexCall) condition).getOperands().get(0), input);
            }
            default -> {
                return condition instanceof RexCall call ? comparison(call, input) : byKind(condition);
            }
        }
    }

    /** What a comparison's first operand is, without a change of its type. */
    private static RexNode compared(RexCall call) {
        RexNode node = call.getOperands().isEmpty() ? call : call.getOperands().get(0);
        while (node.getKind() == SqlKind.CAST) {
            node = ((RexCall) node).getOperands().get(0);
        }
        return node;
    }

    private double comparison(RexCall call, RelNode input) {
        RexNode compared = compared(call);
        if (compared.getKind() == SqlKind.CASE) {
            return chosen(call, (RexCall) compared, input);
        }
        List<RexNode> with = call.getOperands()
                .subList(
                        Math.min(1, call.getOperands().size()),
                        call.getOperands().size());
        if (compared instanceof RexLiteral literal && with.stream().allMatch(RexLiteral.class::isInstance)) {
            return ColumnValues.always(literal).share(call);
        }
        return values(compared, input).map(v -> v.share(call)).orElseGet(() -> byKind(call));
    }

    /** Of a source's codes, translated into the broker's words: each word is as frequent as its codes. */
    private double chosen(RexCall call, RexCall words, RelNode input) {
        List<RexNode> branches = words.getOperands();
        double left = 1;
        double share = 0;
        for (int i = 0; i < branches.size(); i += 2) {
            boolean last = i + 1 == branches.size();
            double taken = last ? left : Math.min(left, share(branches.get(i), input));
            List<RexNode> operands = new ArrayList<>(call.getOperands());
            operands.set(0, branches.get(last ? i : i + 1));
            share += taken * comparison(call.clone(call.getType(), operands), input);
            left -= taken;
        }
        return share;
    }

    /** What is known of a column. */
    private Optional<ColumnValues> values(RexNode node, RelNode input) {
        return node instanceof RexInputRef ref
                ? SqlShape.origin(input, ref.getIndex())
                        .flatMap(o -> estimates.column(o.scan(), o.column()))
                        .map(ColumnValues::new)
                : Optional.empty();
    }

    private static double search(RexCall call) {
        Sarg<?> sarg = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
        if (sarg == null || sarg.nullAs == RexUnknownAs.TRUE) {
            return OTHER;
        }
        return sarg.isPoints() ? Math.min(OTHER, sarg.pointCount * EQUALITY) : RANGE;
    }

    /** A share guessed from the kind of condition alone. */
    static double byKind(RexNode condition) {
        return switch (condition.getKind()) {
            case EQUALS -> EQUALITY;
            case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> RANGE;
            case LIKE -> EQUALITY;
            case SEARCH -> search((RexCall) condition);
            case OR ->
                Math.min(
                        1,
                        RelOptUtil.disjunctions(condition).stream()
                                .mapToDouble(Selectivity::byKind)
                                .sum());
            case IS_NOT_NULL, NOT_EQUALS -> 0.9;
            default -> OTHER;
        };
    }
}

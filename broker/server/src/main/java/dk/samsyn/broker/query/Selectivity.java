package dk.samsyn.broker.query;

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
                return condition instanceof RexCall call
                        ? values(call, input).map(v -> v.share(call)).orElseGet(() -> byKind(call))
                        : byKind(condition);
            }
        }
    }

    /** What is known of the column that a comparison is about. */
    private Optional<ColumnValues> values(RexCall call, RelNode input) {
        if (call.getOperands().isEmpty() || !(call.getOperands().get(0) instanceof RexInputRef ref)) {
            return Optional.empty();
        }
        return SqlShape.origin(input, ref.getIndex())
                .flatMap(o -> estimates.column(o.scan(), o.column()))
                .map(ColumnValues::new);
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

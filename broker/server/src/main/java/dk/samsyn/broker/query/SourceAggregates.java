package dk.samsyn.broker.query;

import dk.samsyn.spi.PersonFormat;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Aggregates that one SQL source can compute exactly as the broker would, with what only they read: windows, which are the
 * broker's where their rows leave, since a source would have to sort what it need only send; and persons who are told apart but
 * not named, by the source's own keys where each person has one.
 */
final class SourceAggregates {
    /** Writes a person's key as the source has it. */
    static final SqlFunction KEY =
            new SqlFunction("KEY", SqlKind.OTHER_FUNCTION, null, null, null, SqlFunctionCategory.SYSTEM) {
                @Override
                public void unparse(
                        org.apache.calcite.sql.SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
                    call.operand(0).unparse(writer, leftPrec, rightPrec);
                }
            };

    private final SqlShape shape;

    SourceAggregates(SqlShape shape) {
        this.shape = shape;
    }

    /**
     * Where an aggregate's rows come from.
     *
     * @param home the source
     * @param keys columns that hold the source's key of a person where the tree has the person's number: equal where that is,
     *     and nothing else
     */
    private record Rows(SqlShape.Home home, ImmutableBitSet keys) {}

    /** The source that can compute a whole aggregate, if there is one. */
    Optional<SqlShape.Home> home(Aggregate aggregate) {
        return grouped(aggregate).filter(rows -> rows.keys().isEmpty()).map(Rows::home);
    }

    /** An aggregate's own rows, by person where it groups by their keys. */
    private Optional<Rows> grouped(Aggregate aggregate) {
        return rows(aggregate.getInput())
                .filter(rows -> !rows.home().partitioned() && computes(aggregate, rows))
                .map(rows -> {
                    List<Integer> groups = aggregate.getGroupSet().asList();
                    ImmutableBitSet.Builder keys = ImmutableBitSet.builder();
                    for (int i = 0; i < groups.size(); i++) {
                        if (rows.keys().get(groups.get(i))) {
                            keys.set(i);
                        }
                    }
                    return new Rows(rows.home(), keys.build());
                });
    }

    private static boolean computes(Aggregate aggregate, Rows rows) {
        RelNode input = aggregate.getInput();
        return aggregate.getGroupType() == Aggregate.Group.SIMPLE
                && !(aggregate.getGroupSet().isEmpty()
                        && aggregate.getAggCallList().isEmpty())
                && aggregate.getGroupSet().asList().stream().allMatch(i -> toldApart(input, i, rows))
                && aggregate.getAggCallList().stream().allMatch(call -> computes(call, input, rows));
    }

    private static boolean toldApart(RelNode input, int column, Rows rows) {
        return rows.keys().get(column) || SqlShape.exactColumn(input, column) || SqlShape.tellsApart(rows.home());
    }

    private static boolean computes(AggregateCall call, RelNode input, Rows rows) {
        if (call.hasFilter()
                || call.getArgList().size() > 1
                || !call.getCollation().getFieldCollations().isEmpty()) {
            return false;
        }
        boolean noArgument = call.getArgList().isEmpty();
        int column = noArgument ? -1 : call.getArgList().get(0);
        return switch (call.getAggregation().getKind()) {
            case COUNT -> noArgument || !call.isDistinct() || toldApart(input, column, rows);
            // A sum of doubles depends on the order of rows, in the broker as in a source, and both add plainly.
            case SUM, SUM0 -> !call.isDistinct() && SqlShape.numeric(input, column);
            case MIN, MAX -> SqlShape.numeric(input, column) || SqlShape.datetime(input, column);
            default -> false;
        };
    }

    private Optional<Rows> rows(RelNode rel) {
        if (rel instanceof Aggregate aggregate) {
            return grouped(aggregate);
        }
        Optional<SqlShape.Home> home = shape.home(rel);
        if (home.isPresent()) {
            return home.map(h -> new Rows(h, ImmutableBitSet.of()));
        }
        if (rel instanceof Seal seal) {
            return seal.tap.isPresent() ? Optional.empty() : rows(seal.getInput());
        }
        if (rel instanceof Filter filter) {
            return rows(filter.getInput())
                    .filter(rows -> !columns(filter.getCondition()).intersects(rows.keys())
                            && shape.evaluates(filter, rows.home()));
        }
        if (rel instanceof Project project) {
            return rows(project.getInput())
                    .filter(rows -> !rows.home().partitioned())
                    .flatMap(rows -> projected(project, rows));
        }
        return Optional.empty();
    }

    private Optional<Rows> projected(Project project, Rows rows) {
        RelNode input = project.getInput();
        ImmutableBitSet.Builder keys = ImmutableBitSet.builder();
        for (int i = 0; i < project.getProjects().size(); i++) {
            RexNode expression = project.getProjects().get(i);
            if (isKey(expression, input, rows.home())
                    || (expression instanceof RexInputRef ref && rows.keys().get(ref.getIndex()))) {
                keys.set(i);
            } else if (!computes(expression, input, rows)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Rows(rows.home(), keys.build()));
    }

    private boolean computes(RexNode expression, RelNode input, Rows rows) {
        if (!RexOver.containsOver(expression)) {
            return !columns(expression).intersects(rows.keys()) && shape.output(expression, input, rows.home());
        }
        RexNode around = withoutWindows(input.getCluster().getRexBuilder(), expression);
        // Windows are written as they are: a key that the source does not tell apart by itself parts persons wrongly.
        boolean blurred = columns(expression).intersects(rows.keys()) && SqlShape.tellsApart(rows.home());
        return !blurred
                && SourceWindows.same(expression, input, rows.keys())
                && !columns(around).intersects(rows.keys())
                && shape.computed(around, input, rows.home());
    }

    private static RexNode withoutWindows(RexBuilder rex, RexNode expression) {
        return expression.accept(new RexShuttle() {
            @Override
            public RexNode visitOver(RexOver over) {
                return rex.makeNullLiteral(over.getType());
            }
        });
    }

    private static ImmutableBitSet columns(RexNode expression) {
        return RelOptUtil.InputFinder.bits(expression);
    }

    private static boolean isKey(RexNode expression, RelNode input, SqlShape.Home home) {
        return home.source().onePersonOneKey()
                && isKey(expression)
                && SqlShape.origin(input, columns(expression).nth(0))
                        .filter(origin -> origin.column().person() != PersonFormat.NONE
                                && (origin.column().exactText() || SqlShape.tellsApart(home)))
                        .isPresent();
    }

    /** Whether an expression is the number of the person behind a column. */
    static boolean isKey(RexNode expression) {
        return expression instanceof RexCall call
                && call.getOperator().equals(BrokerFunctions.PERSON)
                && call.getOperands().get(0) instanceof RexInputRef;
    }
}

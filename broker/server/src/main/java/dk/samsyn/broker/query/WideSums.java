package dk.samsyn.broker.query;

import dk.samsyn.spi.SqlSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Aggregates of a source that add up in the broker's width: PostgreSQL sums its {@code real} in four bytes, the broker in eight. */
final class WideSums {
    private WideSums() {}

    /** The aggregate over another tree for its input, which gives the same columns. */
    static LogicalAggregate of(Aggregate aggregate, RelNode input, SqlSource.Dialect dialect) {
        RexBuilder rex = input.getCluster().getRexBuilder();
        List<RexNode> columns = new ArrayList<>();
        List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
        for (int i = 0; i < names.size(); i++) {
            columns.add(rex.makeInputRef(input, i));
        }
        List<AggregateCall> calls = new ArrayList<>();
        for (AggregateCall call : aggregate.getAggCallList()) {
            boolean sum = call.getAggregation().getKind() == SqlKind.SUM
                    || call.getAggregation().getKind() == SqlKind.SUM0;
            if (dialect == SqlSource.Dialect.POSTGRESQL && sum && SqlTypeUtil.isApproximateNumeric(call.getType())) {
                RexNode column = columns.get(call.getArgList().get(0));
                calls.add(call.withArgList(List.of(columns.size())));
                names.add("wide" + columns.size());
                columns.add(rex.makeCall(column.getType(), Wide.INSTANCE, List.of(column)));
            } else {
                calls.add(call);
            }
        }
        boolean same = calls.equals(aggregate.getAggCallList());
        return LogicalAggregate.create(
                same ? input : LogicalProject.create(input, List.of(), columns, names, Set.of()),
                List.of(),
                aggregate.getGroupSet(),
                aggregate.getGroupSets(),
                calls);
    }

    private static final class Wide extends SqlFunction {
        private static final Wide INSTANCE = new Wide();

        private Wide() {
            super("WIDE", SqlKind.OTHER_FUNCTION, null, null, null, SqlFunctionCategory.NUMERIC);
        }

        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
            writer.print("CAST(");
            call.operand(0).unparse(writer, 0, 0);
            writer.print(" AS DOUBLE PRECISION)");
            writer.setNeedWhitespace(true);
        }
    }
}

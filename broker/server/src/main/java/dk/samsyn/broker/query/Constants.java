package dk.samsyn.broker.query;

import java.time.LocalDate;
import java.util.List;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.DateString;

/** Puts the day of the question in for CURRENT_DATE and works out what follows from constants, so that sources see values. */
final class Constants {
    private Constants() {}

    static RelNode settled(RelNode tree, LocalDate today) {
        RexBuilder rex = tree.getCluster().getRexBuilder();
        RelNode dated = tree.accept(new EveryExpression(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                return call.getOperator().equals(SqlStdOperatorTable.CURRENT_DATE)
                        ? rex.makeDateLiteral(
                                new DateString(today.getYear(), today.getMonthValue(), today.getDayOfMonth()))
                        : super.visitCall(call);
            }
        }));
        HepPlanner planner = new HepPlanner(HepProgram.builder()
                .addRuleCollection(List.of(
                        CoreRules.FILTER_REDUCE_EXPRESSIONS,
                        CoreRules.PROJECT_REDUCE_EXPRESSIONS,
                        CoreRules.JOIN_REDUCE_EXPRESSIONS))
                .build());
        planner.setRoot(dated);
        return planner.findBestExp();
    }
}

package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.RelOptTableImpl;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * T3: plans that a faulty rule of the engine could make are refused. Each is a plan that is accepted, with the gate or the seal
 * dropped, something put beside or above it, or a column more behind it.
 */
class ProofOnPlansTest {
    private static final TableName CITIZENS = new TableName("sundhed", "borger");
    private static final TableName MUNICIPALITIES = new TableName("sundhed", "kommune_reference");

    private final RexBuilder rex = new RexBuilder(new JavaTypeFactoryImpl());
    private final RelOptCluster cluster =
            RelOptCluster.create(new HepPlanner(HepProgram.builder().build()), rex);
    private final RelDataType row = rex.getTypeFactory()
            .builder()
            .add("pid", SqlTypeName.VARCHAR)
            .add("koen", SqlTypeName.VARCHAR)
            .add("alder", SqlTypeName.INTEGER)
            .build();

    private record Asked() implements Request {
        @Override
        public SourceId source() {
            return new SourceId("cpr");
        }

        @Override
        public String describe() {
            return "";
        }

        @Override
        public int width() {
            return 3;
        }

        @Override
        public RowCursor open(RunningQuery query) {
            throw new UnsupportedOperationException();
        }
    }

    private RelNode rows() {
        return LogicalValues.createEmpty(cluster, row);
    }

    private RelNode governed() {
        return new GovernedScan(
                cluster, RelOptTableImpl.create(null, row, List.of("sundhed", "borger"), null), CITIZENS);
    }

    private Seal sealed(TableName table) {
        return Seal.over(rows(), table, List.of("a policy"));
    }

    private RelNode fetched(RelNode meaning) {
        return new SourceFetch(cluster, meaning, new Asked(), 100);
    }

    private RelNode project(RelNode input, int... columns) {
        List<RexNode> some = Arrays.stream(columns)
                .mapToObj(c -> (RexNode) rex.makeInputRef(input, c))
                .toList();
        return LogicalProject.create(input, List.of(), some, Collections.nCopies(columns.length, null), Set.of());
    }

    private RelNode filter(RelNode input) {
        return LogicalFilter.create(input, rex.makeCall(SqlStdOperatorTable.IS_NOT_NULL, rex.makeInputRef(input, 0)));
    }

    private RelNode joined(RelNode left, RelNode right) {
        return LogicalJoin.create(left, right, List.of(), rex.makeLiteral(true), Set.of(), JoinRelType.INNER);
    }

    @Test
    void aSealedReadIsProved() {
        assertThatCode(() -> PlanChecker.check(fetched(filter(sealed(CITIZENS))), new Parts(0)))
                .doesNotThrowAnyException();
        assertThatCode(() -> PlanChecker.check(joined(fetched(sealed(CITIZENS)), rows()), new Parts(0)))
                .doesNotThrowAnyException();
    }

    @Test
    void aPlanThatLostItsSealIsRefused() {
        refused(() -> PlanChecker.check(fetched(governed()), new Parts(0)));
        refused(() -> PlanChecker.check(governed(), new Parts(0)));
        refused(() -> PlanChecker.check(Seal.over(governed(), CITIZENS, List.of()), new Parts(0)));
        refused(() -> PlanChecker.check(joined(fetched(sealed(CITIZENS)), fetched(governed())), new Parts(0)));
        refused(() -> PlanChecker.check(joined(fetched(sealed(CITIZENS)), filter(governed())), new Parts(0)));
    }

    /** As a materialised view or a shared part would be that was made of raw rows. */
    @Test
    void aPartThatLostItsSealIsRefusedWhereverItIsRead() {
        Parts parts = new Parts(0);
        RelNode part = parts.scan(fetched(governed()));
        refused(() -> PlanChecker.check(filter(part), parts));
        refused(() -> PlanChecker.check(joined(fetched(sealed(CITIZENS)), part), parts));
    }

    @Test
    void nothingAboutPersonsStandsAboveTheGate() {
        assertThatCode(() -> above(joined(fetched(sealed(MUNICIPALITIES)), rows())))
                .doesNotThrowAnyException();
        refused(() -> above(sealed(CITIZENS)));
        refused(() -> above(filter(fetched(filter(sealed(CITIZENS))))));
        refused(() -> above(joined(fetched(sealed(MUNICIPALITIES)), project(sealed(CITIZENS), 0))));
        refused(() -> above(LogicalUnion.create(List.of(rows(), fetched(sealed(CITIZENS))), true)));
    }

    private static void above(RelNode plan) {
        ReleaseCertificate.checkAbove(plan, CITIZENS::equals);
    }

    @Test
    void aFieldThatComesFromMoreThanTheCertificateSaysIsRefused() {
        ReleaseCertificate certificate = ReleaseCertificate.of(project(sealed(CITIZENS), 0, 1));

        assertThatCode(() -> certificate.check(plan(project(fetched(sealed(CITIZENS)), 0, 1))))
                .doesNotThrowAnyException();
        refused(() -> certificate.check(plan(project(fetched(sealed(CITIZENS)), 0, 2))));
        refused(() -> certificate.check(plan(project(fetched(sealed(CITIZENS)), 1, 0))));
        refused(() -> certificate.check(plan(project(fetched(sealed(MUNICIPALITIES)), 0, 1))));
        refused(() -> certificate.check(plan(project(fetched(sealed(CITIZENS)), 0, 1, 2))));
        refused(() -> certificate.check(plan(project(fetched(sealed(CITIZENS)), 0))));
        RelNode other = project(fetched(sealed(MUNICIPALITIES)), 0, 1);
        refused(() -> certificate.check(
                plan(LogicalUnion.create(List.of(project(fetched(sealed(CITIZENS)), 0, 1), other), true))));
        refused(() -> certificate.check(plan(project(governed(), 0, 1))));
    }

    private static Planner.Plan plan(RelNode tree) {
        return new Planner.Plan(tree, new Parts(0), tree.getRowType().getFieldCount());
    }

    private static void refused(ThrowingCallable proof) {
        assertThatThrownBy(proof).isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.errorCode())
                .isEqualTo(ErrorCode.PLAN_NOT_PROTECTED));
    }
}

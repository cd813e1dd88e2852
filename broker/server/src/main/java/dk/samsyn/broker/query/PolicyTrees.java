package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.policy.TableAccess;
import dk.samsyn.spi.ErrorCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParseException;

/** Makes trees of what policies say, over whole governed tables and with a session's attributes and day put in as values. */
final class PolicyTrees {
    private final Model model;
    private final Map<String, Object> user;
    private final LocalDate today;

    PolicyTrees(Model model, Map<String, Object> user, LocalDate today) {
        this.model = model;
        this.user = user;
        this.today = today;
    }

    /**
     * The rows that a table's grants open, with masks.
     *
     * @throws QueryException CONFIGURATION if a policy cannot be evaluated: no part of it may be skipped
     */
    RelNode sealed(Model.Governed governed, TableAccess access) {
        try {
            return tree(PolicySql.sealed(governed, access, model.functions().hierarchies()));
        } catch (SqlParseException | RuntimeException e) {
            throw wrong(access, e);
        }
    }

    /**
     * The columns of {@link #sealed}, which do not depend on who asks.
     *
     * @throws QueryException CONFIGURATION if a policy does not fit the table
     */
    RelDataType columns(Model.Governed governed, TableAccess access) {
        try {
            return everybodys(
                            PolicySql.sealed(governed, access, model.functions().hierarchies()))
                    .getRowType();
        } catch (SqlParseException | RuntimeException e) {
            throw wrong(access, e);
        }
    }

    private static QueryException wrong(TableAccess access, Exception e) {
        return new QueryException(
                ErrorCode.CONFIGURATION,
                "A policy on " + access.table() + " cannot be evaluated, so nothing is shown. Tell the data steward.",
                e);
    }

    private RelNode everybodys(String sql) throws SqlParseException {
        RelNode everybodys = model.policyTrees().getIfPresent(sql);
        if (everybodys == null) {
            everybodys = converted(sql);
            model.policyTrees().put(sql, everybodys);
        }
        return everybodys;
    }

    /** A statement over whole governed tables, whoever asks. */
    RelNode tree(String sql) throws SqlParseException {
        RelNode everybodys = everybodys(sql);
        RelOptCluster cluster = model.frontEnd().cluster();
        RelNode bound = Transplant.into(cluster, everybodys, new UserAttributes(cluster.getRexBuilder(), user));
        return Constants.settled(bound, today);
    }

    private RelNode converted(String sql) throws SqlParseException {
        FrontEnd frontEnd = model.frontEnd();
        RelOptCluster cluster = frontEnd.cluster();
        FrontEnd.Validated validated = frontEnd.validate(
                frontEnd.parse(sql), model.definers(), model.functions().forMappings());
        RelNode tree = FrontEnd.withoutSubQueries(
                RuleScans.marked(frontEnd.convert(validated, cluster).project()));
        return opened(tree, cluster);
    }

    /** The plain form of every governed table below: a policy's condition sees all rows, as its author does. */
    private RelNode opened(RelNode tree, RelOptCluster cluster) {
        return tree.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(TableScan scan) {
                if (scan instanceof GovernedScan governed) {
                    Model.Governed table =
                            java.util.Objects.requireNonNull(model.governed().get(governed.name.key()));
                    RelNode plain = Transplant.into(cluster, table.tree());
                    return governed.rule ? RuleScans.allMarked(plain) : plain;
                }
                return scan;
            }
        });
    }

    /** Puts the session's attributes in as literals: values, never text. */
    private static final class UserAttributes extends RexShuttle {
        private final RexBuilder rex;
        private final Map<String, Object> user;

        private UserAttributes(RexBuilder rex, Map<String, Object> user) {
            this.rex = rex;
            this.user = user;
        }

        @Override
        public RexNode visitCall(RexCall call) {
            boolean text = call.getOperator().equals(BrokerFunctions.USER_TEXT);
            if (!text && !call.getOperator().equals(BrokerFunctions.USER_NUMBER)) {
                return unknown(super.visitCall(call));
            }
            String name = ((RexLiteral) call.getOperands().get(0)).getValueAs(String.class);
            Object value = name == null ? null : user.get(name);
            if (value == null) {
                return rex.makeNullLiteral(call.getType());
            }
            return text
                    ? rex.makeLiteral(value.toString(), call.getType(), true)
                    : rex.makeLiteral(BigDecimal.valueOf(((Number) value).longValue()), call.getType(), true);
        }

        /** A comparison with an attribute that is missing; Calcite does not take one with the literal NULL everywhere. */
        private RexNode unknown(RexNode bound) {
            return bound instanceof RexCall call
                            && SqlKind.BINARY_COMPARISON.contains(call.getKind())
                            && call.getOperands().stream().anyMatch(RexLiteral::isNullLiteral)
                    ? rex.makeNullLiteral(call.getType())
                    : bound;
        }
    }
}

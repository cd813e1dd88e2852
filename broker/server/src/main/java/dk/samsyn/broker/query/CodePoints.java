package dk.samsyn.broker.query;

import dk.samsyn.spi.SqlSource.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Texts of a source compared by code points, as the broker does, whatever the column's collation makes of case, accents and spaces at
 * the end. MariaDB's collations say what is equal and what comes first; those of PostgreSQL what comes first, if they are the usual
 * ones, and a column with one that is not has {@code exact: false}. See <a
 * href="https://mariadb.com/kb/en/supported-character-sets-and-collations/">MariaDB's</a> and <a
 * href="https://www.postgresql.org/docs/current/collation.html">PostgreSQL's</a>.
 */
final class CodePoints {
    private static final Set<SqlKind> ORDERS =
            Set.of(SqlKind.LESS_THAN, SqlKind.LESS_THAN_OR_EQUAL, SqlKind.GREATER_THAN, SqlKind.GREATER_THAN_OR_EQUAL);

    private final Dialect dialect;
    private final RexBuilder rex;

    CodePoints(Dialect dialect, RexBuilder rex) {
        this.dialect = dialect;
        this.rex = rex;
    }

    /** Whether a product is asked to tell apart texts that its collations take for the same. */
    static boolean tellApart(Dialect dialect) {
        return dialect == Dialect.MARIADB;
    }

    /** Whether a product is asked for their order. */
    static boolean order(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL;
    }

    /** The rows, with those of the texts in {@code compared} that need it to be compared by code points. */
    RelNode columns(RelNode rows, ImmutableBitSet compared, IntPredicate needed) {
        List<RexNode> columns = new ArrayList<>();
        boolean any = false;
        for (int i = 0; i < rows.getRowType().getFieldCount(); i++) {
            RexNode column = rex.makeInputRef(rows, i);
            boolean points = compared.get(i) && isText(column) && needed.test(i);
            columns.add(points ? of(column) : column);
            any |= points;
        }
        return any
                ? LogicalProject.create(
                        rows, List.of(), columns, rows.getRowType().getFieldNames(), Set.of())
                : rows;
    }

    private RexNode of(RexNode text) {
        return rex.makeCall(text.getType(), new Operator(dialect), List.of(text));
    }

    /**
     * A comparison.
     *
     * @param blurred whether it compares a text that the source does not tell apart from all others
     */
    RexNode compared(RexCall comparison, boolean blurred) {
        boolean ordered = order(dialect) && ORDERS.contains(comparison.getKind());
        boolean texts = comparison.getOperands().stream().anyMatch(CodePoints::isText);
        if (!texts || !(blurred || ordered)) {
            return comparison;
        }
        RexNode exact = comparison.clone(
                comparison.getType(),
                comparison.getOperands().stream()
                        .map(operand -> isText(operand) ? of(operand) : operand)
                        .toList());
        // The column's own finds all that are equal, and more: an index can answer it.
        boolean wider = comparison.isA(SqlKind.EQUALS) || comparison.isA(SqlKind.LIKE);
        return wider ? rex.makeCall(SqlStdOperatorTable.AND, comparison, exact) : exact;
    }

    private static boolean isText(RexNode node) {
        return SqlTypeUtil.inCharFamily(node.getType());
    }

    private static final class Operator extends SqlFunction {
        private final Dialect dialect;

        private Operator(Dialect dialect) {
            super("CODE_POINTS", SqlKind.OTHER_FUNCTION, null, null, null, SqlFunctionCategory.SYSTEM);
            this.dialect = dialect;
        }

        @Override
        public void unparse(org.apache.calcite.sql.SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
            boolean converts = tellApart(dialect);
            writer.print(converts ? "(CONVERT(" : "(CAST(");
            call.operand(0).unparse(writer, 0, 0);
            writer.print(converts ? " USING utf8mb4) COLLATE utf8mb4_nopad_bin)" : " AS VARCHAR) COLLATE \"C\")");
            writer.setNeedWhitespace(true);
        }
    }
}

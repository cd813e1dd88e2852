package dk.samsyn.broker.query;

import java.util.List;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.rel2sql.RelToSqlConverter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Calcite's own writer of SQL, over tables that stand in FROM as configuration spells them. */
final class SourceConverter extends RelToSqlConverter {
    /** Says of an aggregate that its groups are too many for a table in MariaDB's memory. */
    private static final RelHint MANY_GROUPS = RelHint.builder("MANY_GROUPS").build();

    /** Where a SELECT has its keywords among its operands. */
    private static final int KEYWORDS = 0;

    private int aliases;

    SourceConverter(SqlDialect dialect) {
        super(dialect);
    }

    /** A table under its physical names; exists only while a statement is written. */
    static final class Table extends AbstractRelNode {
        private final String from;

        Table(SourceScan scan, RelDataType row, String from) {
            super(scan.getCluster(), scan.getTraitSet());
            this.rowType = row;
            this.from = from;
        }
    }

    /**
     * MariaDB groups in a table in memory, and beyond its size in one on disk, row by row: ten times as slow as by sorting.
     * {@code SQL_BIG_RESULT} makes it sort; other products see to that themselves.
     */
    static RelNode manyGroups(LogicalAggregate aggregate) {
        return aggregate.withHints(List.of(MANY_GROUPS));
    }

    /** Keywords of SELECT that Calcite does not know. */
    private enum Keyword {
        SQL_BIG_RESULT
    }

    @Override
    protected Result dispatch(RelNode rel) {
        if (rel instanceof Table table) {
            String alias = "t_" + aliases++;
            SqlNode raw = new SqlBasicCall(new Raw(table.from), List.of(), SqlParserPos.ZERO);
            SqlNode from = SqlStdOperatorTable.AS.createCall(
                    SqlParserPos.ZERO, raw, new SqlIdentifier(alias, SqlParserPos.ZERO));
            return result(from, List.of(Clause.FROM), table, null);
        }
        Result result = super.dispatch(rel);
        if (rel instanceof LogicalAggregate aggregate && aggregate.getHints().contains(MANY_GROUPS)) {
            result.asSelect()
                    .setOperand(
                            KEYWORDS,
                            new SqlNodeList(
                                    List.of(SqlLiteral.createSymbol(Keyword.SQL_BIG_RESULT, SqlParserPos.ZERO)),
                                    SqlParserPos.ZERO));
        }
        return result;
    }

    /** SQL text of configuration. */
    private static final class Raw extends SqlSpecialOperator {
        private final String text;

        private Raw(String text) {
            // Above AS, or a bare table's name would be put into parentheses, which PostgreSQL refuses.
            super("RAW", SqlKind.OTHER, 100);
            this.text = text;
        }

        @Override
        public void unparse(org.apache.calcite.sql.SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
            writer.print(text);
            writer.setNeedWhitespace(true);
        }
    }
}

package dk.samsyn.broker.query;

import java.util.List;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rel2sql.RelToSqlConverter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Calcite's own writer of SQL, over tables that stand in FROM as configuration spells them. */
final class SourceConverter extends RelToSqlConverter {
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
        if (ManyGroups.isMarked(rel)) {
            ManyGroups.sort(result.asSelect());
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

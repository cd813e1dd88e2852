package dk.samsyn.broker.query;

import dk.samsyn.spi.SqlSource;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * MariaDB groups in a table in memory, and beyond its size in one on disk, row by row: five to ten times as slow as by sorting.
 * Its modifier {@code SQL_BIG_RESULT} makes it sort; other products see to that themselves.
 */
final class ManyGroups {
    /** Groups that MariaDB may keep in memory. */
    private static final double IN_MEMORY = 20_000;

    private static final RelHint HINT = RelHint.builder("MANY_GROUPS").build();

    /** Where a SELECT has its keywords among its operands. */
    private static final int KEYWORDS = 0;

    private ManyGroups() {}

    /** Keywords of SELECT that Calcite does not know. */
    private enum Keyword {
        SQL_BIG_RESULT
    }

    /** The aggregate, marked if the source keeps too many groups for its memory. */
    static RelNode marked(LogicalAggregate aggregate, SqlSource.Dialect dialect, double groups) {
        return dialect == SqlSource.Dialect.MARIADB && groups > IN_MEMORY ? marked(aggregate) : aggregate;
    }

    static LogicalAggregate marked(LogicalAggregate aggregate) {
        return (LogicalAggregate) aggregate.withHints(List.of(HINT));
    }

    static boolean isMarked(RelNode rel) {
        return rel instanceof LogicalAggregate aggregate && aggregate.getHints().contains(HINT);
    }

    /** Whether a tree reads one column only: an index may have it in the order of the groups, and a sort would be waste. */
    static boolean readsOneColumn(RelNode rel) {
        if (rel instanceof Project || rel instanceof Seal) {
            return rel.getRowType().getFieldCount() == 1 && readsOneColumn(rel.getInput(0));
        }
        return rel instanceof SourceScan;
    }

    /** Writes the modifier into the aggregate's SELECT. */
    static void sort(SqlSelect select) {
        select.setOperand(
                KEYWORDS,
                new SqlNodeList(
                        List.of(SqlLiteral.createSymbol(Keyword.SQL_BIG_RESULT, SqlParserPos.ZERO)),
                        SqlParserPos.ZERO));
    }
}

package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Standard SQL that parses and that no plan can be made for: named in its refusal, instead of a statement that fails as a whole. */
final class UnansweredSql extends SqlBasicVisitor<@Nullable Void> {
    private static final Set<String> FUNCTIONS = Set.of(
            // Calcite works these out from differences of large sums, which lose their digits.
            "COVAR_POP",
            "COVAR_SAMP",
            "REGR_COUNT",
            "REGR_SXX",
            "REGR_SYY",
            "PERCENTILE_CONT",
            "PERCENTILE_DISC",
            "TUMBLE_START",
            "TUMBLE_END",
            "HOP_START",
            "HOP_END",
            "SESSION_START",
            "SESSION_END",
            "ELEMENT");

    private UnansweredSql() {}

    /**
     * Looks for it.
     *
     * @throws QueryException if some is there
     */
    static void refuse(SqlNode statement) {
        statement.accept(new UnansweredSql());
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
        switch (call.getKind()) {
            case TABLESAMPLE -> throw unanswered("TABLESAMPLE is", call);
            case MATCH_RECOGNIZE -> throw unanswered("MATCH_RECOGNIZE is", call);
            case MULTISET_VALUE_CONSTRUCTOR, MULTISET_QUERY_CONSTRUCTOR -> throw unanswered("Multisets are", call);
            case WITH_ITEM -> {
                if (((SqlWithItem) call).recursive.booleanValue()) {
                    throw unanswered("WITH RECURSIVE is", call);
                }
            }
            default -> {
                String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
                if (FUNCTIONS.contains(name)) {
                    throw unanswered(name + " is", call);
                }
            }
        }
        return super.visit(call);
    }

    private static QueryException unanswered(String what, SqlNode where) {
        return new QueryException(
                ErrorCode.STATEMENT_NOT_SUPPORTED,
                what + " not answered here. Write it with joins, groups and window functions such as ROW_NUMBER.",
                where.getParserPosition().getLineNum(),
                where.getParserPosition().getColumnNum(),
                null);
    }
}

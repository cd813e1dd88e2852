package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.policy.Release;
import dk.samsyn.spi.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * The narrow form of aggregated answers: one SELECT; tables joined on {@code pid}; WHERE with {@code =} and {@code IN} and
 * GROUP BY on the columns that the policy names; COUNT(*), COUNT(DISTINCT pid), SUM and AVG of plain columns. A group of fewer
 * persons than the policy's minimum is absent: the form itself adds that condition, so no statement passes without it. What
 * is refused depends on the statement's text only, never on data.
 */
final class AggregatedForm {
    private static final String PID = "pid";

    private final Release release;
    private final Predicate<String> personal;
    private final List<SqlIdentifier> persons = new ArrayList<>();

    private AggregatedForm(Release release, Predicate<String> personal) {
        this.release = release;
        this.personal = personal;
    }

    /**
     * The statement with the threshold added.
     *
     * @param release settings of the policies: columns to group by and smallest group, in persons
     * @param personal whether a table of that name has a column {@code pid}
     * @throws QueryException if the statement has another form; it must then touch no table about persons
     */
    static SqlNode gated(SqlNode statement, Release release, Predicate<String> personal) {
        AggregatedForm form = new AggregatedForm(release, personal);
        if (statement instanceof SqlOrderBy order) {
            if (order.fetch != null || order.offset != null) {
                throw refused("LIMIT and OFFSET", "Leave them out");
            }
            order.orderList.forEach(AggregatedForm::orderItem);
            return new SqlOrderBy(order.getParserPosition(), form.select(order.query), order.orderList, null, null);
        }
        return form.select(statement);
    }

    /** An order by anything but a column of the answer would tell what the answer does not. */
    private static void orderItem(SqlNode item) {
        SqlNode node = item;
        while (node.getKind() == SqlKind.DESCENDING
                || node.getKind() == SqlKind.NULLS_FIRST
                || node.getKind() == SqlKind.NULLS_LAST) {
            node = ((SqlCall) node).operand(0);
        }
        if (!(node instanceof SqlIdentifier) && !(node instanceof SqlNumericLiteral)) {
            throw refused("this order", "Order by columns of the answer");
        }
    }

    private SqlNode select(SqlNode node) {
        if (!(node instanceof SqlSelect select)) {
            throw refused("set operations and WITH", "Write one SELECT");
        }
        if (select.isDistinct()
                || select.getHaving() != null
                || select.getQualify() != null
                || !select.getWindowList().isEmpty()
                || select.getFetch() != null
                || select.getOffset() != null) {
            throw refused("DISTINCT, HAVING, QUALIFY, WINDOW and LIMIT", "Group instead");
        }
        if (select.getFrom() == null) {
            throw refused("a statement without tables", "Ask a table");
        }
        from(select.getFrom());
        if (select.getWhere() != null) {
            where(select.getWhere());
        }
        SqlNodeList groups = select.getGroup();
        if (groups != null) {
            for (SqlNode group : groups) {
                groupColumn(group, select.getSelectList());
            }
        }
        for (SqlNode item : select.getSelectList()) {
            output(item);
        }
        if (persons.isEmpty()) {
            throw refused("tables without persons here", "Ask them alone");
        }
        SqlNode count = new SqlBasicCall(
                SqlStdOperatorTable.COUNT,
                List.of(persons.get(0)),
                SqlParserPos.ZERO,
                SqlSelectKeyword.DISTINCT.symbol(SqlParserPos.ZERO));
        select.setHaving(SqlStdOperatorTable.GREATER_THAN_OR_EQUAL.createCall(
                SqlParserPos.ZERO,
                count,
                SqlLiteral.createExactNumeric(String.valueOf(release.minimum()), SqlParserPos.ZERO)));
        return select;
    }

    private void from(SqlNode node) {
        if (node instanceof SqlJoin join) {
            if (join.getJoinType() != JoinType.INNER || join.isNatural()) {
                throw refused("joins other than INNER JOIN on pid", "Write JOIN … USING (pid)");
            }
            from(join.getLeft());
            from(join.getRight());
            joinedOnPid(join);
            return;
        }
        boolean aliased = node.getKind() == SqlKind.AS && ((SqlCall) node).operandCount() == 2;
        SqlNode table = aliased ? ((SqlCall) node).operand(0) : node;
        SqlNode alias = aliased ? ((SqlCall) node).operand(1) : node;
        if (!(table instanceof SqlIdentifier name) || !personal.test(last(name))) {
            throw refused("sub-queries and tables without persons in FROM", "Name tables that have pid");
        }
        persons.add(new SqlIdentifier(List.of(last((SqlIdentifier) alias), PID), SqlParserPos.ZERO));
    }

    private static void joinedOnPid(SqlJoin join) {
        SqlNode condition = join.getCondition();
        if (join.getConditionType() == JoinConditionType.USING
                && condition instanceof SqlNodeList columns
                && columns.size() == 1
                && isPid(columns.get(0))) {
            return;
        }
        boolean on = join.getConditionType() == JoinConditionType.ON
                && condition != null
                && condition.getKind() == SqlKind.EQUALS
                && isPid(((SqlCall) condition).operand(0))
                && isPid(((SqlCall) condition).operand(1));
        if (!on) {
            throw refused("joins other than on pid", "Write JOIN … USING (pid)");
        }
    }

    private static boolean isPid(SqlNode node) {
        return node instanceof SqlIdentifier name && last(name).equals(PID);
    }

    private void where(SqlNode condition) {
        switch (condition.getKind()) {
            case AND -> ((SqlCall) condition).getOperandList().forEach(this::where);
            case EQUALS -> {
                SqlNode left = ((SqlCall) condition).operand(0);
                SqlNode right = ((SqlCall) condition).operand(1);
                if (!(isGroup(left) && isConstant(right)) && !(isGroup(right) && isConstant(left))) {
                    throw refusedCondition();
                }
            }
            case IN -> {
                SqlNode values = ((SqlCall) condition).operand(1);
                if (!isGroup(((SqlCall) condition).operand(0))
                        || !(values instanceof SqlNodeList list)
                        || !list.stream().allMatch(AggregatedForm::isConstant)) {
                    throw refusedCondition();
                }
            }
            default -> throw refusedCondition();
        }
    }

    private QueryException refusedCondition() {
        return refused("this condition", "In WHERE use = and IN with constants, on " + names());
    }

    private static boolean isConstant(SqlNode node) {
        return node instanceof SqlLiteral || node instanceof SqlDynamicParam;
    }

    private boolean isGroup(SqlNode node) {
        return node instanceof SqlIdentifier name
                && release.groupBy().filter(g -> g.contains(last(name))).isPresent();
    }

    private void groupColumn(SqlNode group, SqlNodeList items) {
        SqlNode column = group;
        if (group instanceof SqlNumericLiteral position) {
            int index = position.intValue(true) - 1;
            column = index >= 0 && index < items.size() ? unaliased(items.get(index)) : group;
        }
        if (!isGroup(column)) {
            throw refused("grouping by this", "Group by " + names());
        }
    }

    private void output(SqlNode item) {
        SqlNode node = unaliased(item);
        if (isGroup(node)) {
            return;
        }
        boolean allowed = false;
        if (node instanceof SqlCall call && call.getOperandList().size() == 1) {
            SqlNode argument = call.operand(0);
            boolean distinct = call.getFunctionQuantifier() != null;
            boolean star = argument instanceof SqlIdentifier name && name.isStar();
            boolean column = argument instanceof SqlIdentifier name && !name.isStar() && !isPid(name);
            allowed = switch (call.getOperator().getName().toUpperCase(Locale.ROOT)) {
                case "COUNT" -> (star && !distinct) || (distinct && isPid(argument));
                case "SUM", "AVG" -> column && !distinct;
                default -> false;
            };
        }
        if (!allowed) {
            throw refused(
                    "this column of the answer",
                    "Show " + names() + ", COUNT(*), COUNT(DISTINCT pid), SUM and AVG of plain columns");
        }
    }

    private static SqlNode unaliased(SqlNode item) {
        return item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
    }

    private String names() {
        return release.groupBy()
                .filter(g -> !g.isEmpty())
                .map(g -> String.join(", ", g))
                .orElse("no column");
    }

    private static String last(SqlIdentifier name) {
        return name.names.get(name.names.size() - 1);
    }

    private static QueryException refused(String what, String instead) {
        return new QueryException(
                ErrorCode.AGGREGATED_FORM,
                "For this purpose only groups of persons are shown, and " + what + " cannot be. " + instead + ".");
    }
}

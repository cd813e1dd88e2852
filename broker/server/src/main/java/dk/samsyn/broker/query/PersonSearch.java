package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * {@code cpr_er(number)} in WHERE: true for rows about the person with that number, in any spelling, former numbers too. It
 * compares persons, so it also finds where {@code cpr} is masked or absent, and binds sources that are asked person by person.
 *
 * <pre>
 *   SELECT … FROM laboratoriesvar l WHERE cpr_er(?)
 *   =&gt;  cpr_er(l.pid, ?)                            the leftmost table of FROM that has a pid
 *   =&gt;  l.pid = PID_ENCODE(PERSON(?))
 *   =&gt;  PERSON(l's number) = PERSON(?)              below the seal
 * </pre>
 */
final class PersonSearch {
    private static final String PID = "pid";

    private PersonSearch() {}

    /** Whether a statement looks for persons by number. */
    static boolean in(SqlNode tree) {
        boolean[] found = {false};
        tree.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                found[0] |= isSearch(call);
                return super.visit(call);
            }
        });
        return found[0];
    }

    /**
     * Names the table that each search is about. Changes the tree in place, as the validator does.
     *
     * @param personal whether a table of that name has a column {@code pid}
     * @throws QueryException if a search stands elsewhere than in WHERE, or looks for what is no constant
     */
    static void open(SqlNode tree, Predicate<String> personal) {
        Map<String, SqlNode> with = new HashMap<>();
        tree.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                if (call instanceof SqlWithItem item) {
                    with.put(item.name.getSimple(), item.query);
                }
                if (call instanceof SqlSelect select && select.getWhere() != null) {
                    SqlNode where = select.getWhere().accept(new Opened(select, new Scope(with, personal)));
                    select.setWhere(where);
                }
                return super.visit(call);
            }
        });
        tree.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                if (isSearch(call) && call.operandCount() != 2) {
                    throw misplaced(call.getParserPosition());
                }
                return super.visit(call);
            }
        });
    }

    private static boolean isSearch(SqlCall call) {
        return call.getOperator().getName().equalsIgnoreCase(BrokerFunctions.CPR_ER.getName());
    }

    private static final class Opened extends SqlShuttle {
        private final SqlSelect select;
        private final Scope scope;

        private Opened(SqlSelect select, Scope scope) {
            this.select = select;
            this.scope = scope;
        }

        @Override
        public @Nullable SqlNode visit(SqlCall call) {
            if (call.isA(SqlKind.QUERY)) {
                return call;
            }
            if (!isSearch(call)) {
                return super.visit(call);
            }
            SqlParserPos at = call.getParserPosition();
            List<SqlNode> operands = call.getOperandList();
            if (operands.isEmpty() || operands.size() > 2) {
                throw misplaced(at);
            }
            SqlNode from = select.getFrom();
            SqlNode pid = operands.size() == 2
                    ? operands.get(0)
                    : Optional.ofNullable(from)
                            .flatMap(f -> scope.personal(f, at))
                            .orElseThrow(() -> misplaced(at));
            return call.getOperator().createCall(at, pid, constant(operands.get(operands.size() - 1)));
        }
    }

    private static SqlNode constant(SqlNode number) {
        if (number instanceof SqlDynamicParam) {
            return SqlStdOperatorTable.CAST.createCall(
                    number.getParserPosition(),
                    number,
                    new SqlDataTypeSpec(
                            new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, SqlParserPos.ZERO), SqlParserPos.ZERO));
        }
        if (number instanceof SqlLiteral literal && SqlTypeName.CHAR_TYPES.contains(literal.getTypeName())) {
            return number;
        }
        throw new QueryException(
                ErrorCode.STATEMENT_INVALID,
                "cpr_er takes one number as a text or a parameter, such as cpr_er('0101501234') or cpr_er(?).",
                number.getParserPosition().getLineNum(),
                number.getParserPosition().getColumnNum(),
                null);
    }

    private static QueryException misplaced(SqlParserPos at) {
        return new QueryException(
                ErrorCode.STATEMENT_INVALID,
                "cpr_er(number) stands in WHERE of a SELECT that has a table about persons in FROM.",
                at.getLineNum(),
                at.getColumnNum(),
                null);
    }

    /** Which tables of a FROM have a person key. */
    private record Scope(Map<String, SqlNode> with, Predicate<String> personal) {
        /** The person key of the leftmost table that has one. */
        Optional<SqlNode> personal(SqlNode from, SqlParserPos at) {
            if (from instanceof SqlJoin join) {
                return personal(join.getLeft(), at).or(() -> personal(join.getRight(), at));
            }
            boolean aliased = from.getKind() == SqlKind.AS;
            SqlNode table = aliased ? ((SqlCall) from).operand(0) : from;
            SqlNode name = aliased ? ((SqlCall) from).operand(1) : from;
            if (!(name instanceof SqlIdentifier alias) || !hasKey(table, 0)) {
                return Optional.empty();
            }
            return Optional.of(new SqlIdentifier(List.of(last(alias), PID), at));
        }

        private boolean hasKey(SqlNode table, int depth) {
            if (depth > 50) {
                return false;
            }
            if (table instanceof SqlIdentifier name) {
                SqlNode body = with.get(last(name));
                return body == null ? personal.test(last(name)) : hasKey(body, depth + 1);
            }
            if (table instanceof SqlSelect select) {
                return select.getSelectList().stream().anyMatch(item -> shows(item, select, depth));
            }
            if (table instanceof SqlCall call && !call.getOperandList().isEmpty() && call.operand(0) != null) {
                return hasKey(call.operand(0), depth + 1);
            }
            return false;
        }

        private boolean shows(SqlNode item, SqlSelect select, int depth) {
            if (item.getKind() == SqlKind.AS) {
                return last(((SqlCall) item).operand(1)).equals(PID);
            }
            if (item instanceof SqlIdentifier name && name.isStar()) {
                return leaves(select.getFrom()).stream().anyMatch(leaf -> hasKey(leaf, depth + 1));
            }
            return item instanceof SqlIdentifier name && last(name).equals(PID);
        }

        private static List<SqlNode> leaves(@Nullable SqlNode from) {
            if (from == null) {
                return List.of();
            }
            if (from instanceof SqlJoin join) {
                List<SqlNode> both = new ArrayList<>(leaves(join.getLeft()));
                both.addAll(leaves(join.getRight()));
                return both;
            }
            return List.of(from.getKind() == SqlKind.AS ? ((SqlCall) from).operand(0) : from);
        }

        private static String last(SqlNode name) {
            SqlIdentifier identifier = (SqlIdentifier) name;
            return identifier.names.get(identifier.names.size() - 1);
        }
    }

    /**
     * A tree whose searches are comparisons of persons.
     *
     * @param tree the same rows
     * @param numbers the numbers that are looked for, known when the statement runs
     */
    record Compared(RelNode tree, List<LateValue> numbers) {}

    static Compared compared(RelNode tree) {
        RexBuilder rex = tree.getCluster().getRexBuilder();
        List<LateValue> numbers = new ArrayList<>();
        RelNode compared = tree.accept(new EveryExpression(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                if (!call.getOperator().equals(BrokerFunctions.CPR_ER)) {
                    return super.visitCall(call);
                }
                RexNode number = call.getOperands().get(1);
                RexNode person = rex.makeCall(number.getType(), BrokerFunctions.PERSON, List.of(number));
                numbers.add(LateValue.of(person).orElseThrow(() -> misplaced(SqlParserPos.ZERO)));
                RexNode pid = call.getOperands().get(0).accept(this);
                return rex.makeCall(
                        org.apache.calcite.sql.fun.SqlStdOperatorTable.EQUALS,
                        pid,
                        rex.makeCall(number.getType(), BrokerFunctions.PID_ENCODE, List.of(person)));
            }
        }));
        return new Compared(compared, List.copyOf(numbers));
    }
}

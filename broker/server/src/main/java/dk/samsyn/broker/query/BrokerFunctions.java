package dk.samsyn.broker.query;

import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.Hierarchies;
import dk.samsyn.broker.engine.expression.RowFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/**
 * The broker's own functions, and which of all functions a statement may call. Mappings may call {@link #forMappings()};
 * users get standard SQL and {@link PostgresFunctions} without what could run code, leak or blow up ({@link #forUsers()}). {@code PID_ENCODE}, {@code
 * PID_DECODE} and {@code IN_KEYS} stand in no table: only the planner writes them.
 */
final class BrokerFunctions {
    private static final SqlReturnTypeInference VARCHAR = ReturnTypes.VARCHAR.andThen(
            (binding, type) -> binding.getTypeFactory().createTypeWithNullability(type, true));
    private static final SqlReturnTypeInference SAME_NULLABLE_VARCHAR =
            ReturnTypes.VARCHAR.andThen((binding, type) -> binding.getTypeFactory()
                    .createTypeWithNullability(type, binding.getOperandType(0).isNullable()));

    static final SqlOperator PID_ENCODE = contextual(
            "PID_ENCODE",
            SAME_NULLABLE_VARCHAR,
            OperandTypes.CHARACTER,
            1,
            (context, row) -> RuntimeFunctions.encodePid(context, text(row[0])));
    static final SqlOperator PID_DECODE = contextual(
            "PID_DECODE",
            SAME_NULLABLE_VARCHAR,
            OperandTypes.CHARACTER,
            1,
            (context, row) -> RuntimeFunctions.decodePid(context, text(row[0])));
    static final SqlOperator PERSON = contextual(
            "PERSON",
            SAME_NULLABLE_VARCHAR,
            OperandTypes.CHARACTER,
            1,
            (context, row) -> RuntimeFunctions.person(context, text(row[0])));
    static final SqlOperator IN_KEYS = new KeyFunction();

    /** {@code cpr_er(pid, number)}; {@link PersonSearch} turns it into a comparison of persons before planning. */
    static final SqlOperator CPR_ER = replaced("CPR_ER", ReturnTypes.BOOLEAN_NULLABLE, characters(2), 2);

    /** A session attribute in a policy condition; replaced by a literal before planning. */
    static final SqlOperator USER_TEXT = replaced("USER_TEXT", VARCHAR, OperandTypes.CHARACTER, 1);

    static final SqlOperator USER_NUMBER = replaced(
            "USER_NUMBER",
            ReturnTypes.INTEGER.andThen(
                    (binding, type) -> binding.getTypeFactory().createTypeWithNullability(type, true)),
            OperandTypes.CHARACTER,
            1);

    /** Standard functions that no statement may call: they fail, hang, blow up or tell more than policy can follow. */
    private static final Set<String> REFUSED = Set.of(
            "LISTAGG",
            "COLLECT",
            "FUSION",
            "INTERSECTION",
            "JSON_ARRAYAGG",
            "JSON_OBJECTAGG",
            "CURRENT_PATH",
            "CURRENT_CATALOG",
            "CURRENT_SCHEMA",
            "CURRENT_ROLE",
            "CURRENT_USER",
            "SESSION_USER",
            "SYSTEM_USER",
            "USER",
            "RAND",
            "RAND_INTEGER",
            "TUMBLE",
            "HOP",
            "SESSION",
            "CLASSIFIER",
            "MATCH_NUMBER",
            "NEXT_VALUE",
            "CONVERT",
            "TRANSLATE");

    private static final Set<SqlKind> REFUSED_KINDS = Set.of(SqlKind.SIMILAR, SqlKind.RLIKE, SqlKind.NEXT_VALUE);

    private final SqlOperatorTable forUsers;
    private final SqlOperatorTable forMappings;
    private final SqlOperator concept;
    private final Hierarchies hierarchies;
    private final SqlOperator wholeYears;

    BrokerFunctions(Concepts concepts) {
        this.concept = concept(concepts);
        this.hierarchies = concepts.hierarchies();
        Map<String, SqlOperator> users = new TreeMap<>(PostgresFunctions.all());
        users.put("CPR_ER", CPR_ER);
        this.forUsers = new Table(users);
        Map<String, SqlOperator> own = new TreeMap<>();
        own.put("PERSON", PERSON);
        own.put("BEGREB", concept);
        own.put("HIERARKI", ancestor(concepts));
        own.put("USER_TEXT", USER_TEXT);
        own.put("USER_NUMBER", USER_NUMBER);
        own.put(
                "TAL",
                plain("TAL", decimal(), OperandTypes.CHARACTER, 1, row -> RuntimeFunctions.number(text(row[0]))));
        own.put(
                "OPERATOR_AF",
                plain(
                        "OPERATOR_AF",
                        VARCHAR,
                        OperandTypes.CHARACTER,
                        1,
                        row -> RuntimeFunctions.operatorOf(text(row[0]))));
        own.put(
                "DATO",
                plain(
                        "DATO",
                        nullable(SqlTypeName.DATE),
                        characters(2),
                        2,
                        row -> RuntimeFunctions.date(text(row[0]), text(row[1]))));
        own.put(
                "TIDSPUNKT",
                plain(
                        "TIDSPUNKT",
                        nullable(SqlTypeName.TIMESTAMP),
                        characters(2),
                        2,
                        row -> RuntimeFunctions.timestamp(text(row[0]), text(row[1]))));
        own.put(
                "ISO_TID",
                plain(
                        "ISO_TID",
                        nullable(SqlTypeName.TIMESTAMP),
                        OperandTypes.CHARACTER,
                        1,
                        row -> RuntimeFunctions.isoTimestamp(text(row[0]))));
        own.put(
                "UGE_MANDAG",
                plain(
                        "UGE_MANDAG",
                        nullable(SqlTypeName.DATE),
                        OperandTypes.CHARACTER,
                        1,
                        row -> RuntimeFunctions.mondayOfWeek(text(row[0]))));
        own.put(
                "PSEUDONYM",
                contextual(
                        "PSEUDONYM",
                        VARCHAR,
                        OperandTypes.CHARACTER,
                        1,
                        (context, row) -> RuntimeFunctions.pseudonym(context, text(row[0]))));
        own.put(
                "PRAKSIS_PSEUDONYM",
                contextual(
                        "PRAKSIS_PSEUDONYM",
                        VARCHAR,
                        OperandTypes.CHARACTER,
                        1,
                        (context, row) -> RuntimeFunctions.practicePseudonym(context, text(row[0]))));
        this.wholeYears = plain(
                "HELE_AAR",
                nullable(SqlTypeName.INTEGER),
                OperandTypes.family(SqlTypeFamily.DATE, SqlTypeFamily.DATE),
                2,
                row -> RuntimeFunctions.yearsBetween((Integer) row[0], (Integer) row[1]));
        own.put("HELE_AAR", wholeYears);
        this.forMappings = new Table(own);
    }

    /** Whether an operator is one of the broker's own, all of which are total. */
    static boolean isTotal(SqlOperator operator) {
        return operator instanceof BrokerFunction || operator instanceof KeyFunction;
    }

    /** What {@code HIERARKI(name, value)} looks up. */
    Hierarchies hierarchies() {
        return hierarchies;
    }

    /** {@code BEGREB(group, system, code)}. */
    SqlOperator concept() {
        return concept;
    }

    /** {@code HELE_AAR(from, to)}: whole years between two dates. */
    SqlOperator wholeYears() {
        return wholeYears;
    }

    SqlOperatorTable forUsers() {
        return forUsers;
    }

    SqlOperatorTable forMappings() {
        return forMappings;
    }

    private record Table(Map<String, SqlOperator> own) implements SqlOperatorTable {
        @Override
        public void lookupOperatorOverloads(
                SqlIdentifier name,
                @Nullable SqlFunctionCategory category,
                SqlSyntax syntax,
                List<SqlOperator> found,
                SqlNameMatcher matcher) {
            String simple = name.isSimple() ? name.getSimple().toUpperCase(Locale.ROOT) : "";
            SqlOperator mine = own.get(simple);
            if (mine != null && syntax.family == SqlSyntax.FUNCTION) {
                found.add(mine);
                return;
            }
            if (REFUSED.contains(simple)) {
                return;
            }
            List<SqlOperator> standard = new ArrayList<>();
            SqlStdOperatorTable.instance().lookupOperatorOverloads(name, category, syntax, standard, matcher);
            standard.removeIf(o -> REFUSED_KINDS.contains(o.getKind()));
            found.addAll(standard);
        }

        @Override
        public List<SqlOperator> getOperatorList() {
            return List.copyOf(own.values());
        }
    }

    private static SqlReturnTypeInference nullable(SqlTypeName name) {
        return binding -> binding.getTypeFactory()
                .createTypeWithNullability(binding.getTypeFactory().createSqlType(name), true);
    }

    private static SqlReturnTypeInference decimal() {
        return binding -> binding.getTypeFactory()
                .createTypeWithNullability(binding.getTypeFactory().createSqlType(SqlTypeName.DECIMAL, 18, 4), true);
    }

    private static SqlOperandTypeChecker characters(int count) {
        SqlTypeFamily[] families = new SqlTypeFamily[count];
        Arrays.fill(families, SqlTypeFamily.CHARACTER);
        return OperandTypes.family(families);
    }

    private static String text(Object value) {
        return (String) value;
    }

    /** A function of its arguments alone. */
    private static SqlOperator plain(
            String name,
            SqlReturnTypeInference type,
            SqlOperandTypeChecker operands,
            int arity,
            Function<Object[], @Nullable Object> code) {
        return new BrokerFunction(name, type, operands, arity, (context, row) -> code.apply(row), false);
    }

    /** A function whose value depends on the session. */
    private static SqlOperator contextual(
            String name, SqlReturnTypeInference type, SqlOperandTypeChecker operands, int arity, RowFunction code) {
        return new BrokerFunction(name, type, operands, arity, code, true);
    }

    private static SqlOperator concept(Concepts concepts) {
        return plain(
                "BEGREB",
                VARCHAR,
                characters(3),
                3,
                row -> RuntimeFunctions.concept(concepts, text(row[0]), text(row[1]), text(row[2])));
    }

    private static SqlOperator ancestor(Concepts concepts) {
        return plain(
                "HIERARKI",
                VARCHAR,
                characters(2),
                2,
                row -> RuntimeFunctions.ancestor(concepts, text(row[0]), text(row[1])));
    }

    /** A function of statements that no plan holds any more. */
    private static SqlOperator replaced(
            String name, SqlReturnTypeInference type, SqlOperandTypeChecker operands, int arity) {
        return new BrokerFunction(
                name,
                type,
                operands,
                arity,
                (context, row) -> {
                    throw new IllegalStateException(name + " was not replaced");
                },
                true);
    }
}

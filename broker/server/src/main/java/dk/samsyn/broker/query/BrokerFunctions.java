package dk.samsyn.broker.query;

import dk.samsyn.broker.config.Concepts;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.adapter.enumerable.NullPolicy;
import org.apache.calcite.adapter.enumerable.RexImpTable;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.schema.ImplementableFunction;
import org.apache.calcite.schema.ScalarFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.jspecify.annotations.Nullable;

/**
 * The broker's own functions, and which of all functions a statement may call. Mappings may call {@link #forMappings()};
 * users get standard SQL without what could run code, leak or blow up ({@link #forUsers()}). {@code PID_ENCODE}, {@code
 * PID_DECODE} and {@code IN_KEYS} stand in no table: only the planner writes them.
 */
final class BrokerFunctions {
    private static final SqlReturnTypeInference VARCHAR = ReturnTypes.VARCHAR.andThen(
            (binding, type) -> binding.getTypeFactory().createTypeWithNullability(type, true));
    private static final SqlReturnTypeInference SAME_NULLABLE_VARCHAR =
            ReturnTypes.VARCHAR.andThen((binding, type) -> binding.getTypeFactory()
                    .createTypeWithNullability(type, binding.getOperandType(0).isNullable()));

    static final SqlOperator PID_ENCODE =
            contextual("PID_ENCODE", "encodePid", SAME_NULLABLE_VARCHAR, OperandTypes.CHARACTER, String.class);
    static final SqlOperator PID_DECODE =
            contextual("PID_DECODE", "decodePid", SAME_NULLABLE_VARCHAR, OperandTypes.CHARACTER, String.class);
    static final SqlOperator PERSON =
            contextual("PERSON", "person", SAME_NULLABLE_VARCHAR, OperandTypes.CHARACTER, String.class);
    static final SqlOperator IN_KEYS = contextual(
            "IN_KEYS", "inKeys", ReturnTypes.BOOLEAN_NULLABLE, OperandTypes.ANY_ANY, Object.class, int.class);

    /** {@code cpr_er(pid, number)}; {@link PersonSearch} turns it into a comparison of persons before planning. */
    static final SqlOperator CPR_ER = replaced("CPR_ER", ReturnTypes.BOOLEAN_NULLABLE, characters(2), 2);

    /** A session attribute in a policy condition; replaced by a literal before planning. */
    static final SqlOperator USER_TEXT = unevaluated("USER_TEXT", VARCHAR);

    static final SqlOperator USER_NUMBER =
            unevaluated("USER_NUMBER", ReturnTypes.INTEGER.andThen((binding, type) -> binding.getTypeFactory()
                    .createTypeWithNullability(type, true)));

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
            "NTILE",
            "NEXT_VALUE",
            "CONVERT",
            "TRANSLATE");

    private static final Set<SqlKind> REFUSED_KINDS = Set.of(SqlKind.SIMILAR, SqlKind.RLIKE, SqlKind.NEXT_VALUE);

    private final SqlOperatorTable forUsers;
    private final SqlOperatorTable forMappings;
    private final SqlOperator concept;
    private final SqlOperator wholeYears;

    BrokerFunctions(Concepts concepts) {
        this.concept = concept(concepts);
        this.forUsers = new Table(Map.of("CPR_ER", CPR_ER));
        Map<String, SqlOperator> own = new TreeMap<>();
        own.put("PERSON", PERSON);
        own.put("BEGREB", concept);
        own.put("USER_TEXT", USER_TEXT);
        own.put("USER_NUMBER", USER_NUMBER);
        own.put("TAL", plain("TAL", "number", decimal(), OperandTypes.CHARACTER, String.class));
        own.put("OPERATOR_AF", plain("OPERATOR_AF", "operatorOf", VARCHAR, OperandTypes.CHARACTER, String.class));
        own.put("DATO", plain("DATO", "date", nullable(SqlTypeName.DATE), characters(2), String.class, String.class));
        own.put(
                "TIDSPUNKT",
                plain(
                        "TIDSPUNKT",
                        "timestamp",
                        nullable(SqlTypeName.TIMESTAMP),
                        characters(2),
                        String.class,
                        String.class));
        own.put(
                "ISO_TID",
                plain(
                        "ISO_TID",
                        "isoTimestamp",
                        nullable(SqlTypeName.TIMESTAMP),
                        OperandTypes.CHARACTER,
                        String.class));
        own.put(
                "UGE_MANDAG",
                plain("UGE_MANDAG", "mondayOfWeek", nullable(SqlTypeName.DATE), OperandTypes.CHARACTER, String.class));
        own.put("PSEUDONYM", contextual("PSEUDONYM", "pseudonym", VARCHAR, OperandTypes.CHARACTER, String.class));
        own.put(
                "PRAKSIS_PSEUDONYM",
                contextual("PRAKSIS_PSEUDONYM", "practicePseudonym", VARCHAR, OperandTypes.CHARACTER, String.class));
        this.wholeYears = plain(
                "HELE_AAR",
                "yearsBetween",
                nullable(SqlTypeName.INTEGER),
                OperandTypes.family(SqlTypeFamily.DATE, SqlTypeFamily.DATE),
                int.class,
                int.class);
        own.put("HELE_AAR", wholeYears);
        this.forMappings = new Table(own);
    }

    /** Whether an operator is one of the broker's own, all of which are total. */
    static boolean isTotal(SqlOperator operator) {
        return operator instanceof SqlUserDefinedFunction;
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

    private static SqlOperator plain(
            String name,
            String method,
            SqlReturnTypeInference type,
            SqlOperandTypeChecker operands,
            Class<?>... parameters) {
        Method target = method(method, parameters);
        return function(
                name, type, operands, (call, context) -> Expressions.call(target, call), parameters.length, false);
    }

    private static SqlOperator contextual(
            String name,
            String method,
            SqlReturnTypeInference type,
            SqlOperandTypeChecker operands,
            Class<?>... parameters) {
        Class<?>[] all = new Class<?>[parameters.length + 1];
        all[0] = org.apache.calcite.DataContext.class;
        System.arraycopy(parameters, 0, all, 1, parameters.length);
        Method target = method(method, all);
        return function(
                name,
                type,
                operands,
                (call, context) -> {
                    List<Expression> arguments = new ArrayList<>();
                    arguments.add(context);
                    arguments.addAll(call);
                    return Expressions.call(target, arguments);
                },
                parameters.length,
                true);
    }

    private static SqlOperator concept(Concepts concepts) {
        Method target = method("concept", Concepts.class, String.class, String.class, String.class);
        // The concepts are reached through a static register: generated code can name no instance, and a broker has one
        // set.
        int handle = ConceptRegister.add(concepts);
        return function(
                "BEGREB",
                VARCHAR,
                characters(3),
                (call, context) -> {
                    List<Expression> arguments = new ArrayList<>();
                    arguments.add(Expressions.call(ConceptRegister.GET, Expressions.constant(handle)));
                    arguments.addAll(call);
                    return Expressions.call(target, arguments);
                },
                3,
                false);
    }

    private static SqlOperator unevaluated(String name, SqlReturnTypeInference type) {
        return new SqlUserDefinedFunction(
                new SqlIdentifier(name, SqlParserPos.ZERO),
                SqlKind.OTHER_FUNCTION,
                type,
                null,
                OperandTypes.operandMetadata(
                        List.of(SqlTypeFamily.CHARACTER), f -> List.of(varchar(f)), i -> "name", i -> false),
                new Implementable((call, context) -> {
                    throw new IllegalStateException(name + " was not replaced");
                }));
    }

    /** A function of statements that no plan holds any more. */
    private static SqlOperator replaced(
            String name, SqlReturnTypeInference type, SqlOperandTypeChecker operands, int arity) {
        return function(
                name,
                type,
                operands,
                (call, context) -> {
                    throw new IllegalStateException(name + " was not replaced");
                },
                arity,
                true);
    }

    private interface Code {
        Expression write(List<Expression> operands, Expression context);
    }

    private static SqlOperator function(
            String name,
            SqlReturnTypeInference type,
            SqlOperandTypeChecker operands,
            Code code,
            int arity,
            boolean dynamic) {
        List<SqlTypeFamily> families = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            families.add(SqlTypeFamily.ANY);
        }
        return new SqlUserDefinedFunction(
                new SqlIdentifier(name, SqlParserPos.ZERO),
                SqlKind.OTHER_FUNCTION,
                type,
                null,
                OperandTypes.operandMetadata(families, f -> List.of(), i -> "argument", i -> false),
                new Implementable(code)) {
            @Override
            public boolean checkOperandTypes(org.apache.calcite.sql.SqlCallBinding binding, boolean throwOnFailure) {
                return operands.checkOperandTypes(binding, throwOnFailure);
            }

            /** What depends on the session is not worked out while planning, though its arguments be constant. */
            @Override
            public boolean isDynamicFunction() {
                return dynamic;
            }
        };
    }

    private static RelDataType varchar(RelDataTypeFactory factory) {
        return factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.VARCHAR), true);
    }

    private record Implementable(Code code) implements ScalarFunction, ImplementableFunction {
        @Override
        public CallImplementor getImplementor() {
            return RexImpTable.createImplementor(
                    (translator, call, operands) -> code.write(operands, translator.getRoot()),
                    NullPolicy.SEMI_STRICT,
                    false);
        }

        @Override
        public RelDataType getReturnType(RelDataTypeFactory typeFactory) {
            return varchar(typeFactory);
        }

        @Override
        public List<FunctionParameter> getParameters() {
            return List.of();
        }
    }

    private static Method method(String name, Class<?>... parameters) {
        try {
            return RuntimeFunctions.class.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("RuntimeFunctions lacks " + name, e);
        }
    }
}

package dk.samsyn.broker.engine.expression;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.adapter.enumerable.RexToLixTranslator;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.MemberDeclaration;
import org.apache.calcite.linq4j.tree.ParameterExpression;
import org.apache.calcite.linq4j.tree.Primitive;
import org.apache.calcite.linq4j.tree.Statement;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.apache.calcite.rex.RexProgramBuilder;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.commons.compiler.CompilerFactoryFactory;
import org.codehaus.commons.compiler.IClassBodyEvaluator;

/**
 * Calcite's generated code for single operators that the engine has no code of its own for. An operator over operands of given
 * types is compiled once, whatever statement it stands in.
 */
public final class ScalarCompiler {
    private static final int KEPT = 5_000;

    private final Cache<String, CompiledScalar.Factory> known =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    /**
     * Code of an expression over a row of operands.
     *
     * @param row types of the operands that the expression refers to
     */
    CompiledScalar.Factory compile(RexNode expression, RelDataType row, RexBuilder rex) {
        String key = expression + " " + expression.getType().getFullTypeString() + " " + row.getFullTypeString();
        return known.get(key, k -> generate(expression, row, rex));
    }

    private static CompiledScalar.Factory generate(RexNode node, RelDataType row, RexBuilder rex) {
        JavaTypeFactory types = (JavaTypeFactory) rex.getTypeFactory();
        RexProgramBuilder builder = new RexProgramBuilder(row, rex);
        builder.addProject(node, null);
        RexProgram program = builder.getProgram();
        ParameterExpression operands = Expressions.parameter(Object[].class, "row");
        BlockBuilder code = new BlockBuilder();
        BlockBuilder once = new BlockBuilder().withRemoveUnused(false);
        List<Expression> values = RexToLixTranslator.translateProjects(
                program,
                types,
                SqlConformanceEnum.DEFAULT,
                code,
                once,
                null,
                DataContext.ROOT,
                new RexToLixTranslator.InputGetterImpl(
                        operands, PhysTypeImpl.of(types, row, JavaRowFormat.ARRAY, false)),
                name -> {
                    throw new IllegalStateException("a loop's row is an operand");
                });
        Expression value = values.get(0);
        code.add(Expressions.return_(null, Primitive.is(value.getType()) ? Expressions.box(value) : value));
        List<MemberDeclaration> scalar = List.of(
                Expressions.methodDecl(Modifier.PUBLIC, Object.class, "value", List.of(operands), code.toBlock()));
        List<Statement> binding = new ArrayList<>(once.toBlock().statements);
        binding.add(Expressions.return_(null, Expressions.new_(CompiledScalar.class, List.of(), scalar)));
        List<MemberDeclaration> factory = List.of(Expressions.methodDecl(
                Modifier.PUBLIC, CompiledScalar.class, "bound", List.of(DataContext.ROOT), Expressions.block(binding)));
        return loaded(Expressions.toString(factory, "\n", false));
    }

    private static CompiledScalar.Factory loaded(String body) {
        try {
            ClassLoader loader = CompiledScalar.class.getClassLoader();
            IClassBodyEvaluator evaluator =
                    CompilerFactoryFactory.getDefaultCompilerFactory(loader).newClassBodyEvaluator();
            evaluator.setClassName("SamsynScalar");
            evaluator.setImplementedInterfaces(new Class<?>[] {CompiledScalar.Factory.class});
            evaluator.setParentClassLoader(loader);
            return (CompiledScalar.Factory) evaluator.createInstance(new StringReader(body));
        } catch (CompileException | IOException e) {
            throw new IllegalStateException("generated code of an expression does not compile", e);
        } catch (Exception e) {
            throw new IllegalStateException("there is no compiler for generated code", e);
        }
    }
}

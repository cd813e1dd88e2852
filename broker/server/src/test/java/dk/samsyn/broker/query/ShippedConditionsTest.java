package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.PolicyFiles;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.engine.expression.ScalarCompiler;
import dk.samsyn.broker.policy.DataEntry;
import dk.samsyn.broker.policy.GovernedTable;
import dk.samsyn.broker.policy.Policy;
import dk.samsyn.broker.policy.SqlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Table;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every condition of every shipped policy is SQL that the planner takes, on every table it stands on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedConditionsTest {
    private final FrontEnd frontEnd = new FrontEnd(new ConstantExecutor(new ScalarCompiler()));
    private final SchemaConfig schema;
    private final BrokerFunctions functions;
    private final List<Policy> policies;

    ShippedConditionsTest() {
        Path root = Lille.root();
        ConfigProblems problems = new ConfigProblems();
        schema = SchemaConfig.read(root.resolve("conf/schema"), problems);
        functions = new BrokerFunctions(Concepts.read(root.resolve("conf/concepts"), problems));
        policies = PolicyFiles.read(root.resolve("policies"), PolicyFiles.declared(schema), problems);
        problems.throwIfAny();
    }

    Stream<Arguments> conditions() {
        List<Arguments> all = new ArrayList<>();
        for (Policy policy : policies) {
            for (DataEntry entry : policy.data()) {
                for (GovernedTable table : PolicyFiles.declared(schema)) {
                    Stream.of(entry.rows(), policy.breakGlass().flatMap(glass -> glass.rows()))
                            .flatMap(Optional::stream)
                            .filter(rows -> entry.covers(table.name()))
                            .map(rows -> Arguments.of(policy.id(), table.name().table(), filled(rows, table)))
                            .forEach(all::add);
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("conditions")
    void aConditionBecomesATreeWithoutCorrelation(String policy, String table, String rows) throws Exception {
        String sql = "SELECT * FROM \"" + table + "\" WHERE " + rows;

        FrontEnd.Validated validated = frontEnd.validate(frontEnd.parse(sql), catalogue(), functions.forMappings());
        RelNode tree = FrontEnd.withoutSubQueries(
                frontEnd.convert(validated, frontEnd.cluster()).project());

        assertThat(RelOptUtil.toString(tree)).as(policy).doesNotContain("Correlate", "RexSubQuery");
    }

    private static String filled(String rows, GovernedTable table) {
        return SqlText.of(rows).replacePlaceholders(name -> {
            if (name.equals("table.category")) {
                return Optional.of("'" + table.category() + "'");
            }
            if (name.startsWith("row.")) {
                return Optional.of("\"" + table.name().table() + "\"." + name.substring(4));
            }
            String attribute = name.substring("user.".length());
            return Optional.of((attribute.equals("kommunekode") ? "USER_NUMBER('" : "USER_TEXT('") + attribute + "')");
        });
    }

    private CalciteSchema catalogue() {
        Map<String, Table> tables = new HashMap<>();
        for (SchemaConfig.Table table : schema.tables().values()) {
            RelDataTypeFactory.Builder columns = frontEnd.types().builder();
            table.columns().forEach(column -> columns.add(column.name(), type(column)));
            tables.put(
                    table.name(),
                    new dk.samsyn.broker.query.GovernedTable(TableName.sundhed(table.name()), columns.build()));
        }
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add(FrontEnd.SCHEMA, new Model.Tables(tables));
        return root;
    }

    private RelDataType type(SchemaConfig.Column column) {
        SqlTypeName name = SqlTypeName.valueOf(column.type().type().name());
        RelDataType plain = name == SqlTypeName.DECIMAL
                ? frontEnd.types().createSqlType(name, 18, 4)
                : name == SqlTypeName.VARCHAR
                        ? frontEnd.types().createSqlType(name, column.type().precision())
                        : frontEnd.types().createSqlType(name);
        return frontEnd.types().createTypeWithNullability(plain, column.type().nullable());
    }
}

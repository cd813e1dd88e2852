package dk.samsyn.broker.query;

import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.ConditionProof;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.engine.expression.ScalarCompiler;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.schema.Table;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Proves conditions against the declared schema, without any source: names, types and functions, as the pipeline will see them.
 * What depends on sources is proved when a set is loaded.
 */
public final class DeclaredConditions implements ConditionProof {
    private static final int DECIMAL_DIGITS = 18;
    private static final int DECIMAL_SCALE = 4;

    private final FrontEnd frontEnd = new FrontEnd(new ConstantExecutor(new ScalarCompiler()));
    private final BrokerFunctions functions;
    private final CalciteSchema catalogue;

    private DeclaredConditions(SchemaConfig schema, Concepts concepts) {
        this.functions = new BrokerFunctions(concepts);
        Map<String, Table> tables = new HashMap<>();
        schema.tables().values().forEach(table -> tables.put(table.name(), declared(table)));
        this.catalogue = CalciteSchema.createRootSchema(false, false);
        Model.Tables.addTo(this.catalogue, tables);
    }

    /** Proof against a schema. */
    public static DeclaredConditions of(SchemaConfig schema, Concepts concepts) {
        return new DeclaredConditions(schema, concepts);
    }

    @Override
    public Optional<String> wrong(dk.samsyn.broker.policy.GovernedTable table, String condition) {
        if (table.name().schema().equals(OwnTable.SCHEMA)) {
            return Optional.empty();
        }
        String sql = "SELECT * FROM " + PolicySql.quoted(table.name()) + " WHERE " + PolicySql.bound(condition);
        try {
            frontEnd.validate(frontEnd.parse(sql), catalogue, functions.forMappings());
            return Optional.empty();
        } catch (SqlParseException e) {
            return Optional.of("it is not SQL: " + first(e));
        } catch (CalciteContextException e) {
            return Optional.of(first(e.getCause() == null ? e : e.getCause()));
        } catch (RuntimeException e) {
            return Optional.of(first(e));
        }
    }

    private static String first(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason");
    }

    private GovernedTable declared(SchemaConfig.Table table) {
        RelDataTypeFactory.Builder columns = frontEnd.types().builder();
        table.columns().forEach(column -> columns.add(column.name(), type(column)));
        return new GovernedTable(TableName.parse(table.name()), columns.build());
    }

    private RelDataType type(SchemaConfig.Column column) {
        SqlTypeName name = SqlTypeName.valueOf(column.type().type().name());
        RelDataType plain = name == SqlTypeName.DECIMAL
                ? frontEnd.types().createSqlType(name, DECIMAL_DIGITS, DECIMAL_SCALE)
                : frontEnd.types().createSqlType(name);
        return frontEnd.types().createTypeWithNullability(plain, column.type().nullable());
    }
}

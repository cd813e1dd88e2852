package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelCollationTraitDef;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.SqlToRelConverter;

/**
 * From SQL text to a tree over a given catalogue: parser, validator and converter, configured once so that identifiers and
 * NULL order are PostgreSQL's. Errors leave as Calcite's own; {@link SqlErrors} turns them into codes.
 */
final class FrontEnd {
    static final String SCHEMA = "sundhed";

    private static final SqlParser.Config PARSER = SqlParser.config()
            .withParserFactory(SqlBabelParserImpl.FACTORY)
            .withQuoting(Quoting.DOUBLE_QUOTE)
            .withUnquotedCasing(Casing.TO_LOWER)
            .withQuotedCasing(Casing.UNCHANGED)
            .withCaseSensitive(true)
            .withIdentifierMaxLength(128)
            .withConformance(SqlConformanceEnum.LENIENT);

    private final JavaTypeFactoryImpl types = new JavaTypeFactoryImpl(SamsynTypeSystem.INSTANCE);
    private final RexExecutor constants;

    /**
     * A front end.
     *
     * @param constants works constant expressions out
     */
    FrontEnd(RexExecutor constants) {
        this.constants = constants;
    }

    /** A statement that names and types have been checked of. */
    record Validated(SqlNode tree, SqlValidator validator, CalciteCatalogReader reader) {}

    JavaTypeFactoryImpl types() {
        return types;
    }

    /** Parses one query, which may end with a semicolon. */
    SqlNode parse(String sql) throws org.apache.calcite.sql.parser.SqlParseException {
        SqlNodeList statements = SqlParser.create(sql, PARSER).parseStmtList();
        // Several are refused where the first one ends.
        return statements.size() == 1
                ? statements.get(0)
                : SqlParser.create(sql, PARSER).parseQuery();
    }

    /** Parses one boolean or scalar expression. */
    SqlNode parseExpression(String sql) throws org.apache.calcite.sql.parser.SqlParseException {
        return SqlParser.create(sql, PARSER).parseExpression();
    }

    /** Checks names and types against a catalogue. */
    Validated validate(SqlNode tree, CalciteSchema catalogue, SqlOperatorTable operators) {
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "true");
        CalciteCatalogReader reader = new CalciteCatalogReader(
                catalogue, List.of(SCHEMA), types, new CalciteConnectionConfigImpl(properties));
        SqlValidator validator = SqlValidatorUtil.newValidator(
                operators,
                reader,
                types,
                SqlValidator.Config.DEFAULT
                        .withConformance(SqlConformanceEnum.LENIENT)
                        .withIdentifierExpansion(true)
                        .withDefaultNullCollation(NullCollation.HIGH));
        return new Validated(validator.validate(tree), validator, reader);
    }

    /** The tree of a validated statement, with sub-queries still inside expressions. */
    RelRoot convert(Validated validated, RelOptCluster cluster) {
        SqlToRelConverter converter = new SqlToRelConverter(
                NO_VIEWS,
                validated.validator(),
                validated.reader(),
                cluster,
                PostgresFunctions::convertlet,
                SqlToRelConverter.config()
                        .withExpand(false)
                        .withTrimUnusedFields(false)
                        .withInSubQueryThreshold(Integer.MAX_VALUE)
                        // A merged projection would move a sub-query past the row that it refers to.
                        .addRelBuilderConfigTransform(builder -> builder.withBloat(-1))
                        .withHintStrategyTable(org.apache.calcite.rel.hint.HintStrategyTable.EMPTY));
        return converter.convertQuery(validated.tree(), false, true);
    }

    /** A cluster for one query; not shared between threads. */
    RelOptCluster cluster() {
        VolcanoPlanner planner = new VolcanoPlanner();
        planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
        planner.addRelTraitDef(RelCollationTraitDef.INSTANCE);
        planner.setExecutor(constants);
        return RelOptCluster.create(planner, new RexBuilder(types));
    }

    /** Turns sub-queries into joins; what cannot be decorrelated stays a correlate. */
    static RelNode withoutSubQueries(RelNode tree) {
        // Together and not in turn: what one of them brings to light may be another one's.
        HepProgram program = HepProgram.builder()
                .addRuleCollection(List.of(
                        CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
                        CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
                        CoreRules.JOIN_SUB_QUERY_TO_CORRELATE))
                .build();
        HepPlanner planner = new HepPlanner(program);
        planner.setRoot(SubQueryJoins.of(tree));
        RelNode joined = planner.findBestExp();
        RelNode flat =
                RelDecorrelator.decorrelateQuery(joined, RelFactories.LOGICAL_BUILDER.create(tree.getCluster(), null));
        return RankFunctions.writtenOut(flat);
    }

    private static final RelOptTable.ViewExpander NO_VIEWS = (rowType, query, schemaPath, viewPath) -> {
        throw new QueryException(ErrorCode.INTERNAL, "No catalogue of this broker holds SQL views.");
    };
}

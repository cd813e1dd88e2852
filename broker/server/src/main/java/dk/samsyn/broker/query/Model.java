package dk.samsyn.broker.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.config.SourcesConfig;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * The three layers of tables, made once when the broker starts: raw tables of the sources, governed tables as unions of the
 * sources' mappings, derived views over them. Every mapping and view is parsed and validated here, and all that is wrong with
 * them is reported at once.
 */
final class Model {
    private static final int POLICY_TREES = 2_000;
    private static final int CATALOGUES = 200;

    private final FrontEnd frontEnd;
    private final BrokerFunctions functions;
    private final Map<String, Governed> governed = new TreeMap<>();
    private final Map<String, RelNode> views = new LinkedHashMap<>();
    private final Map<String, SchemaConfig.View> viewConfigs = new LinkedHashMap<>();

    private final Cache<String, RelNode> policyTrees =
            Caffeine.newBuilder().maximumSize(POLICY_TREES).build();

    private final Cache<Visible, Map<String, Table>> opened =
            Caffeine.newBuilder().maximumSize(CATALOGUES).build();

    /**
     * What of the governed tables is in a catalogue.
     *
     * @param columns the tables by {@link TableName#key()}, each with the columns that may be named
     * @param marks whether a view marks where it begins in a tree
     */
    record Visible(Map<String, RelDataType> columns, boolean marks) {
        Visible {
            columns = java.util.Collections.unmodifiableMap(new TreeMap<>(columns));
        }
    }

    /**
     * A governed table.
     *
     * @param config what configuration says of it
     * @param rowType its columns, {@code pid} as text
     * @param tree the union of the sources' mappings, {@code pid} a person number
     * @param without sources that would fill it too but are switched off
     */
    record Governed(SchemaConfig.Table config, RelDataType rowType, RelNode tree, List<SourcesConfig.Source> without) {
        Governed {
            without = List.copyOf(without);
        }
    }

    private Model(FrontEnd frontEnd, BrokerFunctions functions) {
        this.frontEnd = frontEnd;
        this.functions = functions;
    }

    /** Trees of {@link PolicyTrees} before anybody's attributes are put in, by statement: one for all whom the same policies open. */
    Cache<String, RelNode> policyTrees() {
        return policyTrees;
    }

    /** Tables and views of catalogues, one for all who may name the same columns. */
    Cache<Visible, Map<String, Table>> opened() {
        return opened;
    }

    /** Builds the model; wrong mappings and views become problems and are left out. */
    static Model build(
            FrontEnd frontEnd,
            BrokerFunctions functions,
            SchemaConfig schema,
            SourcesConfig sources,
            Map<SourceId, SourceAdapter> adapters,
            ConfigProblems problems) {
        Model model = new Model(frontEnd, functions);
        CalciteSchema raw = CalciteSchema.createRootSchema(false, false);
        for (SourcesConfig.Source source : sources.sources()) {
            SourceAdapter adapter = adapters.get(source.config().id());
            if (adapter != null) {
                Map<String, Table> tables = adapter.tables().stream()
                        .collect(Collectors.toMap(SourceTable::name, t -> new RawTable(adapter, t)));
                raw.add(source.config().id().value(), new Tables(tables));
            }
        }
        for (SchemaConfig.Table table : schema.tables().values()) {
            model.addGoverned(table, sources, adapters, raw, problems);
        }
        model.addViews(schema.views().values(), problems);
        return model;
    }

    private void addGoverned(
            SchemaConfig.Table table,
            SourcesConfig sources,
            Map<SourceId, SourceAdapter> adapters,
            CalciteSchema raw,
            ConfigProblems problems) {
        RelOptCluster cluster = frontEnd.cluster();
        List<RelNode> branches = new ArrayList<>();
        for (SourcesConfig.Source source : sources.sources()) {
            String sql = source.provides().get(table.name());
            if (sql != null && adapters.containsKey(source.config().id())) {
                String where = "sources/" + source.config().id() + ".yaml provides." + table.name();
                RelNode branch = convert(sql, raw, cluster, where, problems);
                if (branch != null) {
                    mapped(branch, table, source.config().id(), where, problems).ifPresent(branches::add);
                }
            }
        }
        List<SourcesConfig.Source> without = sources.sources().stream()
                .filter(source ->
                        !source.switchedOff().isEmpty() && source.provides().containsKey(table.name()))
                .toList();
        if (!without.isEmpty() && (branches.isEmpty() || table.whole())) {
            branches.clear();
            mapped(
                            missing(without.get(0), table, cluster, problems),
                            table,
                            without.get(0).config().id(),
                            "",
                            problems)
                    .ifPresent(branches::add);
        }
        if (branches.isEmpty()) {
            return;
        }
        RelNode union = branches.size() == 1 ? branches.get(0) : LogicalUnion.create(branches, true);
        Predicates predicates = new Predicates(cluster, ConceptConditions.NONE);
        RelNode settled = predicates.settle(union);
        RelNode tree = settled.getRowType().equals(union.getRowType())
                ? settled
                : RelOptUtil.createCastRel(settled, union.getRowType(), true);
        governed.put(table.name(), new Governed(table, tree.getRowType(), tree, without));
    }

    /** What stands in place of a table that cannot be read without a source that is switched off. */
    private RelNode missing(
            SourcesConfig.Source source, SchemaConfig.Table table, RelOptCluster cluster, ConfigProblems problems) {
        SwitchedOffSource off = SwitchedOffSource.of(source, table);
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add(
                "off",
                new Tables(Map.of(table.name(), new RawTable(off, off.tables().get(0)))));
        return Objects.requireNonNull(
                convert("SELECT * FROM off.\"" + table.name() + "\"", root, cluster, table.name(), problems));
    }

    /** The branch's columns in the table's order and of its types, with the provenance that the broker knows. */
    private Optional<RelNode> mapped(
            RelNode branch, SchemaConfig.Table table, SourceId source, String where, ConfigProblems problems) {
        RexBuilder rex = branch.getCluster().getRexBuilder();
        List<RexNode> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (SchemaConfig.Column column : table.columns()) {
            RelDataTypeField field = branch.getRowType().getField(column.name(), true, false);
            RexNode expression;
            if (column.name().equals("kilde") && table.provenance()) {
                expression = rex.makeLiteral(source.value(), varchar(), true);
            } else if (column.name().equals("hentet_tid")) {
                expression = rex.makeCast(timestamp(), rex.makeCall(SqlStdOperatorTable.LOCALTIMESTAMP));
            } else if (field == null && column.name().equals("alder")) {
                RelDataTypeField born = branch.getRowType().getField("foedselsdato", true, false);
                expression = born == null
                        ? rex.makeNullLiteral(integer())
                        : rex.makeCall(
                                functions.wholeYears(),
                                rex.makeInputRef(branch, born.getIndex()),
                                rex.makeCall(SqlStdOperatorTable.CURRENT_DATE));
            } else if (field == null) {
                missing.add(column.name());
                continue;
            } else {
                expression = typed(rex, rex.makeInputRef(branch, field.getIndex()), column);
            }
            expressions.add(expression);
            names.add(column.name());
        }
        if (!missing.isEmpty()) {
            problems.add(where, "gives no column " + String.join(", ", missing));
            return Optional.empty();
        }
        return Optional.of(LogicalProject.create(branch, List.of(), expressions, names, java.util.Set.of()));
    }

    private RexNode typed(RexBuilder rex, RexNode expression, SchemaConfig.Column column) {
        RelDataType target =
                switch (column.type().type()) {
                    case VARCHAR -> varchar();
                    case INTEGER -> integer();
                    case BIGINT -> frontEnd.types().createSqlType(SqlTypeName.BIGINT);
                    case BOOLEAN -> frontEnd.types().createSqlType(SqlTypeName.BOOLEAN);
                    case DATE -> frontEnd.types().createSqlType(SqlTypeName.DATE);
                    case TIMESTAMP -> timestamp();
                    case DOUBLE -> frontEnd.types().createSqlType(SqlTypeName.DOUBLE);
                    case DECIMAL ->
                        frontEnd.types()
                                .createSqlType(
                                        SqlTypeName.DECIMAL,
                                        column.type().precision(),
                                        column.type().scale());
                };
        RelDataType given = expression.getType();
        boolean same = given.getSqlTypeName() == target.getSqlTypeName()
                && (given.getSqlTypeName() != SqlTypeName.DECIMAL || given.getScale() == target.getScale());
        if (same || (SqlTypeUtil.inCharFamily(given) && given.getSqlTypeName() == SqlTypeName.VARCHAR)) {
            return expression;
        }
        return rex.makeCast(frontEnd.types().createTypeWithNullability(target, true), expression);
    }

    private RelDataType varchar() {
        return frontEnd.types().createSqlType(SqlTypeName.VARCHAR);
    }

    private RelDataType integer() {
        return frontEnd.types().createTypeWithNullability(frontEnd.types().createSqlType(SqlTypeName.INTEGER), true);
    }

    private RelDataType timestamp() {
        return frontEnd.types().createSqlType(SqlTypeName.TIMESTAMP);
    }

    /** Adds views in the order in which they stand on each other; one that stands on a table nobody fills is absent. */
    private void addViews(Collection<SchemaConfig.View> all, ConfigProblems problems) {
        List<SchemaConfig.View> waiting = new ArrayList<>(all);
        boolean added = true;
        while (added) {
            added = false;
            for (SchemaConfig.View view : List.copyOf(waiting)) {
                if (referenced(view.sql()).stream().allMatch(t -> governed.containsKey(t) || views.containsKey(t))) {
                    addView(view, problems);
                    waiting.remove(view);
                    added = true;
                }
            }
        }
    }

    private void addView(SchemaConfig.View view, ConfigProblems problems) {
        RelOptCluster cluster = frontEnd.cluster();
        RelNode tree = convert(view.sql(), definers(), cluster, "schema/views/" + view.name() + ".sql", problems);
        if (tree != null) {
            views.put(view.name(), tree);
            viewConfigs.put(view.name(), view);
        }
    }

    /** Tables of the canonical schema that a view's text names, also those that do not exist here. */
    private List<String> referenced(String sql) {
        try {
            List<String> names = new ArrayList<>();
            frontEnd.parse(sql).accept(new TableNames(names));
            return names;
        } catch (SqlParseException e) {
            return List.of();
        }
    }

    private @Nullable RelNode convert(
            String sql, CalciteSchema catalogue, RelOptCluster cluster, String where, ConfigProblems problems) {
        try {
            FrontEnd.Validated validated = frontEnd.validate(frontEnd.parse(sql), catalogue, functions.forMappings());
            RelNode tree = frontEnd.convert(validated, cluster).project();
            return FrontEnd.withoutSubQueries(tree);
        } catch (SqlParseException e) {
            problems.add(where, "does not parse: " + e.getMessage());
        } catch (CalciteContextException e) {
            Throwable cause = e.getCause();
            problems.add(
                    where,
                    "line " + e.getPosLine() + ", column " + e.getPosColumn() + ": "
                            + (cause == null ? e.getMessage() : cause.getMessage()));
        } catch (RuntimeException | AssertionError e) {
            problems.add(where, "cannot be planned: " + e.getMessage());
        }
        return null;
    }

    /** Governed tables with all their columns, for views and policy conditions. */
    CalciteSchema definers() {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        Map<String, Table> tables = new LinkedHashMap<>();
        governed.forEach((name, g) -> tables.put(name, new GovernedTable(TableName.parse(name), g.rowType())));
        views.forEach((name, tree) -> tables.put(name, DerivedView.of(tree)));
        Tables.addTo(root, tables);
        return root;
    }

    Map<String, Governed> governed() {
        return governed;
    }

    Map<String, RelNode> views() {
        return views;
    }

    Map<String, SchemaConfig.View> viewConfigs() {
        return viewConfigs;
    }

    FrontEnd frontEnd() {
        return frontEnd;
    }

    BrokerFunctions functions() {
        return functions;
    }

    /** A schema over a fixed map. */
    static final class Tables extends AbstractSchema {
        private final Map<String, Table> tables;

        Tables(Map<String, Table> tables) {
            this.tables = Map.copyOf(tables);
        }

        /** Puts every table into its schema; keys are {@link TableName#key()}. */
        static void addTo(CalciteSchema root, Map<String, Table> tables) {
            Map<String, Map<String, Table>> schemas = new TreeMap<>(Map.of(FrontEnd.SCHEMA, Map.of()));
            tables.forEach((key, table) -> {
                TableName name = TableName.parse(key);
                Map<String, Table> schema = new LinkedHashMap<>(schemas.getOrDefault(name.schema(), Map.of()));
                schema.put(name.table(), table);
                schemas.put(name.schema(), schema);
            });
            schemas.forEach((schema, all) -> root.add(schema, new Tables(all)));
        }

        @Override
        protected Map<String, Table> getTableMap() {
            return tables;
        }
    }
}

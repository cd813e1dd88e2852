package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.TableAccess;
import dk.samsyn.spi.ErrorCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.schema.Table;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParseException;
import org.jspecify.annotations.Nullable;

/**
 * What one decision makes of the model: a catalogue that holds only what may be seen, and behind each table its sealed tree,
 * with row conditions and masks applied. Made once for a decision and shared by its queries; a tree is made when a query first
 * touches the table, and what does not depend on who asks is shared by all whom the same policies open the same.
 */
final class SessionView {
    private final AccessDecision decision;
    private final CalciteSchema catalogue;
    private final PolicyTrees trees;
    private final Map<TableName, Model.Governed> governed;
    private final Map<TableName, RelNode> sealed = new ConcurrentHashMap<>();
    private final Map<String, Table> tables;
    private final Map<String, OwnTable> own;
    private final RelDataTypeFactory types;

    private SessionView(
            RelDataTypeFactory types,
            AccessDecision decision,
            CalciteSchema catalogue,
            PolicyTrees trees,
            Map<TableName, Model.Governed> governed,
            Map<String, Table> tables,
            Map<String, OwnTable> own) {
        this.types = types;
        this.own = own;
        this.decision = decision;
        this.catalogue = catalogue;
        this.trees = trees;
        this.governed = governed;
        this.tables = tables;
    }

    /** A view without the broker's own tables. */
    static SessionView of(Model model, AccessDecision decision, LocalDate today) {
        return of(model, decision, today, Map.of());
    }

    /** Builds the view; a policy that the engine cannot evaluate refuses everything, since no part of it may be skipped. */
    static SessionView of(Model model, AccessDecision decision, LocalDate today, Map<String, OwnTable> own) {
        Map<TableName, Model.Governed> governed = new TreeMap<>();
        Map<String, RelDataType> columns = new TreeMap<>();
        PolicyTrees trees = new PolicyTrees(model, decision.user(), today);
        for (TableAccess access : decision.tables().values()) {
            Model.Governed table = model.governed().get(access.table().key());
            if (table != null) {
                governed.put(access.table(), table);
                columns.put(access.table().key(), visible(model, trees.columns(table, access)));
            }
        }
        boolean marks = decision.mode() == ReleaseMode.AGGREGATED;
        Map<String, Table> tables =
                model.opened().get(new Model.Visible(columns, marks), visible -> opened(model, visible));
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        Model.Tables.addTo(root, tables);
        root.add(OwnTable.SCHEMA, new Model.Tables(Map.copyOf(own)));
        return new SessionView(
                model.frontEnd().types(), decision, root, trees, Map.copyOf(governed), tables, Map.copyOf(own));
    }

    /** The tables with those columns, and the views that can be made of them. */
    private static Map<String, Table> opened(Model model, Model.Visible visible) {
        Map<String, Table> tables = new LinkedHashMap<>();
        visible.columns().forEach((name, row) -> tables.put(name, new GovernedTable(TableName.parse(name), row)));
        Map<String, Table> opened = new LinkedHashMap<>(tables);
        for (SchemaConfig.View view : model.viewConfigs().values()) {
            RelNode tree = view(model, view, opened);
            if (tree != null) {
                opened.put(view.name(), DerivedView.of(tree));
                tables.put(view.name(), visible.marks() ? DerivedView.marked(tree, view.name()) : DerivedView.of(tree));
            }
        }
        return Collections.unmodifiableMap(tables);
    }

    private static RelDataType visible(Model model, RelDataType sealed) {
        RelDataTypeFactory.Builder columns = model.frontEnd().types().builder();
        sealed.getFieldList().stream()
                .filter(field -> !PolicySql.HIDDEN.contains(field.getName()))
                .forEach(columns::add);
        return columns.build();
    }

    AccessDecision decision() {
        return decision;
    }

    CalciteSchema catalogue() {
        return catalogue;
    }

    Map<String, Table> tables() {
        return tables;
    }

    /** The broker's own tables that exist for this view, by name. */
    Map<String, OwnTable> own() {
        return own;
    }

    /** Whether a table or view of that name has a person key. A name that does not exist has: the validator will say so. */
    boolean hasPersons(String table) {
        Table found = tables.get(table);
        if (found == null && own.containsKey(table)) {
            return false;
        }
        return found == null || found.getRowType(types).getField("pid", true, false) != null;
    }

    /** Whether a table that a tree scans is a governed one with a person key. */
    boolean aboutPersons(TableName table) {
        return governed.containsKey(table) && hasPersons(table.key());
    }

    /** Makes the tree of every table, which shows whether it can be made. */
    void sealAll() {
        governed.keySet().forEach(this::tree);
    }

    /** The table's rows with conditions and masks, in a cluster of its own. */
    private RelNode tree(TableName table) {
        Model.Governed found = governed.get(table);
        TableAccess access = decision.tables().get(table);
        if (found == null || access == null) {
            throw new QueryException(ErrorCode.PLAN_NOT_PROTECTED, "Table " + table + " has no policy in this plan.");
        }
        return sealed.computeIfAbsent(table, t -> trees.sealed(found, access));
    }

    /**
     * The table's sealed rows in a query's cluster, with the person number as {@code pid}.
     *
     * @param person the only person whose rows the seal lets through, if the statement binds one
     */
    RelNode sealed(TableName table, RelOptCluster cluster, Optional<BoundPerson> person) {
        RelNode tree = tree(table);
        List<String> policies = new ArrayList<>();
        TableAccess access = java.util.Objects.requireNonNull(decision.tables().get(table));
        access.grants().forEach(g -> policies.add(g.policy().id()));
        access.forbids().forEach(f -> policies.add(f.policy().id()));
        RelNode rows = Transplant.into(cluster, tree);
        RelDataTypeField pid = rows.getRowType().getField("pid", true, false);
        RelNode open = rows;
        if (person.isPresent() && pid != null) {
            RexBuilder rex = cluster.getRexBuilder();
            open = LogicalFilter.create(
                    rows,
                    rex.makeCall(
                            SqlStdOperatorTable.EQUALS,
                            rex.makeInputRef(rows, pid.getIndex()),
                            person.get().number()));
        }
        Seal seal = Seal.over(open, table, policies);
        Seal.Tap tap = tap(rows, pid, person.isPresent());
        return tap.equals(Seal.Tap.NONE) ? seal : seal.tapped(tap);
    }

    private Seal.Tap tap(RelNode rows, @Nullable RelDataTypeField pid, boolean bound) {
        Seal.Tap tap = Seal.Tap.NONE;
        RelDataTypeField ordinary = rows.getRowType().getField(PolicySql.ORDINARY, true, false);
        if (bound && pid != null && ordinary != null) {
            tap = tap.person(pid.getIndex()).ordinary(ordinary.getIndex());
        }
        RelDataTypeField told = rows.getRowType().getField(PolicySql.TOLD, true, false);
        if (told != null) {
            tap = tap.told(told.getIndex());
        }
        RelDataTypeField kilde = rows.getRowType().getField("kilde", true, false);
        boolean several = RuleScans.dataSources(rows, new Parts(0)).size() > 1;
        return several && kilde != null && RuleScans.countsSeals(decision) ? tap.kilde(kilde.getIndex()) : tap;
    }

    private static @Nullable RelNode view(Model model, SchemaConfig.View view, Map<String, Table> tables) {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        Model.Tables.addTo(root, tables);
        try {
            FrontEnd frontEnd = model.frontEnd();
            FrontEnd.Validated validated = frontEnd.validate(
                    frontEnd.parse(view.sql()), root, model.functions().forMappings());
            return FrontEnd.withoutSubQueries(
                    frontEnd.convert(validated, frontEnd.cluster()).project());
        } catch (SqlParseException | org.apache.calcite.runtime.CalciteContextException e) {
            // It reads a table or column that this session may not see, so it does not exist for it either.
            return null;
        }
    }
}

package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.Forbid;
import dk.samsyn.broker.policy.Grant;
import dk.samsyn.broker.policy.Mask;
import dk.samsyn.broker.policy.TableAccess;
import dk.samsyn.spi.ErrorCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.schema.Table;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParseException;

/**
 * What one decision makes of the model: a catalogue that holds only what may be seen, and behind each table its sealed tree,
 * with row conditions and masks applied. Made once for a decision and shared by its queries.
 */
final class SessionView {
    private static final Pattern USER = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|:user\\.([a-z_]+)");

    /** A column of sealed rows that no statement knows: whether the row is open without break-glass. */
    private static final String ORDINARY = "$ordinary";

    private final AccessDecision decision;
    private final CalciteSchema catalogue;
    private final Map<TableName, RelNode> sealed;
    private final Map<String, Table> tables;
    private final RelDataTypeFactory types;

    private SessionView(
            RelDataTypeFactory types,
            AccessDecision decision,
            CalciteSchema catalogue,
            Map<TableName, RelNode> sealed,
            Map<String, Table> tables) {
        this.types = types;
        this.decision = decision;
        this.catalogue = catalogue;
        this.sealed = sealed;
        this.tables = tables;
    }

    /** Builds the view; a policy that the engine cannot evaluate refuses everything, since no part of it may be skipped. */
    static SessionView of(Model model, AccessDecision decision, LocalDate today) {
        Map<TableName, RelNode> sealed = new TreeMap<>();
        Map<String, Table> tables = new LinkedHashMap<>();
        for (TableAccess access : decision.tables().values()) {
            Model.Governed governed = model.governed().get(access.table().table());
            if (governed != null) {
                RelNode tree = sealedTree(model, governed, access, decision.user(), today);
                sealed.put(access.table(), tree);
                tables.put(
                        access.table().table(), new GovernedTable(access.table(), visible(model, tree.getRowType())));
            }
        }
        Map<String, Table> opened = new LinkedHashMap<>(tables);
        boolean marks = decision.mode() == ReleaseMode.AGGREGATED;
        for (SchemaConfig.View view : model.viewConfigs().values()) {
            RelNode tree = view(model, view, opened);
            if (tree != null) {
                opened.put(view.name(), DerivedView.of(tree));
                tables.put(view.name(), marks ? DerivedView.marked(tree, view.name()) : DerivedView.of(tree));
            }
        }
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add(FrontEnd.SCHEMA, new Model.Tables(tables));
        return new SessionView(model.frontEnd().types(), decision, root, Map.copyOf(sealed), Map.copyOf(tables));
    }

    private static RelDataType visible(Model model, RelDataType sealed) {
        RelDataTypeFactory.Builder columns = model.frontEnd().types().builder();
        sealed.getFieldList().stream()
                .filter(field -> !field.getName().equals(ORDINARY))
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

    /** Whether a table or view of that name has a person key. A name that does not exist has: the validator will say so. */
    boolean hasPersons(String table) {
        Table found = tables.get(table);
        return found == null || found.getRowType(types).getField("pid", true, false) != null;
    }

    /**
     * The table's sealed rows in a query's cluster, with the person number as {@code pid}.
     *
     * @param person the only person whose rows the seal lets through, if the statement binds one
     */
    RelNode sealed(TableName table, RelOptCluster cluster, Optional<BoundPerson> person) {
        RelNode tree = sealed.get(table);
        if (tree == null) {
            throw new QueryException(ErrorCode.PLAN_NOT_PROTECTED, "Table " + table + " has no policy in this plan.");
        }
        List<String> policies = new ArrayList<>();
        TableAccess access = java.util.Objects.requireNonNull(decision.tables().get(table));
        access.grants().forEach(g -> policies.add(g.policy().id()));
        access.forbids().forEach(f -> policies.add(f.policy().id()));
        RelNode rows = Transplant.into(cluster, tree);
        RelDataTypeField pid = rows.getRowType().getField("pid", true, false);
        if (person.isEmpty() || pid == null) {
            return Seal.over(rows, table, policies);
        }
        RexBuilder rex = cluster.getRexBuilder();
        RexNode same = rex.makeCall(
                SqlStdOperatorTable.EQUALS,
                rex.makeInputRef(rows, pid.getIndex()),
                person.get().number());
        Seal seal = Seal.over(LogicalFilter.create(rows, same), table, policies);
        RelDataTypeField ordinary = rows.getRowType().getField(ORDINARY, true, false);
        return ordinary == null ? seal : seal.tapped(new Seal.Tap(pid.getIndex(), ordinary.getIndex()));
    }

    private static @org.jspecify.annotations.Nullable RelNode view(
            Model model, SchemaConfig.View view, Map<String, Table> tables) {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add(FrontEnd.SCHEMA, new Model.Tables(tables));
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

    private static RelNode sealedTree(
            Model model, Model.Governed governed, TableAccess access, Map<String, Object> user, LocalDate today) {
        FrontEnd frontEnd = model.frontEnd();
        String sql = sealedSql(governed, access);
        RelOptCluster cluster = frontEnd.cluster();
        try {
            FrontEnd.Validated validated = frontEnd.validate(
                    frontEnd.parse(sql), model.definers(), model.functions().forMappings());
            RelNode tree = FrontEnd.withoutSubQueries(
                    frontEnd.convert(validated, cluster).project());
            RelNode opened = opened(tree, model, cluster);
            RelNode bound = Transplant.into(cluster, opened, new UserAttributes(cluster.getRexBuilder(), user));
            return Constants.settled(bound, today);
        } catch (SqlParseException | RuntimeException e) {
            throw new QueryException(
                    ErrorCode.CONFIGURATION,
                    "A policy on " + access.table()
                            + " cannot be evaluated, so nothing is shown. Tell the data steward.",
                    e);
        }
    }

    /** The plain form of every governed table below: a policy's condition sees all rows, as its author does. */
    private static RelNode opened(RelNode tree, Model model, RelOptCluster cluster) {
        return tree.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(TableScan scan) {
                if (scan instanceof GovernedScan governed) {
                    Model.Governed table =
                            java.util.Objects.requireNonNull(model.governed().get(governed.name.table()));
                    return Transplant.into(cluster, table.tree());
                }
                return scan;
            }
        });
    }

    private static String sealedSql(Model.Governed governed, TableAccess access) {
        String table = governed.config().name();
        List<String> columns = new ArrayList<>();
        for (SchemaConfig.Column column : governed.config().columns()) {
            if (access.columns().contains(column.name())) {
                columns.add(cell(table, column, access) + " AS \"" + column.name() + "\"");
            }
        }
        List<Grant> ordinary = access.grants().stream()
                .filter(grant -> grant.scope() != Grant.Scope.BREAK_GLASS)
                .toList();
        if (ordinary.size() < access.grants().size()) {
            columns.add("CASE WHEN " + any(ordinary) + " THEN TRUE ELSE FALSE END AS \"" + ORDINARY + "\"");
        }
        StringBuilder where = new StringBuilder(any(access.grants()));
        for (Forbid forbid : access.forbids()) {
            where.insert(0, "(").append(") AND (").append(bound(forbid.rows())).append(") IS FALSE");
        }
        return "SELECT " + String.join(", ", columns) + " FROM \"" + table + "\" AS \"" + table + "\" WHERE " + where;
    }

    private static String any(List<Grant> grants) {
        List<String> any =
                grants.stream().map(grant -> "(" + bound(grant.rows()) + ")").toList();
        return any.isEmpty() ? "FALSE" : any.contains("(TRUE)") ? "TRUE" : String.join(" OR ", any);
    }

    private static String cell(String table, SchemaConfig.Column column, TableAccess access) {
        String raw = "\"" + table + "\".\"" + column.name() + "\"";
        List<TableAccess.Cell> cells = access.cells(column.name());
        boolean everywhere = cells.size() == access.grants().size();
        boolean sameMask = cells.stream().map(TableAccess.Cell::mask).distinct().count() == 1;
        if (everywhere && sameMask) {
            return masked(raw, cells.get(0).mask(), column);
        }
        StringBuilder cell = new StringBuilder("CASE");
        for (TableAccess.Cell c : cells) {
            cell.append(" WHEN ").append(bound(c.rows())).append(" THEN ").append(masked(raw, c.mask(), column));
        }
        return cell.append(" END").toString();
    }

    private static String masked(String raw, Mask mask, SchemaConfig.Column column) {
        return switch (mask.kind()) {
            case PLAIN -> raw;
            case BLANK -> "NULLIF(" + raw + ", " + raw + ")";
            case PSEUDONYM -> "PSEUDONYM(" + raw + ")";
            case PRACTICE_PSEUDONYM -> "PRAKSIS_PSEUDONYM(" + raw + ")";
            case QUARTER -> "FLOOR(" + raw + " TO QUARTER)";
            case YEAR -> "FLOOR(" + raw + " TO YEAR)";
            case AGE_BAND -> "CASE WHEN " + raw + " >= 80 THEN 80 ELSE " + raw + " - MOD(" + raw + ", 5) END";
            case POSTAL_TO_MUNICIPALITY, HIERARCHY ->
                throw new IllegalArgumentException(
                        "mask " + mask + " on " + column.name() + " needs a hierarchy, which this version cannot read");
        };
    }

    /** Session attributes as calls, outside of texts and quoted names. */
    static String bound(String condition) {
        Matcher m = USER.matcher(condition);
        StringBuilder text = new StringBuilder();
        while (m.find()) {
            String name = m.group(1);
            String replacement = name == null
                    ? m.group()
                    : (name.equals("kommunekode") ? "USER_NUMBER('" : "USER_TEXT('") + name + "')";
            m.appendReplacement(text, Matcher.quoteReplacement(replacement));
        }
        return m.appendTail(text).toString();
    }

    /** Puts the session's attributes in as literals: values, never text. */
    private static final class UserAttributes extends RexShuttle {
        private final RexBuilder rex;
        private final Map<String, Object> user;

        private UserAttributes(RexBuilder rex, Map<String, Object> user) {
            this.rex = rex;
            this.user = user;
        }

        @Override
        public RexNode visitCall(RexCall call) {
            boolean text = call.getOperator().equals(BrokerFunctions.USER_TEXT);
            if (!text && !call.getOperator().equals(BrokerFunctions.USER_NUMBER)) {
                return super.visitCall(call);
            }
            String name = ((RexLiteral) call.getOperands().get(0)).getValueAs(String.class);
            Object value = name == null ? null : user.get(name);
            if (value == null) {
                return rex.makeNullLiteral(call.getType());
            }
            return text
                    ? rex.makeLiteral(value.toString(), call.getType(), true)
                    : rex.makeLiteral(BigDecimal.valueOf(((Number) value).longValue()), call.getType(), true);
        }
    }
}

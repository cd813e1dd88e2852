package dk.samsyn.broker.query;

import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.config.Hierarchies;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.policy.Forbid;
import dk.samsyn.broker.policy.Grant;
import dk.samsyn.broker.policy.Mask;
import dk.samsyn.broker.policy.TableAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What policies say of one table, as SQL of the broker's own. Texts come from reviewed files; values of the session never do. */
final class PolicySql {
    /** A column of sealed rows that no statement knows: whether the row is open without break-glass. */
    static final String ORDINARY = "$ordinary";

    /** A column of sealed rows that no statement knows: whether only grants whose use is told open the row. */
    static final String TOLD = "$told";

    /** The columns of sealed rows that no statement knows. */
    static final Set<String> HIDDEN = Set.of(ORDINARY, TOLD);

    private static final Pattern USER = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|:user\\.([a-z_]+)");

    private PolicySql() {}

    /** The rows that a table's grants open, with masks, as a statement over the whole governed table. */
    static String sealed(Model.Governed governed, TableAccess access, Hierarchies hierarchies) {
        TableName name = TableName.parse(governed.config().name());
        String table = name.table();
        List<String> columns = new ArrayList<>();
        for (SchemaConfig.Column column : governed.config().columns()) {
            if (access.columns().contains(column.name())) {
                columns.add(cell(table, column, access, hierarchies) + " AS \"" + column.name() + "\"");
            }
        }
        List<Grant> ordinary = access.grants().stream()
                .filter(grant -> grant.scope() != Grant.Scope.BREAK_GLASS)
                .toList();
        if (ordinary.size() < access.grants().size()) {
            columns.add("CASE WHEN " + any(ordinary) + " THEN TRUE ELSE FALSE END AS \"" + ORDINARY + "\"");
        }
        if (!access.notifying().isEmpty() && !access.quiet().isEmpty()) {
            columns.add("CASE WHEN " + any(access.quiet()) + " THEN FALSE WHEN " + any(access.notifying())
                    + " THEN TRUE ELSE FALSE END AS \"" + TOLD + "\"");
        }
        StringBuilder where = new StringBuilder(any(access.grants()));
        for (Forbid forbid : access.forbids()) {
            where.insert(0, "(").append(") AND (").append(bound(forbid.rows())).append(") IS FALSE");
        }
        return "SELECT " + String.join(", ", columns) + " FROM " + quoted(name) + " AS \"" + table + "\" WHERE "
                + where;
    }

    static String quoted(TableName name) {
        return "\"" + name.schema() + "\".\"" + name.table() + "\"";
    }

    private static String any(List<Grant> grants) {
        List<String> any =
                grants.stream().map(grant -> "(" + bound(grant.rows()) + ")").toList();
        return any.isEmpty() ? "FALSE" : any.contains("(TRUE)") ? "TRUE" : String.join(" OR ", any);
    }

    private static String cell(String table, SchemaConfig.Column column, TableAccess access, Hierarchies hierarchies) {
        String raw = "\"" + table + "\".\"" + column.name() + "\"";
        List<TableAccess.Cell> cells = access.cells(column.name());
        boolean everywhere = cells.size() == access.grants().size();
        boolean sameMask = cells.stream().map(TableAccess.Cell::mask).distinct().count() == 1;
        if (everywhere && sameMask) {
            return masked(raw, cells.get(0).mask(), hierarchies);
        }
        StringBuilder cell = new StringBuilder("CASE");
        for (TableAccess.Cell c : cells) {
            cell.append(" WHEN ").append(bound(c.rows())).append(" THEN ").append(masked(raw, c.mask(), hierarchies));
        }
        return cell.append(" END").toString();
    }

    private static String masked(String raw, Mask mask, Hierarchies hierarchies) {
        return switch (mask.kind()) {
            case PLAIN -> raw;
            case BLANK -> "NULLIF(" + raw + ", " + raw + ")";
            case PSEUDONYM -> "PSEUDONYM(" + raw + ")";
            case PRACTICE_PSEUDONYM -> "PRAKSIS_PSEUDONYM(" + raw + ")";
            case QUARTER -> "FLOOR(" + raw + " TO QUARTER)";
            case YEAR -> "FLOOR(" + raw + " TO YEAR)";
            case AGE_BAND -> "CASE WHEN " + raw + " >= 80 THEN 80 ELSE " + raw + " - MOD(" + raw + ", 5) END";
            case POSTAL_TO_MUNICIPALITY ->
                "CAST(" + ancestor("CAST(" + raw + " AS VARCHAR)", Hierarchies.MUNICIPALITY_OF_POSTAL_CODE, hierarchies)
                        + " AS INTEGER)";
            case HIERARCHY -> ancestor(raw, mask.hierarchy(), hierarchies);
        };
    }

    private static String ancestor(String value, String name, Hierarchies hierarchies) {
        if (!hierarchies.byName().containsKey(name)) {
            throw new IllegalArgumentException("there is no hierarchy " + name);
        }
        return "HIERARKI('" + name + "', " + value + ")";
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
}

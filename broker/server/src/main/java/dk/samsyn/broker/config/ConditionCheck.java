package dk.samsyn.broker.config;

import dk.samsyn.broker.policy.ConditionException;
import dk.samsyn.broker.policy.GovernedTable;
import dk.samsyn.broker.policy.NamedConditions;
import dk.samsyn.broker.policy.SessionAttributes;
import dk.samsyn.broker.policy.SqlText;
import java.util.List;
import java.util.Optional;

/**
 * Opens the named conditions of a row condition and checks what can be known without the planner: its words, its placeholders
 * and the tables of its subqueries. A subquery may not hide the name of the governed table that the condition is about where that
 * name is used: {@code borger.pid} would compare a person with itself, and everybody would be visible.
 */
record ConditionCheck(NamedConditions named, TablesOfSchema schema, ConditionProof proof) {
    /**
     * The condition without named conditions.
     *
     * @throws ConditionException if it is wrong for one of the tables it is about
     */
    String expand(String sql, List<GovernedTable> about) {
        String expanded = named.expand(sql);
        SqlText text = SqlText.of(expanded);
        text.placeholders().forEach(name -> checkPlaceholder(name, about));
        text.tables().forEach(table -> checkTable(table, text, about));
        about.forEach(table -> prove(text, table));
        return expanded;
    }

    private void prove(SqlText text, GovernedTable table) {
        String filled = text.replacePlaceholders(name -> {
            if (name.equals("table.category")) {
                return Optional.of("'" + table.category().replace("'", "''") + "'");
            }
            return name.startsWith("row.")
                    ? Optional.of("\"" + table.name().table() + "\".\"" + name.substring("row.".length()) + "\"")
                    : Optional.empty();
        });
        proof.wrong(table, filled).ifPresent(why -> {
            throw new ConditionException("on " + table.name() + ": " + why);
        });
    }

    private static void checkPlaceholder(String name, List<GovernedTable> about) {
        if (name.equals("table.category")) {
            return;
        }
        if (name.startsWith("user.")) {
            if (!SessionAttributes.NAMES.contains(name.substring("user.".length()))) {
                throw new ConditionException("unknown session attribute :" + name);
            }
            return;
        }
        if (!name.startsWith("row.")) {
            throw new ConditionException("unknown placeholder :" + name);
        }
        String column = name.substring("row.".length());
        Optional<GovernedTable> without =
                about.stream().filter(table -> table.column(column).isEmpty()).findFirst();
        if (without.isPresent()) {
            throw new ConditionException("unknown column " + without.get().name() + "." + column);
        }
    }

    private void checkTable(SqlText.TableInCondition table, SqlText text, List<GovernedTable> about) {
        if (schema.named(table.table()).isEmpty()) {
            throw new ConditionException("unknown table " + table.table());
        }
        String name = table.visibleName();
        boolean hides = about.stream().anyMatch(each -> each.name().table().equals(name));
        boolean used = text.qualifiers().contains(name)
                || text.placeholders().stream().anyMatch(placeholder -> placeholder.startsWith("row."));
        if (hides && used) {
            throw new ConditionException("table " + name + " in a subquery hides the table that the condition is about;"
                    + " give it an alias");
        }
    }
}

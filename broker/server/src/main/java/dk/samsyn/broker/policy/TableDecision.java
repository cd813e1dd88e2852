package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the speaking policies say of one table.
 *
 * @param table the table
 * @param mode release mode of the session
 * @param reason the reason given for break-glass
 * @param speaking policies that apply to the request, by id
 * @param filled tables that sources fill
 */
record TableDecision(
        GovernedTable table, ReleaseMode mode, Optional<String> reason, List<Policy> speaking, Set<TableName> filled) {

    /** What one policy alone says of a table, its break-glass too; a forbid stands over a permit of the whole table. */
    static List<TableAccess> rehearsed(Policy policy, GovernedTable table, Set<TableName> filled) {
        ReleaseMode mode = policy.release().map(Release::mode).orElse(ReleaseMode.IDENTIFIED);
        TableDecision alone = new TableDecision(table, mode, Optional.of("rehearsal"), List.of(policy), filled);
        if (policy.effect() == Policy.Effect.PERMIT) {
            return alone.access().stream().toList();
        }
        Map<String, Mask> columns = new LinkedHashMap<>();
        table.columns().forEach(column -> columns.put(column.name(), Mask.PLAIN));
        return policy.data().stream()
                .filter(entry -> entry.covers(table.name()) && !takesTable(entry) && alone.decidable(entry.rows()))
                .map(entry -> new TableAccess(
                        table.name(),
                        table.category(),
                        List.copyOf(columns.keySet()),
                        List.of(new Grant(policy.ref(), Grant.Scope.ORDINARY, Grant.ALL_ROWS, columns, false)),
                        List.of(new Forbid(policy.ref(), alone.rows(entry, entry.rows()))),
                        Obligations.NONE))
                .toList();
    }

    Optional<TableAccess> access() {
        List<Grant> grants = new ArrayList<>();
        List<Forbid> forbids = new ArrayList<>();
        Obligations obligations = Obligations.NONE;
        for (Policy policy : speaking) {
            for (DataEntry entry : policy.data()) {
                if (!entry.covers(table.name())) {
                    continue;
                }
                if (policy.effect() == Policy.Effect.FORBID) {
                    if (takesTable(entry) || !decidable(entry.rows())) {
                        return Optional.empty();
                    }
                    forbids.add(new Forbid(policy.ref(), rows(entry, entry.rows())));
                } else {
                    grants.addAll(grants(policy, entry));
                    obligations = obligations.and(policy.obligations());
                }
            }
        }
        if (grants.isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = table.columns().stream()
                .map(GovernedColumn::name)
                .filter(name ->
                        grants.stream().anyMatch(grant -> grant.columns().containsKey(name)))
                .toList();
        return Optional.of(new TableAccess(table.name(), table.category(), columns, grants, forbids, obligations));
    }

    List<Policy> applied() {
        return speaking.stream()
                .filter(policy -> policy.data().stream().anyMatch(entry -> entry.covers(table.name())))
                .toList();
    }

    List<Announcement> announcedTable() {
        return speaking.stream()
                .filter(policy -> policy.announce() && policy.effect() == Policy.Effect.FORBID)
                .filter(policy ->
                        policy.data().stream().anyMatch(entry -> entry.covers(table.name()) && takesTable(entry)))
                .map(policy -> new Announcement(table.name(), Optional.empty(), policy.ref()))
                .limit(1)
                .toList();
    }

    List<Announcement> announcedColumns(TableAccess access) {
        Optional<Policy> announcing = applied().stream()
                .filter(policy -> policy.announce() && policy.effect() == Policy.Effect.PERMIT)
                .findFirst();
        return announcing.stream()
                .flatMap(policy -> table.columns().stream()
                        .map(GovernedColumn::name)
                        .filter(name -> !access.columns().contains(name))
                        .map(name -> new Announcement(table.name(), Optional.of(name), policy.ref())))
                .toList();
    }

    List<Grant> grants(Policy policy, DataEntry entry) {
        Map<String, Mask> columns = new LinkedHashMap<>();
        for (GovernedColumn column : table.columns()) {
            if (entry.columns().shows(column) && BuiltInRules.mayShow(mode, column)) {
                columns.put(
                        column.name(),
                        BuiltInRules.atLeast(mode, column, entry.columns().mask(column)));
            }
        }
        if (columns.isEmpty()) {
            return List.of();
        }
        Grant.Scope scope = policy.onePerson() ? Grant.Scope.ONE_PERSON : Grant.Scope.ORDINARY;
        List<Grant> grants = new ArrayList<>();
        if (decidable(entry.rows())) {
            boolean notifies = !policy.obligations().receivers().isEmpty();
            grants.add(new Grant(policy.ref(), scope, rows(entry, entry.rows()), columns, notifies));
        }
        if (reason.isPresent()) {
            policy.breakGlass()
                    .filter(breakGlass -> decidable(breakGlass.rows()))
                    .map(breakGlass -> new Grant(
                            policy.ref(), Grant.Scope.BREAK_GLASS, rows(entry, breakGlass.rows()), columns, false))
                    .ifPresent(grants::add);
        }
        return grants;
    }

    /** The condition of a forbid; all rows where it cannot be decided. */
    String takenRows(DataEntry entry) {
        return takesTable(entry) || !decidable(entry.rows()) ? Grant.ALL_ROWS : rows(entry, entry.rows());
    }

    private static boolean takesTable(DataEntry entry) {
        return entry.rows().isEmpty();
    }

    /**
     * Whether sources fill every table that the condition reads. A missing table is not an empty one: without the
     * citizens' blocks, say, nobody knows what is blocked.
     */
    private boolean decidable(Optional<String> condition) {
        return condition.stream()
                .flatMap(sql -> SqlText.of(sql).tables().stream())
                .allMatch(read -> filled.contains(TableName.parse(read.table())));
    }

    private String rows(DataEntry entry, Optional<String> condition) {
        return condition
                .map(sql -> SqlText.of(sql).replacePlaceholders(name -> ofTable(entry, name)))
                .orElse(Grant.ALL_ROWS);
    }

    private Optional<String> ofTable(DataEntry entry, String placeholder) {
        if (placeholder.equals("table.category")) {
            String category = entry.category().orElse(table.category());
            return Optional.of("'" + category.replace("'", "''") + "'");
        }
        if (placeholder.startsWith("row.")) {
            String column = placeholder.substring("row.".length());
            return Optional.of("\"" + table.name().table() + "\".\"" + column + "\"");
        }
        return Optional.empty();
    }
}

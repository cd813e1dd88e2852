package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.policy.BuiltInRules;
import dk.samsyn.broker.policy.Columns;
import dk.samsyn.broker.policy.ConditionException;
import dk.samsyn.broker.policy.DataEntry;
import dk.samsyn.broker.policy.GovernedColumn;
import dk.samsyn.broker.policy.GovernedTable;
import dk.samsyn.broker.policy.Mask;
import dk.samsyn.broker.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the entries under {@code data}: tables, rows and columns that exist. */
record EntryReader(YamlDocument document, TablesOfSchema schema, ConditionCheck conditions, Problems problems) {
    private static final String BROKER_TABLES = "samsyn.*";

    /** The entry, or empty if anything is wrong with it. */
    Optional<DataEntry> read(JsonNode entry, String path, Policy.Effect effect) {
        int before = problems.count();
        List<String> names = PolicyReader.texts(entry.get("table"));
        List<String> except = PolicyReader.texts(entry.path("except"));
        names.forEach(name -> checkExists(name, path + "/table"));
        except.forEach(name -> checkExists(name, path + "/except"));
        List<GovernedTable> tables = tables(entry);
        Optional<String> rows = rows(entry.path("rows"), path + "/rows", tables);
        if (effect == Policy.Effect.FORBID && entry.has("columns")) {
            problems.add(document, path + "/columns", "a forbid takes rows or tables, never columns");
        }
        Columns columns = columns(entry.path("columns"), path + "/columns", tables);
        Optional<String> category = Optional.ofNullable(entry.get("category")).map(JsonNode::asText);
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(new DataEntry(names, except, rows, columns, category));
    }

    /** The declared tables that an entry is about. */
    List<GovernedTable> tables(JsonNode entry) {
        DataEntry covering = new DataEntry(
                PolicyReader.texts(entry.get("table")),
                PolicyReader.texts(entry.path("except")),
                Optional.empty(),
                Columns.UNSPECIFIED,
                Optional.empty());
        return schema.tables().stream()
                .filter(table -> covering.covers(table.name()))
                .toList();
    }

    private void checkExists(String name, String path) {
        boolean ofBroker = name.equals(BROKER_TABLES)
                || BuiltInRules.BROKER_TABLES.stream()
                        .anyMatch(part -> part.toString().equals(name));
        if (!ofBroker && schema.matching(name).isEmpty()) {
            problems.add(document, path, "unknown table " + name);
        }
    }

    private Optional<String> rows(JsonNode text, String path, List<GovernedTable> tables) {
        if (text.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(conditions.expand(text.asText(), tables));
        } catch (ConditionException e) {
            problems.add(document, path, e.sentence());
            return Optional.empty();
        }
    }

    private Columns columns(JsonNode node, String path, List<GovernedTable> tables) {
        if (node.isMissingNode()) {
            return Columns.UNSPECIFIED;
        }
        JsonNode allow = node.path("allow");
        List<String> listed = allow.isArray() ? PolicyReader.texts(allow) : List.of();
        listed.forEach(name -> columnsCalled(name, path + "/allow", tables));
        Map<String, Mask> masks = masks(node.path("mask"), path + "/mask", tables);
        if (allow.isArray()) {
            masks.keySet().stream()
                    .filter(name -> !listed.contains(name))
                    .forEach(name -> problems.add(
                            document, path + "/mask/" + name, "column " + name + " is masked but not allowed"));
            return Columns.of(Columns.Selection.LISTED, listed, masks);
        }
        Columns.Selection selection = allow.isTextual() ? Columns.Selection.ALL : Columns.Selection.ALL_BUT_DIRECT;
        return Columns.of(selection, listed, masks);
    }

    private Map<String, Mask> masks(JsonNode node, String path, List<GovernedTable> tables) {
        Map<String, Mask> masks = new HashMap<>();
        Iterator<Map.Entry<String, JsonNode>> fields = node.fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            String name = field.getKey();
            String at = path + "/" + name;
            Optional<Mask> mask = Mask.parse(field.getValue().asText());
            if (name.equals(GovernedColumn.PID)) {
                problems.add(document, at, "pid is never masked");
            } else if (mask.isEmpty()) {
                problems.add(document, at, "unknown mask " + field.getValue().asText());
            } else {
                columnsCalled(name, at, tables).stream()
                        .filter(column -> !mask.get().fits(column.type()))
                        .findFirst()
                        .ifPresent(column -> problems.add(
                                document, at, "mask " + mask.get() + " does not fit type " + column.type()));
                masks.put(name, mask.get());
            }
        }
        return masks;
    }

    private List<GovernedColumn> columnsCalled(String name, String path, List<GovernedTable> tables) {
        List<GovernedColumn> called = new ArrayList<>();
        tables.forEach(table -> table.column(name).ifPresent(called::add));
        if (called.isEmpty() && !tables.isEmpty()) {
            problems.add(document, path, "unknown column " + name);
        }
        return called;
    }
}

package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.policy.ColumnClass;
import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.Quantity;
import dk.samsyn.broker.release.ReleaseSchema;
import dk.samsyn.broker.release.TableRule;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads {@code conf/measures/columns.yaml}: what may be asked of each column where only groups leave. */
public final class MeasuresFile {
    private static final String CONCEPTS = "concepts:";

    private final YamlDocument document;
    private final SchemaConfig schema;
    private final Concepts concepts;
    private final Problems problems;
    private final Map<String, Quantity> quantities = new HashMap<>();

    private MeasuresFile(YamlDocument document, SchemaConfig schema, Concepts concepts, Problems problems) {
        this.document = document;
        this.schema = schema;
        this.concepts = concepts;
        this.problems = problems;
    }

    /**
     * The declarations of a folder; a file with any problem declares nothing, and then nothing can be asked.
     *
     * @param schema tables and views, to find what is misspelt
     * @param concepts code groups, whose names are frequent values
     */
    public static ReleaseSchema read(Path folder, SchemaConfig schema, Concepts concepts, ConfigProblems all) {
        Problems problems = new Problems();
        List<YamlDocument> documents =
                YamlDocument.readAll(folder.resolve("columns.yaml"), "measures/columns.yaml", problems);
        ReleaseSchema read = new ReleaseSchema(Map.of());
        if (problems.count() == 0 && documents.size() != 1) {
            problems.add(new Problem("measures/columns.yaml", 0, "", "expected one document"));
        }
        if (problems.count() == 0 && FileSchema.of("columns").accepts(documents.get(0), problems)) {
            read = new MeasuresFile(documents.get(0), schema, concepts, problems).schema();
        }
        problems.reportTo(all);
        return read;
    }

    private ReleaseSchema schema() {
        document.root().get("quantities").fields().forEachRemaining(q -> quantity(q.getKey(), q.getValue()));
        Map<String, TableRule> tables = new TreeMap<>();
        document.root()
                .get("tables")
                .fields()
                .forEachRemaining(t -> tables.put(t.getKey(), table(t.getKey(), t.getValue())));
        return new ReleaseSchema(tables);
    }

    private void quantity(String name, JsonNode node) {
        if (node.get("min").asDouble() > node.get("max").asDouble()) {
            problems.add(document, "/quantities/" + name, "min is above max");
            return;
        }
        quantities.put(
                name,
                new Quantity(
                        name,
                        node.get("min").asDouble(),
                        node.get("max").asDouble(),
                        node.get("resolution").asDouble(),
                        cuts(node),
                        node.path("flag").asBoolean(false)));
    }

    /** The even grid and the single cuts, ascending. */
    private static List<BigDecimal> cuts(JsonNode node) {
        TreeSet<BigDecimal> cuts = new TreeSet<>();
        JsonNode grid = node.get("grid");
        if (grid != null) {
            BigDecimal to = grid.get("to").decimalValue();
            for (BigDecimal at = grid.get("from").decimalValue();
                    at.compareTo(to) <= 0;
                    at = at.add(grid.get("step").decimalValue())) {
                cuts.add(at);
            }
        }
        node.path("cuts").forEach(cut -> cuts.add(cut.decimalValue()));
        return List.copyOf(cuts);
    }

    private TableRule table(String name, JsonNode node) {
        String where = "/tables/" + name;
        Set<String> known = columns(name);
        if (known.isEmpty()
                && !schema.tables().containsKey(name)
                && !schema.views().containsKey(name)) {
            problems.add(document, where, "is no table or view of the schema");
        }
        Map<String, ColumnRule> rules = new TreeMap<>();
        node.get("columns").fields().forEachRemaining(c -> {
            if (!known.isEmpty() && !known.contains(c.getKey())) {
                problems.add(document, where + "/columns/" + c.getKey(), "is no column of " + name);
            }
            if (sourceKeys().contains(c.getKey())
                    && !c.getValue().get("kind").asText().equals("closed")) {
                problems.add(
                        document, where + "/columns/" + c.getKey(), "is a source's own key, which nobody may count by");
            }
            rules.put(c.getKey(), column(c.getKey(), c.getValue(), where + "/columns/" + c.getKey()));
        });
        JsonNode period = node.get("period");
        return new TableRule(
                name,
                node.path("rows").asText().equals("person"),
                rules,
                period == null
                        ? Optional.empty()
                        : Optional.of(new TableRule.Period(
                                period.get(0).asText(), period.get(1).asText())),
                Optional.ofNullable(node.get("provider")).map(JsonNode::asText),
                texts(node.path("keys")));
    }

    /** Columns of a governed table; of a view none are known before it is planned. */
    private Set<String> columns(String table) {
        SchemaConfig.Table config = schema.tables().get(table);
        Set<String> names = new LinkedHashSet<>();
        if (config != null) {
            config.columns().forEach(c -> names.add(c.name()));
        }
        return names;
    }

    private Set<String> sourceKeys() {
        return schema.tables().values().stream()
                .flatMap(table -> table.columns().stream())
                .filter(column -> ColumnClass.ofLetter(String.valueOf(column.sensitivity())) == ColumnClass.SOURCE_KEY)
                .map(SchemaConfig.Column::name)
                .collect(Collectors.toSet());
    }

    private ColumnRule column(String name, JsonNode node, String where) {
        ColumnRule.Kind kind = ColumnRule.Kind.valueOf(node.get("kind").asText().toUpperCase(Locale.ROOT));
        boolean banded = kind == ColumnRule.Kind.BAND || kind == ColumnRule.Kind.BIRTH;
        if (banded && (node.get("step") == null || node.get("top") == null)) {
            problems.add(document, where, "needs step and top");
            return plain(name, node, ColumnRule.Kind.CLOSED, where);
        }
        if (kind == ColumnRule.Kind.CATEGORY && node.get("values") == null) {
            problems.add(document, where, "needs values: a list, or any");
        }
        if (kind == ColumnRule.Kind.CODE && node.get("prefixes") == null) {
            problems.add(document, where, "needs prefixes");
        }
        return plain(name, node, kind, where);
    }

    private ColumnRule plain(String name, JsonNode node, ColumnRule.Kind kind, String where) {
        int step = node.path("step").asInt(0);
        int top = node.path("top").asInt(0);
        List<Integer> prefixes = new ArrayList<>();
        node.path("prefixes").forEach(p -> prefixes.add(p.asInt()));
        Map<String, Quantity> several = new HashMap<>();
        node.path("quantities").fields().forEachRemaining(q -> {
            if (!q.getKey().equals("by")) {
                quantity(q.getValue(), where).ifPresent(found -> several.put(q.getKey(), found));
            }
        });
        return new ColumnRule(
                name,
                kind,
                node.path("dimension").asText(name),
                node.path("standard").asBoolean(false),
                values(node.get("values"), where),
                step,
                top,
                prefixes.stream().sorted().toList(),
                step > 0 ? bands(step, top, node) : cuts(node),
                Optional.ofNullable(node.get("quantity")).flatMap(q -> quantity(q, where)),
                several,
                Optional.ofNullable(node.path("quantities").get("by")).map(JsonNode::asText),
                Set.copyOf(texts(node.path("sensitive"))),
                node.path("minimum").asInt(0));
    }

    private static List<BigDecimal> bands(int step, int top, JsonNode node) {
        TreeSet<BigDecimal> cuts = new TreeSet<>(cuts(node));
        for (int edge = 0; edge <= top; edge += step) {
            cuts.add(BigDecimal.valueOf(edge));
        }
        return List.copyOf(cuts);
    }

    private Optional<Quantity> quantity(JsonNode node, String where) {
        Quantity quantity = quantities.get(node.asText());
        if (quantity == null) {
            problems.add(document, where, node.asText() + " is no quantity of this file");
        }
        return Optional.ofNullable(quantity);
    }

    private Set<String> values(@Nullable JsonNode node, String where) {
        if (node == null || node.asText().equals("any")) {
            return Set.of();
        }
        if (node.isArray()) {
            return Set.copyOf(texts(node));
        }
        String name = node.asText();
        if (name.startsWith(CONCEPTS)) {
            Set<String> names = concepts.names(name.substring(CONCEPTS.length()));
            if (names.isEmpty()) {
                problems.add(document, where, name + " is no group of concepts");
            }
            return names;
        }
        JsonNode list = document.root().get("lists").get(name);
        if (list == null) {
            problems.add(document, where, name + " is no list of this file");
            return Set.of("");
        }
        return Set.copyOf(texts(list));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}

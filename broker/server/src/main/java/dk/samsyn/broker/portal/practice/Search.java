package dk.samsyn.broker.portal.practice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.broker.portal.Visit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A search: groups that all hold; in a group one criterion is enough; a group may be turned around.
 *
 * @param groups groups in order
 */
record Search(List<Group> groups) {
    static final int MOST_GROUPS = 12;
    private static final int MOST_ALTERNATIVES = 6;

    Search {
        groups = List.copyOf(groups);
    }

    /** One group: at least one of its criteria holds, or, turned around, none. */
    record Group(boolean negated, List<Criterion> any) {
        Group {
            any = List.copyOf(any);
        }
    }

    /** One criterion: its kind, and what stands in the kind's fields. */
    record Criterion(String kind, Map<String, String> values) {
        Criterion {
            values = Map.copyOf(values);
        }

        /** What stands in a field; empty if nothing does. */
        String text(String field) {
            return values.getOrDefault(field, "").strip();
        }

        static Criterion usual(Kind kind) {
            Map<String, String> values = new LinkedHashMap<>();
            kind.fields().forEach(field -> values.put(field.name(), field.usual()));
            return new Criterion(kind.id(), values);
        }
    }

    /** The search that a form's fields hold: {@code GROUP.not}, {@code GROUP.CRITERION.kind} and {@code GROUP.CRITERION.FIELD}. */
    static Search of(Visit visit) {
        List<Group> groups = new ArrayList<>();
        for (int g = 0; g < MOST_GROUPS; g++) {
            List<Criterion> any = new ArrayList<>();
            for (int c = 0; c < MOST_ALTERNATIVES; c++) {
                String at = g + "." + c + ".";
                visit.value(at + "kind").flatMap(Kind::of).ifPresent(kind -> {
                    Map<String, String> values = new LinkedHashMap<>();
                    kind.fields()
                            .forEach(field -> values.put(
                                    field.name(), visit.value(at + field.name()).orElse("")));
                    any.add(new Criterion(kind.id(), values));
                });
            }
            if (!any.isEmpty()) {
                groups.add(new Group(visit.value(g + ".not").filter("1"::equals).isPresent(), any));
            }
        }
        return new Search(groups);
    }

    /** The search after a button: {@code add:KIND}, {@code or:GROUP:KIND} or {@code del:GROUP:CRITERION}. */
    Search after(String action) {
        String[] words = action.split(":", -1);
        List<Group> changed = new ArrayList<>(groups);
        switch (words[0]) {
            case "add" -> {
                if (changed.size() < MOST_GROUPS) {
                    Kind.of(words[1]).ifPresent(kind -> changed.add(new Group(false, List.of(Criterion.usual(kind)))));
                }
            }
            case "or" -> {
                int g = index(words[1], changed.size());
                List<Criterion> any = new ArrayList<>(changed.get(g).any());
                if (any.size() < MOST_ALTERNATIVES) {
                    any.add(Criterion.usual(
                            Kind.of(any.get(any.size() - 1).kind()).orElseThrow()));
                }
                changed.set(g, new Group(changed.get(g).negated(), any));
            }
            case "del" -> {
                int g = index(words[1], changed.size());
                List<Criterion> any = new ArrayList<>(changed.get(g).any());
                any.remove(index(words[2], any.size()));
                if (any.isEmpty()) {
                    changed.remove(g);
                } else {
                    changed.set(g, new Group(changed.get(g).negated(), any));
                }
            }
            default -> {
                // A search without a change.
            }
        }
        return new Search(changed);
    }

    private static int index(String text, int size) {
        try {
            int index = Integer.parseInt(text);
            if (index >= 0 && index < size) {
                return index;
            }
        } catch (NumberFormatException e) {
            throw Visit.invalid("g");
        }
        throw Visit.invalid("g");
    }

    String json() {
        try {
            return new ObjectMapper().writeValueAsString(groups);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Search fromJson(String json) {
        try {
            return new Search(new ObjectMapper().readValue(json, new TypeReference<List<Group>>() {}));
        } catch (JsonProcessingException e) {
            throw Visit.invalid("soegning");
        }
    }

    /** The fields of the form that shows this search, for an address. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int g = 0; g < groups.size(); g++) {
            if (groups.get(g).negated()) {
                fields.put(g + ".not", "1");
            }
            for (int c = 0; c < groups.get(g).any().size(); c++) {
                Criterion criterion = groups.get(g).any().get(c);
                String at = g + "." + c + ".";
                fields.put(at + "kind", criterion.kind());
                criterion.values().forEach((name, value) -> fields.put(at + name, value));
            }
        }
        return fields;
    }
}

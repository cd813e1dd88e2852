package dk.samsyn.broker.portal.outreach;

import dk.samsyn.broker.portal.Visit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the citizens of a group have in common, as far as release control counts it: ages in whole decades and the limits of
 * guidelines. The table that is counted is {@code t} and has {@code pid}, {@code koen} and {@code alder}.
 *
 * @param sex {@code K}, {@code M}, or empty for both
 * @param from youngest age in years, a multiple of ten
 * @param to first age above the group in years, a multiple of ten; {@link #NO_LIMIT} for none
 * @param criteria further criteria: the choice by {@link Criterion}
 */
public record Traits(String sex, int from, int to, Map<String, String> criteria) {
    /** Ages that may be chosen. */
    public static final List<Integer> AGES =
            IntStream.rangeClosed(0, 9).map(i -> 10 * i).boxed().toList();

    /** No upper age. */
    public static final int NO_LIMIT = 200;

    /** Nothing in common. */
    public static final Traits NONE = new Traits("", 0, NO_LIMIT, Map.of());

    public Traits {
        criteria = Map.copyOf(criteria);
    }

    /** A statement and the values of its {@code ?}. */
    public record Statement(String sql, List<Object> values) {
        public Statement {
            values = List.copyOf(values);
        }
    }

    /** Conditions that must all hold, and the values of their {@code ?}. */
    public static final class Conditions {
        private final List<String> texts = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        /** Adds one, with the values of its {@code ?} in order. */
        public void add(String text, Object... itsValues) {
            texts.add(text);
            values.addAll(List.of(itsValues));
        }

        /** The statement that begins and ends so. */
        public Statement within(String before, String after) {
            return new Statement(before + String.join("\n  AND ", texts) + after, values);
        }
    }

    /**
     * What a form describes; what the form does not offer is refused.
     *
     * @param offered the further criteria of that form
     */
    public static Traits of(Visit visit, List<Criterion> offered) {
        String sex = visit.value("koen").orElse("");
        int from = age(visit, "fra", 0);
        int to = age(visit, "til", NO_LIMIT);
        if (!List.of("", "K", "M").contains(sex) || from >= to) {
            throw Visit.invalid("gruppe");
        }
        Map<String, String> chosen = new LinkedHashMap<>();
        for (Criterion criterion : offered) {
            visit.value(criterion.id())
                    .ifPresent(choice -> chosen.put(
                            criterion.id(),
                            criterion
                                    .choice(choice)
                                    .orElseThrow(() -> Visit.invalid(criterion.id()))
                                    .id()));
        }
        return new Traits(sex, from, to, chosen);
    }

    private static int age(Visit visit, String name, int usual) {
        int age = visit.number(name, usual, 0, NO_LIMIT);
        if (age != usual && !AGES.contains(age)) {
            throw Visit.invalid(name);
        }
        return age;
    }

    /** Adds what they have in common to the conditions of a statement; {@code disease} stands for a {@code ?} of a criterion. */
    public void conditions(Conditions all, String disease) {
        if (!sex.isEmpty()) {
            all.add("t.koen = ?", sex);
        }
        if (from > 0) {
            all.add("t.alder >= ?", from);
        }
        if (to < NO_LIMIT) {
            all.add("t.alder < ?", to);
        }
        for (Criterion.Choice choice : chosen()) {
            if (choice.condition().contains("?")) {
                all.add(choice.condition(), disease);
            } else {
                all.add(choice.condition());
            }
        }
    }

    /** In Danish, for people. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        if (!sex.isEmpty()) {
            words.add(sex.equals("K") ? "kvinder" : "mænd");
        }
        if (from > 0 || to < NO_LIMIT) {
            words.add(to == NO_LIMIT ? "fra " + from + " år" : from + "–" + (to - 1) + " år");
        }
        chosen().forEach(choice -> words.add(choice.label()));
        return words;
    }

    /** The fields of the form that describes this. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("koen", sex);
        fields.put("fra", Integer.toString(from));
        fields.put("til", Integer.toString(to));
        Criterion.ALL.forEach(criterion -> fields.put(criterion.id(), criteria.getOrDefault(criterion.id(), "")));
        return fields;
    }

    /** The chosen ones, in the order of {@link Criterion#ALL}. */
    private List<Criterion.Choice> chosen() {
        return Criterion.ALL.stream()
                .flatMap(criterion ->
                        Optional.ofNullable(criteria.get(criterion.id())).flatMap(criterion::choice).stream())
                .toList();
    }
}

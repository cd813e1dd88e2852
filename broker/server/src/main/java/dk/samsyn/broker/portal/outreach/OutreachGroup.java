package dk.samsyn.broker.portal.outreach;

import dk.samsyn.broker.portal.Labels;
import dk.samsyn.broker.portal.Visit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A group of patients as a definition: the planner counts it and the practice lists its own patients of it by the same conditions,
 * each with the own rights. Only what release control counts can be chosen: governed measures, and ages in whole decades.
 *
 * @param disease one of {@link #DISEASES}
 * @param need what they lack
 * @param sex {@code K}, {@code M}, or empty for both
 * @param from youngest age in years, a multiple of ten
 * @param to first age above the group in years, a multiple of ten; {@link #NO_LIMIT} for none
 * @param municipality code of the municipality that they live in, or empty for all
 * @param criteria further criteria: the choice by {@link Criterion}
 */
public record OutreachGroup(
        String disease, Need need, String sex, int from, int to, String municipality, Map<String, String> criteria) {
    public OutreachGroup {
        criteria = Map.copyOf(criteria);
    }

    /** Diseases that may be chosen. */
    public static final List<String> DISEASES = List.of("DM", "KOL", "AKS", "HT");

    /** Ages that may be chosen. */
    public static final List<Integer> AGES =
            IntStream.rangeClosed(0, 9).map(i -> 10 * i).boxed().toList();

    /** No upper age. */
    public static final int NO_LIMIT = 200;

    /** What patients of a group have in common besides the disease. */
    public enum Need {
        ALL("alle med sygdommen", ""),
        LATE("ingen kontrol det seneste år", "kontrolstatus IN ('aldrig', 'overskredet')"),
        NEVER("aldrig kontrolleret", "kontrolstatus = 'aldrig'"),
        NOWHERE("følges ingen steder", "foelges_hos = 'ingen'");

        private final String label;
        private final String condition;

        Need(String label, String condition) {
            this.label = label;
            this.condition = condition;
        }

        /** In Danish, for people. */
        public String label() {
            return label;
        }
    }

    /** A statement and the values of its {@code ?}. */
    public record Statement(String sql, List<Object> values) {
        public Statement {
            values = List.copyOf(values);
        }
    }

    /**
     * The group that a form describes; what the form does not offer is refused.
     *
     * @param municipality where the asker's citizens live; of the session, never of the form
     */
    public static OutreachGroup of(Visit visit, String municipality) {
        String disease = visit.needed("sygdom");
        Need need = need(visit.needed("behov"));
        String sex = visit.value("koen").orElse("");
        int from = age(visit, "fra", 0);
        int to = age(visit, "til", NO_LIMIT);
        if (!DISEASES.contains(disease) || !List.of("", "K", "M").contains(sex) || from >= to) {
            throw Visit.invalid("gruppe");
        }
        return new OutreachGroup(disease, need, sex, from, to, municipality, criteria(visit));
    }

    private static Map<String, String> criteria(Visit visit) {
        Map<String, String> chosen = new LinkedHashMap<>();
        for (Criterion criterion : Criterion.ALL) {
            visit.value(criterion.id())
                    .ifPresent(choice -> chosen.put(
                            criterion.id(),
                            criterion
                                    .choice(choice)
                                    .orElseThrow(() -> Visit.invalid(criterion.id()))
                                    .id()));
        }
        return chosen;
    }

    /** The chosen ones, in the order of {@link Criterion#ALL}. */
    private List<Criterion.Choice> chosen() {
        return Criterion.ALL.stream()
                .flatMap(criterion ->
                        Optional.ofNullable(criteria.get(criterion.id())).flatMap(criterion::choice).stream())
                .toList();
    }

    private static Need need(String name) {
        try {
            return Need.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw Visit.invalid("behov");
        }
    }

    private static int age(Visit visit, String name, int usual) {
        int age = visit.number(name, usual, 0, NO_LIMIT);
        if (age != usual && !AGES.contains(age)) {
            throw Visit.invalid(name);
        }
        return age;
    }

    /** How many there are: column {@code antal}, one row, or none where that is withheld. */
    public Statement count() {
        return conditions()
                .within(
                        "SELECT 'alle' AS gruppe, COUNT(DISTINCT t.pid) AS antal\nFROM sygdomspopulation AS t\nWHERE ",
                        "");
    }

    /** Who they are: {@code pid}, {@code cpr}, {@code navn}, {@code koen} and {@code alder}, by name. */
    public Statement list() {
        return conditions()
                .within(
                        "SELECT b.pid, b.cpr, b.navn, b.koen, b.alder\nFROM sygdomspopulation AS t JOIN borger AS b ON b.pid = t.pid\nWHERE ",
                        "\nORDER BY b.navn, b.pid");
    }

    /** In Danish, for people. */
    public String words() {
        List<String> words = new ArrayList<>(List.of(Labels.of("sygdom " + disease), need.label()));
        Optional.of(sex).filter(s -> !s.isEmpty()).ifPresent(s -> words.add(s.equals("K") ? "kvinder" : "mænd"));
        if (from > 0 || to < NO_LIMIT) {
            words.add(to == NO_LIMIT ? "fra " + from + " år" : from + "–" + (to - 1) + " år");
        }
        chosen().forEach(choice -> words.add(choice.label()));
        if (!municipality.isEmpty()) {
            words.add("bor i kommune " + municipality);
        }
        return String.join(", ", words);
    }

    /** The fields of the form that describes this group. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("sygdom", disease);
        fields.put("behov", need.name());
        fields.put("koen", sex);
        fields.put("fra", Integer.toString(from));
        fields.put("til", Integer.toString(to));
        Criterion.ALL.forEach(criterion -> fields.put(criterion.id(), criteria.getOrDefault(criterion.id(), "")));
        return fields;
    }

    private Conditions conditions() {
        Conditions all = new Conditions(new ArrayList<>(), new ArrayList<>());
        all.add("t.sygdom = ?", disease);
        if (need != Need.ALL) {
            all.add("t.pid IN (SELECT pid FROM kontrolstatus WHERE sygdom = ? AND " + need.condition + ")", disease);
        }
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
                all.texts().add(choice.condition());
            }
        }
        if (!municipality.isEmpty()) {
            all.add("t.kommunekode = ?", Integer.valueOf(municipality));
        }
        return all;
    }

    private record Conditions(List<String> texts, List<Object> values) {
        void add(String text, Object value) {
            texts.add(text);
            values.add(value);
        }

        Statement within(String before, String after) {
            return new Statement(before + String.join("\n  AND ", texts) + after, values);
        }
    }
}

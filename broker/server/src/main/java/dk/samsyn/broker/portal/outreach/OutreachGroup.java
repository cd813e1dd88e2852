package dk.samsyn.broker.portal.outreach;

import dk.samsyn.broker.portal.Labels;
import dk.samsyn.broker.portal.Visit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A group of patients as a definition: the planner counts it and the practice lists its own patients of it by the same conditions,
 * each with the own rights. Only what release control counts can be chosen: governed measures, and ages in whole decades.
 *
 * @param disease one of {@link #DISEASES}
 * @param need what they lack
 * @param traits what else they have in common
 * @param municipality code of the municipality that they live in, or empty for all
 */
public record OutreachGroup(String disease, Need need, Traits traits, String municipality) {
    /** Diseases that may be chosen. */
    public static final List<String> DISEASES = List.of("DM", "KOL", "AKS", "HT");

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

    /**
     * The group that a form describes; what the form does not offer is refused.
     *
     * @param municipality where the asker's citizens live; of the session, never of the form
     */
    public static OutreachGroup of(Visit visit, String municipality) {
        String disease = visit.needed("sygdom");
        Need need = need(visit.needed("behov"));
        if (!DISEASES.contains(disease)) {
            throw Visit.invalid("gruppe");
        }
        return new OutreachGroup(disease, need, Traits.of(visit, Criterion.ALL), municipality);
    }

    private static Need need(String name) {
        try {
            return Need.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw Visit.invalid("behov");
        }
    }

    /** How many there are: column {@code antal}, one row, or none where that is withheld. */
    public Traits.Statement count() {
        return conditions()
                .within(
                        "SELECT 'alle' AS gruppe, COUNT(DISTINCT t.pid) AS antal\nFROM sygdomspopulation AS t\nWHERE ",
                        "");
    }

    /** Who they are: {@code pid}, {@code cpr}, {@code navn}, {@code koen} and {@code alder}, by name. */
    public Traits.Statement list() {
        return conditions()
                .within(
                        "SELECT b.pid, b.cpr, b.navn, b.koen, b.alder\nFROM sygdomspopulation AS t JOIN borger AS b ON b.pid = t.pid\nWHERE ",
                        "\nORDER BY b.navn, b.pid");
    }

    /** In Danish, for people. */
    public String words() {
        List<String> words = new ArrayList<>(List.of(Labels.of("sygdom " + disease), need.label()));
        words.addAll(traits.words());
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
        fields.putAll(traits.fields());
        return fields;
    }

    private Traits.Conditions conditions() {
        Traits.Conditions all = new Traits.Conditions();
        all.add("t.sygdom = ?", disease);
        if (need != Need.ALL) {
            all.add("t.pid IN (SELECT pid FROM kontrolstatus WHERE sygdom = ? AND " + need.condition + ")", disease);
        }
        traits.conditions(all, disease);
        if (!municipality.isEmpty()) {
            all.add("t.kommunekode = ?", Integer.valueOf(municipality));
        }
        return all;
    }
}

package dk.samsyn.region.praksis;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Condition;
import java.util.Map;

/** ICPC-2 codes as the practices of the demo use them, with short labels of our own (domain.md 2.4). */
final class Icpc {
    /** Reasons for a visit that are no chronic disease; none has a concept. */
    static final String[] REASONS = {
        "R05", "R74", "R78", "R81", "L03", "L15", "L92", "S74", "S88", "U71", "A04", "A97", "A98", "D02", "D93", "H71",
        "N01", "N17", "P03", "P06", "X11", "D73", "F70", "W78", "S06", "R97"
    };

    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("T89", "Diabetes type 1"),
            Map.entry("T90", "Diabetes type 2"),
            Map.entry("R95", "KOL"),
            Map.entry("R96", "Astma"),
            Map.entry("K74", "Iskæmisk hjertesygdom med angina"),
            Map.entry("K75", "Akut myokardieinfarkt"),
            Map.entry("K76", "Iskæmisk hjertesygdom uden angina"),
            Map.entry("K77", "Hjertesvigt"),
            Map.entry("K78", "Atrieflimren"),
            Map.entry("K86", "Hypertension, ukompliceret"),
            Map.entry("K87", "Hypertension, kompliceret"),
            Map.entry("K90", "Apopleksi"),
            Map.entry("K92", "Perifer karsygdom"),
            Map.entry("T93", "Lipidforstyrrelse"),
            Map.entry("T82", "Fedme"),
            Map.entry("T99", "Anden endokrin sygdom"),
            Map.entry("P17", "Tobaksmisbrug"),
            Map.entry("P76", "Depression"),
            Map.entry("W11", "Svangerskabsforebyggelse, p-piller"),
            Map.entry("W85", "Graviditetsdiabetes"),
            Map.entry("N88", "Epilepsi"),
            Map.entry("U99", "Nyresygdom"));

    private static final Map<String, String> CONCEPTS = Map.ofEntries(
            Map.entry("T89", "DM1"),
            Map.entry("T90", "DM2"),
            Map.entry("R95", "KOL"),
            Map.entry("R96", "ASTMA"),
            Map.entry("K74", "IHD"),
            Map.entry("K75", "AKS"),
            Map.entry("K76", "IHD"),
            Map.entry("K77", "HF"),
            Map.entry("K78", "AF"),
            Map.entry("K86", "HT"),
            Map.entry("K87", "HT"),
            Map.entry("K90", "STROKE"),
            Map.entry("K92", "PAD"),
            Map.entry("T93", "LIPID"),
            Map.entry("T82", "OBES"),
            Map.entry("P17", "SMOKE"),
            Map.entry("P76", "DEPR"),
            Map.entry("W11", "PPILLE"),
            Map.entry("N88", "EPI"),
            Map.entry("U99", "NYRE"));

    /** Pairs that practices mix up: the two types of diabetes, asthma and KOL. */
    private static final Map<String, String> MIXED_UP = Map.of("T89", "T90", "T90", "T89", "R95", "R96", "R96", "R95");

    private static final double MISTAKES = 0.02;

    private Icpc() {}

    /** Label of a code; the code itself for one without. */
    static String text(String code) {
        return TEXTS.getOrDefault(code, code);
    }

    /** Concept of a code, or empty. */
    static String concept(String code) {
        return CONCEPTS.getOrDefault(code, "");
    }

    /** The code under which the practice keeps a condition: wrong for 2 % of those that can be mixed up. */
    static String recorded(Citizen citizen, Condition condition) {
        String other = MIXED_UP.get(condition.icpc());
        boolean mistake = other != null && citizen.unit("praksis.forkert_kode." + condition.kind(), 0) < MISTAKES;
        return other != null && mistake ? other : condition.icpc();
    }
}

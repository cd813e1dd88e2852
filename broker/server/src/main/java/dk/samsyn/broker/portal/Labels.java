package dk.samsyn.broker.portal;

import java.util.Map;

/** Danish words for codes of the canonical schema, by kind and code; a code without words is shown as it is. */
public final class Labels {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("sygdom DM", "Diabetes"),
            Map.entry("sygdom KOL", "KOL"),
            Map.entry("sygdom AKS", "Hjertesygdom (AKS)"),
            Map.entry("sygdom HT", "Forhøjet blodtryk"),
            Map.entry("foelges almen_praksis", "Praksis"),
            Map.entry("foelges hospital", "Hospital"),
            Map.entry("foelges begge", "Begge steder"),
            Map.entry("foelges ingen", "Ingen steder"),
            Map.entry("sektor almen_praksis", "Praksis"),
            Map.entry("sektor hospital", "Hospital"),
            Map.entry("sektor kommune", "Kommune"),
            Map.entry("sektor vagtlaege", "Lægevagt"),
            Map.entry("sektor speciallaege", "Speciallæge"),
            Map.entry("sektor vaccination", "Vaccination"),
            Map.entry("rygning dagligryger", "Dagligryger"),
            Map.entry("rygning lejlighedsryger", "Lejlighedsryger"),
            Map.entry("rygning eksryger", "Eksryger"),
            Map.entry("rygning aldrigryger", "Aldrig røget"),
            Map.entry("rygning anden", "Andet"));

    private Labels() {}

    /** The words for {@code kind code}. */
    public static String of(String kindAndCode) {
        return WORDS.getOrDefault(kindAndCode, kindAndCode.substring(kindAndCode.indexOf(' ') + 1));
    }
}

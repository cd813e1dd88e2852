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
            Map.entry("kontaktform indlaeggelse", "Indlæggelse"),
            Map.entry("kontaktform ambulant", "Ambulant besøg"),
            Map.entry("kontaktform akut_ambulant", "Akut ambulant besøg"),
            Map.entry("sted hjemme", "derhjemme"),
            Map.entry("sted kommune", "af kommunen"),
            Map.entry("sted praksis", "i praksis"),
            Map.entry("sted hospital", "på hospital"),
            Map.entry("rygning dagligryger", "Dagligryger"),
            Map.entry("rygning lejlighedsryger", "Lejlighedsryger"),
            Map.entry("rygning eksryger", "Eksryger"),
            Map.entry("rygning aldrigryger", "Aldrig røget"),
            Map.entry("rygning anden", "Andet"),
            Map.entry("kategori alle", "alle oplysninger"),
            Map.entry("kategori stamdata", "stamdata"),
            Map.entry("kategori diagnose", "diagnoser"),
            Map.entry("kategori kommunal", "kommunal pleje"),
            Map.entry("kategori kontakt", "kontakter"),
            Map.entry("kategori laboratorie", "blodprøver"),
            Map.entry("kategori livsstil", "livsstil"),
            Map.entry("kategori maaling", "målinger"),
            Map.entry("kategori medicin", "medicin"),
            Map.entry("kategori procedure", "behandlinger"),
            Map.entry("kategori relation", "behandlingsrelationer"),
            Map.entry("kategori samtykke", "samtykker"),
            Map.entry("kategori vaccination", "vaccinationer"),
            Map.entry("kategori ydelse", "ydelser"),
            Map.entry("forskel wider", "mere"),
            Map.entry("forskel narrower", "mindre"),
            Map.entry("forskel same", "det samme"),
            Map.entry("forskel unknown", "kan ikke bevises"),
            Map.entry("udfald SHOWN", "Vises"),
            Map.entry("udfald MASKED", "Vises sløret"),
            Map.entry("udfald COUNTS_ONLY", "Kun optællinger"),
            Map.entry("udfald ONE_PERSON", "Kun én borger ad gangen"),
            Map.entry("udfald ABSENT", "Findes ikke for rollen"),
            Map.entry("udfald UNKNOWN", "Der er ingen sådan tabel eller kolonne"),
            Map.entry("formaal planlaegning", "planlægning"),
            Map.entry("logudfald closed", "Besvaret"),
            Map.entry("logudfald open", "I gang eller forladt"),
            Map.entry("kildestatus ok", "Svarer"),
            Map.entry("kildestatus off", "Slukket"),
            Map.entry("kildestatus failed", "Svarer ikke"),
            Map.entry("kildestatus unknown", "Ikke spurgt endnu"),
            Map.entry("kildestatus slow", "Langsom"));

    private Labels() {}

    /** The words for {@code kind code}. */
    public static String of(String kindAndCode) {
        return WORDS.getOrDefault(kindAndCode, kindAndCode.substring(kindAndCode.indexOf(' ') + 1));
    }
}

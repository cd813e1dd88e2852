package dk.samsyn.broker.portal;

import dk.samsyn.broker.steward.PolicySets;
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
            Map.entry("udfald WITHHELD", "Findes, men vises ikke"),
            Map.entry("udfald ABSENT", "Findes ikke for rollen"),
            Map.entry("udfald UNKNOWN", "Der er ingen sådan tabel eller kolonne"),
            Map.entry("formaal planlaegning", "planlægning"),
            Map.entry("formaal eget_indblik", "eget indblik"),
            Map.entry("visning identified", "med navn og nummer"),
            Map.entry("visning pseudonymised", "under pseudonym"),
            Map.entry("visning aggregated", "kun grupper"),
            Map.entry("logudfald closed", "Besvaret"),
            Map.entry("logudfald open", "I gang eller forladt"),
            Map.entry("logudfald policy.see_as", "Set som en anden: kun antal"),
            Map.entry("logudfald policy.test", "Prøver af politikker: ingen ser svar"),
            Map.entry("logudfald policy.activate", "Prøver, før politikker trådte i kraft: ingen ser svar"),
            Map.entry("logudfald policy.diff", "Sammenligning af politikker: kun antal"),
            Map.entry("haendelse signin.ok", "Logget ind"),
            Map.entry("haendelse signin.refused", "Login afvist"),
            Map.entry("haendelse block.set", "Spærring sat"),
            Map.entry("haendelse block.lift", "Spærring ophævet"),
            Map.entry("haendelse consent.set", "Samtykke givet"),
            Map.entry("haendelse consent.lift", "Samtykke trukket tilbage"),
            Map.entry("haendelse figure.publish", "Tal udgivet til praksis"),
            Map.entry("haendelse figure.withdraw", "Udgivne tal trukket tilbage"),
            Map.entry("haendelse policy.adopt", "Politikker taget i brug ved start"),
            Map.entry("haendelse policy.submit", "Indsender sæt"),
            Map.entry("haendelse policy.submit.done", "Sæt indsendt"),
            Map.entry("haendelse policy.submit.refused", "Indsender sæt: afvist"),
            Map.entry("haendelse policy.approve", "Godkender sæt"),
            Map.entry("haendelse policy.approve.done", "Sæt godkendt"),
            Map.entry("haendelse policy.approve.refused", "Godkender sæt: afvist"),
            Map.entry("haendelse policy.activate", "Sætter sæt i kraft"),
            Map.entry("haendelse policy.activate.done", "Sæt sat i kraft"),
            Map.entry("haendelse policy.activate.refused", "Sætter sæt i kraft: afvist"),
            Map.entry("haendelse policy.rollback", "Ruller tilbage"),
            Map.entry("haendelse policy.rollback.done", "Rullet tilbage"),
            Map.entry("haendelse policy.rollback.refused", "Ruller tilbage: afvist"),
            Map.entry("haendelse policy.test", "Cases kørt"),
            Map.entry("haendelse policy.diff", "Sæt sammenlignet"),
            Map.entry("haendelse policy.explain", "Forklaring hentet"),
            Map.entry("haendelse policy.see_as", "Set som en anden"),
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

    /** Why a policy set was submitted: what a person wrote, or what the broker wrote itself, in Danish. */
    static String note(String note) {
        return note.equals(PolicySets.ADOPTED) ? "Overtaget fra mappen med politikker" : note;
    }
}

package dk.samsyn.region.truth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of schema {@code sundhed} as the truth writes it. The columns stand here once more, because the truth must not be
 * read from what it is compared with; {@code hentet_tid} is left out, as it is the moment of asking.
 */
final class TruthTable {
    private static final Map<String, TruthTable> TABLES = Stream.of(
                    table(
                            "borger",
                            "pid cpr navn koen foedselsdato alder doed_dato status kommunekode postnr sogn "
                                    + "adressebeskyttet"),
                    table("person_identifikator", "pid vaerdi type gyldig_fra gyldig_til"),
                    table("adresse_periode", "pid kommunekode postnr gyldig_fra gyldig_til"),
                    table("gp_tilknytning", "pid ydernr gyldig_fra gyldig_til sikringsgruppe"),
                    table(
                            "organisation",
                            "org_id type sor shak ydernr ean navn kommunekode klynge gyldig_fra gyldig_til "
                                    + "efterfoelger"),
                    table(
                            "kontakt",
                            "kontakt_id pid sektor org_id kontaktform type_kode prioritet start_tid slut_tid "
                                    + "tid_praecision aarsag_kode ydelse_nr kilde kilde_id kvalitet"),
                    table(
                            "diagnose",
                            "pid kontakt_id kode_oprindelig kodesystem begreb diagnosetype tillaeg_til "
                                    + "stillet_dato slut_dato afkraeftet org_id kilde kilde_id kvalitet"),
                    table(
                            "procedure",
                            "pid kontakt_id procedurekode begreb udfoert_tid org_id kilde kilde_id kvalitet"),
                    table(
                            "laboratoriesvar",
                            "pid proeve_id begreb kode_oprindelig kodesystem vaerdi_num operator vaerdi_tekst "
                                    + "enhed enhed_oprindelig ref_nedre ref_oevre flag proevetagning_tid svar_tid "
                                    + "tid_praecision rekvirent_org laboratorium_org status kilde kilde_id kvalitet"),
                    table(
                            "maaling",
                            "pid begreb vaerdi_num enhed sted maalt_af tidspunkt tid_praecision "
                                    + "kode_oprindelig org_id kilde kilde_id kvalitet"),
                    table(
                            "livsstil",
                            "pid emne vaerdi maengde_num enhed registreret_tid tid_praecision maalt_af kilde "
                                    + "kilde_id kvalitet"),
                    table(
                            "medicin_ordination",
                            "pid ordination_id atc laegemiddel_navn styrke_tekst dosistekst indikation_tekst "
                                    + "start_dato slut_dato pauseret type ordineret_af_org hidden_flag kilde kilde_id "
                                    + "kvalitet"),
                    table(
                            "recept_udlevering",
                            "pid recept_id ordination_id atc ordinationsdato gyldig_til status udlevering_tid "
                                    + "antal_pakninger udskrevet_af_org kilde kilde_id kvalitet"),
                    table(
                            "ydelse",
                            "pid ydernr speciale ydelse_nr antal beloeb aar uge uge_start uge_slut "
                                    + "tid_praecision barnmak kilde kilde_id kvalitet"),
                    table(
                            "kommunal_tilstand",
                            "pid kommunekode fsiii_kode fsiii_begreb kodeversion type status niveau "
                                    + "registreret_dato afsluttet_dato kilde kilde_id kvalitet"),
                    table(
                            "kommunal_indsats",
                            "pid kommunekode org_id fsiii_kode fsiii_begreb paragraf status start_dato "
                                    + "slut_dato beslutning kilde kilde_id kvalitet"),
                    table(
                            "vaccination",
                            "pid vaccine_kode vaccine_navn given_dato givet_sted_type kilde kilde_id kvalitet"),
                    table(
                            "samtykke",
                            "pid retning modtager_type modtager_vaerdi datakategori gyldig_fra gyldig_til " + "kilde"),
                    table("behandlingsrelation", "pid org_id relation grundlag gyldig_fra gyldig_til"),
                    table(
                            "kommune_reference",
                            "kommunekode navn region klynge befolkning_aar befolkning andel_rygere "
                                    + "andel_svaert_overvaegtige"),
                    table("kontrol", "pid sygdom kontrol_dato kontrol_sted_type org_id evidens tid_praecision"),
                    table(
                            "senest_kontrol",
                            "pid sygdom kontrol_dato kontrol_sted_type org_id tid_praecision naeste_kontrol"),
                    table("foelges_hos", "pid sygdom foelges_hos"),
                    table(
                            "seneste_vaerdi",
                            "pid proeve_id begreb kode_oprindelig kodesystem vaerdi_num operator vaerdi_tekst "
                                    + "enhed enhed_oprindelig ref_nedre ref_oevre flag proevetagning_tid svar_tid "
                                    + "tid_praecision rekvirent_org laboratorium_org status kilde kilde_id kvalitet"),
                    table(
                            "seneste_maaling",
                            "pid begreb vaerdi_num enhed sted maalt_af tidspunkt tid_praecision "
                                    + "kode_oprindelig org_id kilde kilde_id kvalitet"),
                    table(
                            "seneste_livsstil",
                            "pid emne vaerdi maengde_num enhed registreret_tid tid_praecision maalt_af kilde "
                                    + "kilde_id kvalitet"),
                    table(
                            "maaling_samlet",
                            "pid begreb vaerdi_num enhed sted maalt_af tidspunkt tid_praecision "
                                    + "kode_oprindelig org_id kilde kilde_id kvalitet kilder"),
                    table(
                            "diagnose_uenighed",
                            "pid sygdom praksis_begreb hospital_begreb praksis_siden hospital_siden"),
                    table("graense_alarm", "pid regel begreb vaerdi_num tidspunkt siden"),
                    table("stratum", "pid sygdom niveau"),
                    table("genindlaeggelse", "pid udskrivning_tid genindlaeggelse_tid org_id aarsag_begreb"),
                    table(
                            "diagnose_effektiv",
                            "pid kontakt_id kode_oprindelig kodesystem begreb diagnosetype tillaeg_til "
                                    + "stillet_dato slut_dato afkraeftet org_id kilde kilde_id kvalitet"))
            .collect(Collectors.toUnmodifiableMap(TruthTable::name, Function.identity()));

    private final String name;
    private final List<String> columns;
    private final Map<String, Integer> positions = new HashMap<>();

    private TruthTable(String name, List<String> columns) {
        this.name = name;
        this.columns = columns;
        for (int i = 0; i < columns.size(); i++) {
            positions.put(columns.get(i), i);
        }
    }

    private static TruthTable table(String name, String columns) {
        return new TruthTable(name, List.of(columns.split(" ")));
    }

    static TruthTable of(String name) {
        TruthTable table = TABLES.get(name);
        if (table == null) {
            throw new IllegalArgumentException("schema sundhed has no table " + name);
        }
        return table;
    }

    String name() {
        return name;
    }

    List<String> columns() {
        return columns;
    }

    boolean has(String column) {
        return positions.containsKey(column);
    }

    int indexOf(String column) {
        Integer position = positions.get(column);
        if (position == null) {
            throw new IllegalArgumentException(name + " has no column " + column);
        }
        return position;
    }
}

package dk.samsyn.broker.portal.practice;

import java.util.List;
import java.util.Optional;

/**
 * A kind of criterion that the search offers: its name, and the fields that one fills in. A whitelist: nothing else can be asked for
 * from the page.
 *
 * @param id its name in a search
 * @param label its name for people
 * @param fields what one fills in, in order
 */
record Kind(String id, String label, List<Field> fields) {
    Kind {
        fields = List.copyOf(fields);
    }

    /**
     * A field.
     *
     * @param name its name in a search
     * @param label its name for people
     * @param type how the browser shows it: as a number, a date, a text, a choice or a saved search
     * @param usual what stands in it at first
     * @param choices what may be chosen, if it is a choice
     */
    record Field(String name, String label, String type, String usual, List<Choice> choices) {}

    /** One choice of a field. */
    record Choice(String id, String label) {}

    static final List<Kind> ALL = List.of(
            new Kind("KOEN", "Køn", List.of(choice("koen", "Køn", "K:Kvinde", "M:Mand"))),
            new Kind("ALDER", "Alder", List.of(number("fra", "fra", "18"), number("til", "til", ""))),
            new Kind(
                    "RYGNING",
                    "Rygning",
                    List.of(choice(
                            "status",
                            "Seneste oplysning",
                            "ryger:Ryger",
                            "dagligryger:Dagligryger",
                            "eksryger:Eksryger",
                            "aldrigryger:Aldrig røget"))),
            new Kind(
                    "DIAGNOSE",
                    "Diagnose",
                    List.of(
                            choice(
                                    "begreb",
                                    "Diagnose",
                                    "DM:Diabetes",
                                    "DM1:Type 1-diabetes",
                                    "DM2:Type 2-diabetes",
                                    "KOL:KOL",
                                    "ASTMA:Astma",
                                    "AKS:Akut koronarsyndrom",
                                    "IHD:Iskæmisk hjertesygdom",
                                    "HF:Hjertesvigt",
                                    "AF:Atrieflimren",
                                    "HT:Forhøjet blodtryk",
                                    "LIPID:Lipidforstyrrelse",
                                    "STROKE:Slagtilfælde",
                                    "NYRE:Kronisk nyresygdom",
                                    "OBES:Svær overvægt",
                                    "DEPR:Depression",
                                    "EPI:Epilepsi",
                                    "CF:Cystisk fibrose"),
                            date("fra", "stillet fra"),
                            date("til", "stillet til"))),
            new Kind(
                    "BLODTRYK",
                    "Blodtryk",
                    List.of(number("sys", "systolisk fra", "140"), number("dia", "eller diastolisk fra", "90"))),
            new Kind(
                    "KOLESTEROL",
                    "Kolesterol",
                    List.of(number("total", "total fra", "5,0"), number("ldl", "eller LDL fra", "3,0"))),
            new Kind(
                    "SVAR",
                    "Blodprøve",
                    List.of(
                            choice(
                                    "begreb",
                                    "Seneste svar",
                                    "HBA1C:HbA1c (mmol/mol)",
                                    "LDL:LDL (mmol/L)",
                                    "TOTKOL:Kolesterol (mmol/L)",
                                    "EGFR:eGFR (mL/min)",
                                    "UACR:U-ACR (mg/g)",
                                    "K:Kalium (mmol/L)",
                                    "HB:Hæmoglobin (mmol/L)"),
                            number("fra", "fra", ""),
                            number("til", "til", ""),
                            number("mdr", "højst så mange måneder gammelt", ""))),
            new Kind(
                    "MAALING",
                    "Måling",
                    List.of(
                            choice(
                                    "begreb",
                                    "Seneste måling",
                                    "BMI:BMI",
                                    "VAEGT:Vægt (kg)",
                                    "FEV1_PCT:FEV1 (% af forventet)",
                                    "MRC:MRC",
                                    "CAT:CAT",
                                    "TALJE:Talje (cm)"),
                            number("fra", "fra", ""),
                            number("til", "til", ""),
                            number("mdr", "højst så mange måneder gammel", ""))),
            new Kind(
                    "MEDICIN",
                    "Medicin",
                    List.of(
                            new Field(
                                    "gruppe",
                                    "Gruppe",
                                    "choice",
                                    "PPILLE",
                                    Drugs.GROUPS.stream()
                                            .map(g -> new Choice(g.id(), g.label()))
                                            .toList()),
                            new Field("atc", "eller ATC-kode", "text", "", List.of()))),
            new Kind(
                    "FOELGES",
                    "Hvor følges patienten",
                    List.of(
                            choice(
                                    "sygdom",
                                    "Sygdom",
                                    "DM:Diabetes",
                                    "KOL:KOL",
                                    "AKS:Hjertesygdom",
                                    "HT:Forhøjet blodtryk"),
                            choice(
                                    "sted",
                                    "Følges",
                                    "almen_praksis:Praksis",
                                    "hospital:Hospital",
                                    "begge:Begge steder",
                                    "ingen:Ingen steder"))),
            new Kind(
                    "KONTROL",
                    "Uden kontrol",
                    List.of(
                            choice(
                                    "sygdom",
                                    "Sygdom",
                                    "DM:Diabetes",
                                    "KOL:KOL",
                                    "AKS:Hjertesygdom",
                                    "HT:Forhøjet blodtryk"),
                            number("mdr", "de seneste måneder", "12"))),
            // By the start of the ATC code, for the same vaccine has several names.
            new Kind(
                    "VACCINATION",
                    "Vaccination",
                    List.of(
                            choice(
                                    "atc",
                                    "Vaccine",
                                    "J07BB:Influenza",
                                    "J07BN:COVID-19",
                                    "J07AL:Pneumokok",
                                    "J07AM:Difteri-tetanus",
                                    "J07CA:DiTeKiPol",
                                    "J07BD5:MFR",
                                    "J07BM:HPV",
                                    "J07BC:Hepatitis",
                                    "J07BA:TBE"),
                            choice(
                                    "periode",
                                    "Givet",
                                    "altid:nogensinde",
                                    "saeson:i denne influenzasæson (fra 1. september)"),
                            date("fra", "givet fra"),
                            number("mdr", "de seneste måneder", ""))),
            new Kind(
                    "KONTAKT",
                    "Kontakt",
                    List.of(
                            choice("sted", "Sted", "alle:Alle steder", "almen_praksis:Praksis", "hospital:Hospital"),
                            choice(
                                    "form",
                                    "Form",
                                    "alle:Alle former",
                                    "indlaeggelse:Indlæggelse",
                                    "ambulant:Ambulant besøg",
                                    "akut_ambulant:Akut ambulant besøg",
                                    "konsultation:Konsultation",
                                    "telefon:Telefon",
                                    "e_konsultation:E-konsultation",
                                    "video:Video",
                                    "hjemmebesoeg:Hjemmebesøg"),
                            number("mdr", "de seneste måneder", "12"))),
            new Kind("KOHORTE", "Gemt søgning", List.of(new Field("id", "Søgning", "cohort", "", List.of()))));

    static Optional<Kind> of(String id) {
        return ALL.stream().filter(kind -> kind.id().equals(id)).findFirst();
    }

    private static Field number(String name, String label, String usual) {
        return new Field(name, label, "number", usual, List.of());
    }

    private static Field date(String name, String label) {
        return new Field(name, label, "date", "", List.of());
    }

    private static Field choice(String name, String label, String... choices) {
        List<Choice> all = java.util.Arrays.stream(choices)
                .map(c -> new Choice(c.substring(0, c.indexOf(':')), c.substring(c.indexOf(':') + 1)))
                .toList();
        return new Field(name, label, "choice", all.get(0).id(), all);
    }
}

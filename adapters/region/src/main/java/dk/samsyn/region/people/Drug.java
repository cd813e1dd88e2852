package dk.samsyn.region.people;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The drugs of the demo: WHO codes, generic names, ordinary strengths and doses. */
enum Drug {
    METFORMIN("A10BA02", "Metformin", 500, "500 mg", "1 tablet 2 gange daglig", "diabetes"),
    GLIMEPIRID("A10BB12", "Glimepirid", 2, "2 mg", "1 tablet morgen", "diabetes"),
    SITAGLIPTIN("A10BH01", "Sitagliptin", 100, "100 mg", "1 tablet morgen", "diabetes"),
    SEMAGLUTID("A10BJ06", "Semaglutid", 1, "1 mg/dosis", "1 injektion 1 gang ugentlig", "diabetes"),
    EMPAGLIFLOZIN("A10BK03", "Empagliflozin", 10, "10 mg", "1 tablet morgen", "diabetes"),
    DAPAGLIFLOZIN("A10BK01", "Dapagliflozin", 10, "10 mg", "1 tablet morgen", "diabetes"),
    INSULIN_ASPART("A10AB05", "Insulin aspart", 3.5, "100 E/ml", "efter skema til måltider", "diabetes"),
    INSULIN_GLARGIN("A10AE04", "Insulin glargin", 3.64, "100 E/ml", "20 enheder aften", "diabetes"),
    INSULIN_DEGLUDEC("A10AE06", "Insulin degludec", 3.66, "100 E/ml", "22 enheder daglig", "diabetes"),
    SIMVASTATIN("C10AA01", "Simvastatin", 40, "40 mg", "1 tablet aften", "forhøjet kolesterol"),
    ATORVASTATIN("C10AA05", "Atorvastatin", 40, "40 mg", "1 tablet daglig", "forhøjet kolesterol"),
    ROSUVASTATIN("C10AA07", "Rosuvastatin", 20, "20 mg", "1 tablet daglig", "forhøjet kolesterol"),
    EZETIMIB("C10AX09", "Ezetimib", 10, "10 mg", "1 tablet daglig", "forhøjet kolesterol"),
    ENALAPRIL("C09AA02", "Enalapril", 20, "20 mg", "1 tablet morgen", "forhøjet blodtryk"),
    RAMIPRIL("C09AA05", "Ramipril", 5, "5 mg", "1 kapsel morgen", "hjertesvigt"),
    LOSARTAN("C09CA01", "Losartan", 100, "100 mg", "1 tablet morgen", "forhøjet blodtryk"),
    AMLODIPIN("C08CA01", "Amlodipin", 5, "5 mg", "1 tablet morgen", "forhøjet blodtryk"),
    BENDROFLUMETHIAZID("C03AB01", "Bendroflumethiazid/KCl", 1.25, "1,25 mg", "1 tablet morgen", "forhøjet blodtryk"),
    FUROSEMID("C03CA01", "Furosemid", 40, "40 mg", "1 tablet morgen", "vanddrivende"),
    SPIRONOLACTON("C03DA01", "Spironolacton", 25, "25 mg", "1 tablet morgen", "hjertesvigt"),
    METOPROLOL("C07AB02", "Metoprololsuccinat", 50, "50 mg", "1 depottablet morgen", "hjertesygdom"),
    ASA("B01AC06", "Acetylsalicylsyre", 75, "75 mg", "1 tablet daglig", "blodfortyndende"),
    CLOPIDOGREL("B01AC04", "Clopidogrel", 75, "75 mg", "1 tablet daglig", "blodfortyndende"),
    TICAGRELOR("B01AC24", "Ticagrelor", 90, "90 mg", "1 tablet 2 gange daglig", "blodfortyndende"),
    RIVAROXABAN("B01AF01", "Rivaroxaban", 20, "20 mg", "1 tablet daglig", "atrieflimren"),
    APIXABAN("B01AF02", "Apixaban", 5, "5 mg", "1 tablet 2 gange daglig", "atrieflimren"),
    WARFARIN("B01AA03", "Warfarin", 2.5, "2,5 mg", "efter skema", "atrieflimren"),
    GLYCERYLTRINITRAT("C01DA02", "Glyceryltrinitrat", 0.4, "0,4 mg/dosis", "1 pust ved behov", "angina"),
    SALBUTAMOL("R03AC02", "Salbutamol", 0.2, "0,2 mg/dosis", "1-2 sug ved behov", "åndenød"),
    TIOTROPIUM("R03BB04", "Tiotropium", 0.0025, "2,5 mikrogram/dosis", "2 sug daglig", "KOL"),
    LAMA_LABA("R03AL04", "Indacaterol/glycopyrronium", 0.085, "85+43 mikrogram", "1 inhalation daglig", "KOL"),
    TRIPLE("R03AL08", "Vilanterol/umeclidinium/fluticason", 0.092, "92+55+22 mikrogram", "1 inhalation daglig", "KOL"),
    BUDESONID("R03BA02", "Budesonid", 0.2, "200 mikrogram/dosis", "1 sug 2 gange daglig", "astma"),
    PREDNISOLON("H02AB06", "Prednisolon", 25, "25 mg", "1,5 tablet daglig i 5 dage", "forværring af KOL"),
    AMOXICILLIN("J01CA04", "Amoxicillin", 750, "750 mg", "1 tablet 3 gange daglig i 7 dage", "infektion"),
    VARENICLIN("N07BA03", "Vareniclin", 1, "1 mg", "1 tablet 2 gange daglig", "rygestop"),
    CITALOPRAM("N06AB04", "Citalopram", 20, "20 mg", "1 tablet morgen", "depression"),
    SERTRALIN("N06AB06", "Sertralin", 50, "50 mg", "1 tablet morgen", "depression"),
    LEVETIRACETAM("N03AX14", "Levetiracetam", 500, "500 mg", "1 tablet 2 gange daglig", "epilepsi"),
    PARACETAMOL("N02BE01", "Paracetamol", 500, "500 mg", "2 tabletter ved behov", "smerter"),
    OMEPRAZOL("A02BC01", "Omeprazol", 20, "20 mg", "1 kapsel daglig", "halsbrand"),
    IVACAFTOR(
            "R07AX32",
            "Ivacaftor/tezacaftor/elexacaftor",
            100,
            "75+50+100 mg",
            "2 tabletter morgen",
            "cystisk fibrose"),
    LEVONORGESTREL_EE(
            "G03AA07",
            "Levonorgestrel/ethinylestradiol",
            0.15,
            "150+30 mikrogram",
            "1 tablet daglig i 21 dage",
            "svangerskabsforebyggelse"),
    DESOGESTREL_EE(
            "G03AA09",
            "Desogestrel/ethinylestradiol",
            0.15,
            "150+20 mikrogram",
            "1 tablet daglig i 21 dage",
            "svangerskabsforebyggelse"),
    GESTODEN_EE(
            "G03AA10",
            "Gestoden/ethinylestradiol",
            0.075,
            "75+20 mikrogram",
            "1 tablet daglig i 21 dage",
            "svangerskabsforebyggelse"),
    DROSPIRENON_EE(
            "G03AA12",
            "Drospirenon/ethinylestradiol",
            3,
            "3 mg+20 mikrogram",
            "1 tablet daglig",
            "svangerskabsforebyggelse"),
    CYPROTERON_EE(
            "G03HB01", "Cyproteron/ethinylestradiol", 2, "2 mg+35 mikrogram", "1 tablet daglig i 21 dage", "akne"),
    PLASTER(
            "G03AA13",
            "Norelgestromin/ethinylestradiol plaster",
            6,
            "6+0,6 mg",
            "1 plaster ugentlig",
            "svangerskabsforebyggelse"),
    MINIPILLE("G03AC09", "Desogestrel", 0.075, "75 mikrogram", "1 tablet daglig", "svangerskabsforebyggelse"),
    HORMONSPIRAL("G02BA03", "Levonorgestrel spiral", 52, "52 mg", "oplagt", "svangerskabsforebyggelse");

    private final String atc;
    private final String product;
    private final double milligrams;
    private final String strength;
    private final String dosage;
    private final String indication;

    Drug(String atc, String product, double milligrams, String strength, String dosage, String indication) {
        this.atc = atc;
        this.product = product;
        this.milligrams = milligrams;
        this.strength = strength;
        this.dosage = dosage;
        this.indication = indication;
    }

    /** The drug taken from {@code start} to {@code end}, or still when {@code end} is null. */
    Medication taken(LocalDate start, @Nullable LocalDate end, Medication.Prescriber by) {
        return new Medication(atc, product, milligrams, strength, dosage, indication, start, end, by);
    }
}

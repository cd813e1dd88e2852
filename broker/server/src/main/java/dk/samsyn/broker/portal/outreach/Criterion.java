package dk.samsyn.broker.portal.outreach;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A further criterion of a group: one of those of the practices' own search that release control counts, with the limits of
 * guidelines, at which it cuts, instead of limits of one's own. At most one choice of each; all must hold.
 *
 * @param id its name in forms and in the broker's own tables
 * @param label its name for people
 * @param choices what may be chosen
 */
public record Criterion(String id, String label, List<Choice> choices) {
    private static final String DIABETES = "IN ('DM1', 'DM2', 'DM_ANDEN')";

    public Criterion {
        choices = List.copyOf(choices);
    }

    /**
     * One choice.
     *
     * @param id its name in forms and in the broker's own tables
     * @param label its name for people
     * @param from view and condition by which persons are found, in constants of this program: release control looks for what is
     *     measured in the text; a {@code ?} is the group's disease
     */
    public record Choice(String id, String label, String from) {
        /** A condition on {@code t.pid}. */
        public String condition() {
            return "t.pid IN (SELECT pid FROM " + from + ")";
        }
    }

    /** All of them, in order. */
    public static final List<Criterion> ALL = List.of(
            new Criterion(
                    "rygning",
                    "Rygning",
                    List.of(
                            new Choice(
                                    "ryger",
                                    "ryger",
                                    "seneste_livsstil WHERE emne = 'RYGNING' AND vaerdi IN ('dagligryger', 'lejlighedsryger')"),
                            smoking("dagligryger", "dagligryger"),
                            smoking("eksryger", "eksryger"),
                            smoking("aldrigryger", "har aldrig røget"))),
            new Criterion(
                    "diagnose",
                    "Også diagnose",
                    diagnoses(
                            "DM:diabetes, alle typer",
                            "DM1:type 1-diabetes",
                            "DM2:type 2-diabetes",
                            "KOL:KOL",
                            "ASTMA:astma",
                            "AKS:akut koronarsyndrom",
                            "IHD:iskæmisk hjertesygdom",
                            "HF:hjertesvigt",
                            "AF:atrieflimren",
                            "HT:forhøjet blodtryk",
                            "LIPID:lipidforstyrrelse",
                            "STROKE:slagtilfælde",
                            "NYRE:kronisk nyresygdom",
                            "OBES:svær overvægt",
                            "PAD:perifer karsygdom",
                            "EPI:epilepsi",
                            "CF:cystisk fibrose",
                            "DEPR:depression")),
            new Criterion(
                    "svar",
                    "Seneste prøvesvar",
                    List.of(
                            latest("HBA1C_53", "HbA1c 53 mmol/mol eller højere", "seneste_vaerdi", ">= 53"),
                            latest("HBA1C_59", "HbA1c 59 mmol/mol eller højere", "seneste_vaerdi", ">= 59"),
                            latest("HBA1C_75", "HbA1c 75 mmol/mol eller højere", "seneste_vaerdi", ">= 75"),
                            latest("LDL_1.8", "LDL 1,8 mmol/L eller højere", "seneste_vaerdi", ">= 1.8"),
                            latest("LDL_2.6", "LDL 2,6 mmol/L eller højere", "seneste_vaerdi", ">= 2.6"),
                            latest("EGFR_60", "eGFR under 60 mL/min", "seneste_vaerdi", "< 60"),
                            latest("EGFR_30", "eGFR under 30 mL/min", "seneste_vaerdi", "< 30"),
                            latest("UACR_30", "U-ACR 30 mg/g eller højere", "seneste_vaerdi", ">= 30"))),
            new Criterion(
                    "maaling",
                    "Seneste måling",
                    List.of(
                            latest("BT_SYS_140", "systolisk blodtryk 140 eller højere", "seneste_maaling", ">= 140"),
                            latest("BT_SYS_160", "systolisk blodtryk 160 eller højere", "seneste_maaling", ">= 160"),
                            bmi(30),
                            bmi(35),
                            latest("FEV1_PCT_50", "FEV1 under 50 % af forventet", "seneste_maaling", "< 50"))),
            new Criterion(
                    "foelges",
                    "Hvor sygdommen følges",
                    List.of(
                            followed("almen_praksis", "følges i praksis"),
                            followed("hospital", "følges på hospital"),
                            followed("begge", "følges begge steder"))));

    /** Which the criterion of that name is. */
    public static Criterion of(String id) {
        return ALL.stream()
                .filter(criterion -> criterion.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no criterion " + id));
    }

    /** The criterion's choice of that name. */
    public Optional<Choice> choice(String name) {
        return choices.stream().filter(choice -> choice.id().equals(name)).findFirst();
    }

    /** The choices as the broker's own table keeps them, such as {@code rygning=ryger,svar=HBA1C_59}. */
    static String written(Map<String, String> chosen) {
        return ALL.stream()
                .filter(criterion -> chosen.containsKey(criterion.id()))
                .map(criterion -> criterion.id() + "=" + chosen.get(criterion.id()))
                .reduce((a, b) -> a + "," + b)
                .orElse("");
    }

    /** What {@link #written} wrote. */
    static Map<String, String> read(String written) {
        return Arrays.stream(written.split(",", -1))
                .filter(one -> !one.isEmpty())
                .map(one -> one.split("=", 2))
                .collect(Collectors.toUnmodifiableMap(one -> one[0], one -> one[1]));
    }

    private static Choice smoking(String id, String label) {
        return new Choice(id, label, "seneste_livsstil WHERE emne = 'RYGNING' AND vaerdi = '" + id + "'");
    }

    private static List<Choice> diagnoses(String... concepts) {
        return Arrays.stream(concepts)
                .map(one -> one.split(":", 2))
                .map(one -> new Choice(
                        one[0],
                        one[1],
                        "diagnose_effektiv WHERE begreb " + (one[0].equals("DM") ? DIABETES : "= '" + one[0] + "'")
                                + " AND NOT COALESCE(afkraeftet, FALSE)"))
                .toList();
    }

    private static Choice latest(String id, String label, String view, String limit) {
        String concept = id.substring(0, id.lastIndexOf('_'));
        return new Choice(id, label, view + " WHERE begreb = '" + concept + "' AND vaerdi_num " + limit);
    }

    /** Of the latest weight and height, too, as the indicator counts it. */
    private static Choice bmi(int from) {
        return new Choice("BMI_" + from, "BMI " + from + " eller højere", "bmi_seneste WHERE bmi >= " + from);
    }

    private static Choice followed(String place, String label) {
        return new Choice(place, label, "kontrolstatus WHERE sygdom = ? AND foelges_hos = '" + place + "'");
    }
}

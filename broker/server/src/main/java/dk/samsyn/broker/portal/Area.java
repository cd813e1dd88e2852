package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A part of the site for some roles, with its menu. Roles decide what is offered; what is shown, policies decide.
 *
 * @param path where it starts
 * @param name its name in Danish
 * @param roles roles that are offered it
 * @param pages its pages in order of the menu
 */
public record Area(String path, String name, Set<String> roles, List<Link> pages) {
    /** A page in the menu; {@code below} is the start of all addresses that belong to it. */
    record Link(String path, String below, String name) {}

    private static final Set<String> PRACTICE = Set.of("praktiserende_laege", "laegesekretaer");

    static final Area PRAKSIS = new Area(
            "/praksis",
            "Almen praksis",
            PRACTICE,
            List.of(
                    new Link("/praksis/population/dm", "/praksis/population", "Min population"),
                    new Link("/praksis/soeg", "/praksis/soeg", "Søg"),
                    new Link("/praksis/indkaldelse", "/praksis/indkaldelse", "Indkaldelse"),
                    new Link("/praksis/paamindelser", "/praksis/paamindelser", "Påmindelser"),
                    new Link("/praksis/henvendelser", "/praksis/henvendelser", "Henvendelser"),
                    new Link("/praksis/rettelser", "/praksis/rettelser", "Rettelser"),
                    new Link("/praksis/rapport", "/praksis/rapport", "Egne tal")));

    static final Area SQL = new Area(
            "/sql",
            "SQL",
            Set.of(
                    "praktiserende_laege",
                    "hospitalslaege",
                    "kvalitetsmedarbejder_hospital",
                    "hospitalsplanlaegger",
                    "kommunal_planlaegger",
                    "regional_analytiker",
                    "forsker",
                    "datasteward",
                    "dataejer",
                    "drift",
                    "test"),
            List.of(new Link("/sql", "/sql", "SQL")));

    static final Area BORGER = new Area(
            "/borger",
            "Borger",
            Set.of("borger"),
            List.of(
                    new Link("/borger", "/borger", "Min journal"),
                    new Link("/borger/udvikling", "/borger/udvikling", "Min udvikling"),
                    new Link("/borger/registrering", "/borger/registrering", "Mine egne oplysninger"),
                    new Link("/borger/opslag", "/borger/opslag", "Hvem har set mine data"),
                    new Link("/borger/samtykker", "/borger/samtykker", "Spærringer og samtykker")));

    static final Area POLITIK = new Area(
            "/politik",
            "Politik",
            Set.of("datasteward"),
            List.of(
                    new Link("/politik", "/politik", "Politikker"),
                    new Link("/politik/spoerg", "/politik/spoerg", "Se som og forklar"),
                    new Link("/politik/log", "/politik/log", "Søg i loggen"),
                    new Link("/politik/drift", "/politik/drift", "Kilder og værdispring")));

    static final Area EJER = new Area(
            "/ejer",
            "Egne data",
            Set.of("dataejer"),
            List.of(new Link("/ejer", "/ejer", "Hvem har spurgt efter vores data")));

    static final Area BENCHMARK = new Area(
            "/benchmark",
            "Indikatorer",
            Set.of("kommunal_planlaegger", "regional_analytiker"),
            List.of(
                    new Link("/benchmark", "/benchmark", "Kræver opmærksomhed"),
                    new Link("/benchmark/alle", "/benchmark/alle", "Alle indikatorer"),
                    new Link("/benchmark/rapporter", "/benchmark/rapporter", "Rapporter"),
                    new Link("/benchmark/henvendelse", "/benchmark/henvendelse", "Bed læger kontakte en gruppe")));

    static final Area HOSPITAL = new Area(
            "/hospital",
            "Hospital",
            Set.of("hospitalslaege"),
            List.of(new Link("/hospital", "/hospital", "Mine patienter")));

    static final Area AFDELING = new Area(
            "/hospital/afdeling",
            "Afdeling",
            Set.of("kvalitetsmedarbejder_hospital"),
            List.of(new Link("/hospital/afdeling", "/hospital/afdeling", "Afdelingens tal")));

    static final Area OPTAELLING = new Area(
            "/hospital/optaelling",
            "Planlægning",
            Set.of("hospitalsplanlaegger"),
            List.of(new Link("/hospital/optaelling", "/hospital/optaelling", "Optælling")));

    static final Area PLEJE = new Area(
            "/kommune/pleje",
            "Hjemmesygepleje",
            Set.of("hjemmesygeplejerske"),
            List.of(new Link("/kommune/pleje", "/kommune/pleje", "Mine borgere")));

    static final Area BOERN = new Area(
            "/kommune/boern",
            "Sundhedspleje",
            Set.of("kommunal_sundhedsplejerske"),
            List.of(new Link("/kommune/boern", "/kommune/boern", "Børn")));

    private static final List<Area> ALL =
            List.of(PRAKSIS, HOSPITAL, AFDELING, OPTAELLING, PLEJE, BOERN, BORGER, POLITIK, EJER, BENCHMARK, SQL);

    private static final List<Area> WITH_PATIENTS = List.of(PRAKSIS, HOSPITAL, PLEJE, BOERN);

    /** Titles of people in the line that says who is signed in. */
    private static final Map<String, String> ROLES = Map.ofEntries(
            Map.entry("praktiserende_laege", "Praktiserende læge"),
            Map.entry("laegesekretaer", "Lægesekretær"),
            Map.entry("hospitalslaege", "Hospitalslæge"),
            Map.entry("kvalitetsmedarbejder_hospital", "Kvalitetsmedarbejder"),
            Map.entry("hospitalsplanlaegger", "Hospitalsplanlægger"),
            Map.entry("hjemmesygeplejerske", "Hjemmesygeplejerske"),
            Map.entry("kommunal_sundhedsplejerske", "Sundhedsplejerske"),
            Map.entry("kommunal_sagsbehandler", "Sagsbehandler"),
            Map.entry("kommunal_planlaegger", "Kommunal planlægger"),
            Map.entry("regional_analytiker", "Regional analytiker"),
            Map.entry("forsker", "Forsker"),
            Map.entry("datasteward", "Datasteward"),
            Map.entry("dataejer", "Dataejer"),
            Map.entry("drift", "Drift"),
            Map.entry("test", "Demoens testbruger"),
            Map.entry("*", "Alle roller"),
            Map.entry("borger", "Borger"));

    /** Areas that a user is offered. */
    static List<Area> of(Principal principal) {
        return ALL.stream()
                .filter(area -> area.roles().contains(principal.role()))
                .toList();
    }

    /** Start of the addresses of patients' pages, for those who have such pages. */
    static Optional<String> patients(Principal principal) {
        return of(principal).stream()
                .filter(WITH_PATIENTS::contains)
                .map(area -> area.path() + "/borger/")
                .findFirst();
    }

    /** Title of a role. */
    static String title(String role) {
        return ROLES.getOrDefault(role, role);
    }

    /** For whom somebody acts, such as {@code Praksis 099001}. */
    public static String organisation(String organisation) {
        int colon = organisation.indexOf(':');
        String number = organisation.substring(colon + 1);
        return switch (colon < 0 ? "" : organisation.substring(0, colon)) {
            case "praksis" -> "Praksis " + number;
            case "hospital" -> "Hospital " + number;
            case "kommune" -> "Kommune " + number;
            case "region" -> "Region " + number;
            case "godkendelse" -> "Godkendelse " + number;
            default -> number;
        };
    }
}
